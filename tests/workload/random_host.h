#ifndef TESTS_WORKLOAD_RANDOM_HOST_H_
#define TESTS_WORKLOAD_RANDOM_HOST_H_

#include <array>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "agent/workload/allocation.h"
#include "agent/workload/evidence.h"

namespace neuron {

// The truth that an agent tries to find out: a host on which tasks, containers and processes come,
// take chips and go, at random. Time goes by ticks.
class RandomHost {
 public:
  static constexpr int kChips = 6;

  explicit RandomHost(unsigned seed) : random_(seed) {}

  // A tick goes by, in which something may happen. `free` is what the agent calls free: of this it
  // gives leases.
  void Tick(ChipSet free);
  int now() const { return now_; }
  // Nothing happens any more.
  void StandStill() { stands_still_ = true; }
  // Whether something happened in the last tick.
  bool changed() const { return changed_; }

  // From below `n`: one random for all of a test.
  int Random(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

  // What there is to be seen now.
  std::vector<Holder> holders() const;
  std::vector<Container> containers() const;
  std::vector<Lease> leases() const;
  std::vector<Reservation> reservations() const;
  std::set<std::string> lessees() const;
  ChipSet bad() const { return bad_; }

  // Whether one and the same party has had the chip, by whatever layer, from tick `since` to now.
  bool HadSince(int chip, int since) const;
  // By the strongest layer that takes it.
  Occupancy TruthOf(int chip) const;

 private:
  enum class Kind { kTask, kPrivileged, kLessee, kProcess };

  // Someone who has chips.
  struct Party {
    int id = 0;
    Kind kind = Kind::kTask;
    ChipSet reserved;
    ChipSet mapped;
    ChipSet leased;
    ChipSet held;
    // Since which tick it has had each chip; -1 if it has not.
    std::array<int, kChips> since;
  };

  ChipSet SomeChips();
  void Arrive(ChipSet free);
  void Change(Party* party);
  void ChangeTask(Party* party);
  void Note();
  static ChipSet TakenBy(const Party& party);

  std::minstd_rand random_;
  int now_ = 0;
  bool changed_ = false;
  bool stands_still_ = false;
  int next_id_ = 1;
  std::vector<Party> parties_;
  // The place of the party that something happened to last.
  int last_ = 0;
  ChipSet bad_;
};

}  // namespace neuron

#endif  // TESTS_WORKLOAD_RANDOM_HOST_H_
