// What the agent believes of random hosts. Looks take their time, are blind at times and are told
// twice; edges, which call for a look, are lost, doubled and late.
//
// The delay that is allowed: a look sees what has been so since it began. So a chip that one party
// has had since before the last look that was told began is never called free; and since a look
// begins every kPeriod at the latest and is told within kLongestLook, one that a party has had for
// kDelay never is. Leases are the agent's own: no delay. What is reserved is what ECS has told.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "absl/types/optional.h"
#include "agent/device/chip_set.h"
#include "agent/workload/allocation.h"
#include "agent/workload/lingering.h"
#include "tests/workload/example_evidence.h"
#include "tests/workload/random_host.h"

namespace neuron {
namespace {

constexpr int kPeriod = 12;
constexpr int kLongestLook = 8;
// A look that has just not seen it, and the next.
constexpr int kDelay = kPeriod + 2 * kLongestLook;
constexpr int kChips = RandomHost::kChips;

absl::Time At(int tick) { return kExampleLook + absl::Seconds(tick); }

// One look at everything, from its beginning until it is told.
struct Look {
  int began = 0;
  int told = 0;
  ContainerScan containers;
  HolderScan holders;
  // The chips whose health was ok.
  ChipSet well;
};

// What the sampler does around Allocate(), as evidence.h demands it.
class Agent {
 public:
  explicit Agent(RandomHost* host) : host_(host) {}

  // After each tick of the host.
  void Tick(bool edges_are_heard) {
    Hear(edges_are_heard);
    const absl::Duration now = absl::Seconds(host_->now());
    const absl::Duration looked = absl::Seconds(last_.began);
    leases_ = lingering_leases_.Keep(host_->leases(), now, looked);
    reservations_ = lingering_reservations_.Keep(host_->reservations(), now, looked);
    if (look_.has_value()) {
      GoOn();
    } else if (due_ <= host_->now()) {
      Begin();
    }
  }

  ChipSet Free() const {
    const std::vector<Allocation> allocations = Believe();
    ChipSet free;
    for (int chip = 0; chip < kChips; ++chip) {
      const Occupancy occupancy = allocations[static_cast<std::size_t>(chip)].occupancy;
      if (occupancy == Occupancy::kFree && last_.well.Contains(chip)) {
        free.Add(chip);
      }
    }
    return free;
  }

  std::vector<Allocation> Believe() const {
    Evidence evidence;
    evidence.holders = last_.holders;
    evidence.containers = last_.containers;
    evidence.leases = leases_;
    evidence.reservations = reservations_;
    evidence.lessees = host_->lessees();
    return Allocate(KnownChips(kChips), evidence, {});
  }

  // When the look began that is believed.
  int looked() const { return last_.began; }
  void SeeAll() { may_be_blind_ = false; }

 private:
  static absl::Status Blind() { return absl::PermissionDeniedError("blind"); }

  // One edge of three is lost; others are late, and one of three comes twice.
  void Hear(bool edges_are_heard) {
    if (edges_are_heard && host_->changed() && host_->Random(3) != 0) {
      edges_.push_back(host_->now() + host_->Random(4));
      if (host_->Random(3) == 0) {
        edges_.push_back(host_->now() + host_->Random(8));
      }
    }
    const auto heard =
        std::remove_if(edges_.begin(), edges_.end(), [&](int at) { return at <= host_->now(); });
    if (heard != edges_.end()) {
      due_ = host_->now();
    }
    edges_.erase(heard, edges_.end());
  }

  // Containers first, then holders, at least a tick later.
  void Begin() {
    due_ = host_->now() + kPeriod;
    look_ = Look();
    look_->began = host_->now();
    look_->told = host_->now() + 1 + host_->Random(kLongestLook);
    look_->containers.taken_at = At(host_->now());
    look_->containers.containers = host_->containers();
    look_->containers.sight = absl::OkStatus();
    Blur(&look_->containers.containers, &look_->containers.sight);
    for (int chip = 0; chip < kChips; ++chip) {
      if (!host_->bad().Contains(chip)) {
        look_->well.Add(chip);
      }
    }
  }

  void GoOn() {
    const bool is_due = look_->told <= host_->now();
    if (look_->holders.taken_at == absl::InfinitePast() && (is_due || host_->Random(4) == 0)) {
      look_->holders.taken_at = At(host_->now());
      look_->holders.holders = host_->holders();
      look_->holders.sight = absl::OkStatus();
      Blur(&look_->holders.holders, &look_->holders.sight);
    }
    if (is_due) {
      Take(*look_);
      earlier_ = *look_;
      look_.reset();
    } else if (host_->Random(4) == 0) {
      Take(earlier_);
    }
  }

  // One look in eight misses something, and says so.
  template <typename T>
  void Blur(std::vector<T>* seen, absl::Status* sight) {
    if (may_be_blind_ && host_->Random(8) == 0) {
      *sight = Blind();
      seen->resize(seen->size() / 2);
    }
  }

  // Whatever is older than what is known already was told twice.
  void Take(const Look& look) {
    if (look.began >= last_.began) {
      last_ = look;
    }
  }

  RandomHost* const host_;
  bool may_be_blind_ = true;
  std::vector<int> edges_;
  int due_ = 0;
  absl::optional<Look> look_;
  Look last_;
  Look earlier_;
  std::vector<Lease> leases_;
  std::vector<Reservation> reservations_;
  Lingering<Lease> lingering_leases_;
  Lingering<Reservation> lingering_reservations_;
};

class AllocationModel : public testing::TestWithParam<unsigned> {
 protected:
  void ExpectTruth(ChipSet free) {
    for (int chip : free.chips()) {
      ASSERT_FALSE(host_.HadSince(chip, agent_.looked())) << chip << " at " << host_.now();
      ASSERT_FALSE(host_.HadSince(chip, host_.now() - kDelay)) << chip << " at " << host_.now();
      for (const Lease& lease : host_.leases()) {
        ASSERT_FALSE(lease.chips.Contains(chip)) << chip << " at " << host_.now();
      }
    }
  }

  RandomHost host_{GetParam()};
  Agent agent_{&host_};
};

TEST_P(AllocationModel, CallsNothingFreeThatIsTakenOrIll) {
  int called_free = 0;
  std::array<int, kChips> bad_since;
  bad_since.fill(-1);
  for (int tick = 0; tick < 1000; ++tick) {
    host_.Tick(agent_.Free());
    for (int chip = 0; chip < kChips; ++chip) {
      int& since = bad_since[static_cast<std::size_t>(chip)];
      since = !host_.bad().Contains(chip) ? -1 : since < 0 ? host_.now() : since;
    }
    agent_.Tick(true);
    const ChipSet free = agent_.Free();
    called_free += free.size();
    ASSERT_NO_FATAL_FAILURE(ExpectTruth(free));
    for (int chip : free.chips()) {
      const int since = bad_since[static_cast<std::size_t>(chip)];
      ASSERT_FALSE(since >= 0 && since <= agent_.looked()) << chip << " at " << host_.now();
    }
  }
  // It does not get by with calling nothing free.
  EXPECT_GT(called_free, 300);
}

TEST_P(AllocationModel, ComesToBelieveTheTruthOnceItStandsStillEvenIfEveryEdgeWasLost) {
  for (int tick = 0; tick < 300; ++tick) {
    host_.Tick(agent_.Free());
    agent_.Tick(false);
  }
  agent_.SeeAll();
  host_.StandStill();
  for (int tick = 0; tick < 2 * kDelay; ++tick) {
    host_.Tick(agent_.Free());
    agent_.Tick(false);
  }
  const auto beliefs = agent_.Believe();
  for (int chip = 0; chip < kChips; ++chip) {
    EXPECT_EQ(beliefs[static_cast<std::size_t>(chip)].occupancy, host_.TruthOf(chip)) << chip;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, AllocationModel, testing::Range(1u, 25u));

}  // namespace
}  // namespace neuron
