#include <iterator>
#include <list>
#include <thread>

#include "agent/snapshot/sampler.h"
#include "gtest/gtest.h"
#include "tests/base/thread_count.h"
#include "tests/snapshot/gate.h"
#include "tests/snapshot/sampler_rig.h"
#include "tests/snapshot/stuck_file.h"

namespace neuron {
namespace {

// What Sampler does about sources that do not answer.

// A driver whose open() hangs.
class HangingDriver : public Driver {
 public:
  explicit HangingDriver(absl::StatusOr<int> in_the_end) : in_the_end_(std::move(in_the_end)) {}

  absl::StatusOr<int> Open(const std::string&, int) override {
    gate.Pass();
    return in_the_end_;
  }
  absl::Status Ioctl(int, std::uint32_t, void*) override { return absl::OkStatus(); }
  void Close(int) override {}

  Gate gate;

 private:
  const absl::StatusOr<int> in_the_end_;
};

// Passes until `done` says so of a snapshot; the passes differ by which reads came back meanwhile.
template <typename Done>
const Snapshot& PassUntil(SamplerRig* rig, Done done) {
  while (!done(rig->Pass())) {
  }
  return *rig->snapshots.back();
}

void PassFor(absl::Duration span, SamplerRig* rig) {
  for (const absl::Time end = rig->clock.Now() + span; rig->clock.Now() < end;) {
    rig->Pass();
  }
}

TEST(Sampler, DimsAChipThatDoesNotAnswerAndNothingElse) {
  SamplerRig rig;
  rig.host.AddChip(2);
  rig.host.AddChip(3);
  rig.Start();
  rig.Pass();
  const absl::Time good = rig.Pass().taken_at;
  {
    const StuckFile stuck(rig.host.ChipPath(2, "reset"));
    rig.BeginPass();
    stuck.WaitForReader();
    const Snapshot& dim = rig.GiveUp();
    ASSERT_EQ(dim.chips.size(), 2u);
    EXPECT_EQ(dim.chips[0].counters.why(), absl::DeadlineExceededError("no answer within 300ms"));
    EXPECT_EQ(dim.chips[0].health.verdict, Verdict::kUnknown);
    EXPECT_EQ(dim.chips[0].read_at, dim.taken_at) << "the last attempt";
    EXPECT_EQ(dim.inventory->chips[0].serial_number.value(), "1a2b3c4d5e6f0002");
    EXPECT_EQ(dim.free, ChipSet{3});
    EXPECT_EQ(dim.chips[1].health.verdict, Verdict::kOk);
    EXPECT_EQ(dim.sources[0].status,
              absl::DeadlineExceededError("neuron2: no answer within 300ms"));
    EXPECT_EQ(dim.sources[0].last_success, good);
    EXPECT_EQ(dim.collection_time, SamplerRig::kDeadline);

    const Snapshot& still = rig.Pass();
    EXPECT_EQ(still.free, ChipSet{3});
    EXPECT_EQ(still.collection_time, absl::ZeroDuration()) << "it holds up nothing any more";
  }
  const Snapshot& back =
      PassUntil(&rig, [](const Snapshot& snapshot) { return snapshot.sources[0].status.ok(); });
  EXPECT_EQ(back.free, (ChipSet{2, 3}));
  EXPECT_EQ(back.sources[0].last_success, back.taken_at);
}

TEST(Sampler, LosesATenthOfTheDeadlineForEachChipThatDoesNotAnswer) {
  constexpr int kStuck = 7;
  SamplerRig rig;
  for (int chip = 0; chip <= kStuck; ++chip) {
    rig.host.AddChip(chip);
  }
  rig.Start();
  rig.Pass();
  const std::ptrdiff_t threads = CountThreads();
  std::list<StuckFile> stuck;
  for (int chip = 0; chip <= kStuck; ++chip) {
    stuck.emplace_back(rig.host.ChipPath(chip, "reset"));
  }
  rig.BeginPass();
  const absl::Duration tenth = SamplerRig::kDeadline / 10;
  for (int hanging = 0; hanging < kStuck; ++hanging) {
    std::next(stuck.begin(), hanging)->WaitForReader();
    // The first of those that hang was there before.
    while (CountThreads() == threads + hanging) {
      rig.clock.Advance(tenth);
    }
  }
  // The last one answers in time.
  stuck.back().WaitForReader();
  stuck.pop_back();
  while (CountThreads() > threads + kStuck - 1) {
    std::this_thread::yield();
  }
  const Snapshot& dim = rig.GiveUp();
  // A thread that has only just gone to sleep may count as awake once.
  EXPECT_LE(dim.collection_time, SamplerRig::kDeadline + 2 * kStuck * tenth);
  EXPECT_EQ(dim.free, ChipSet{kStuck});
  EXPECT_EQ(rig.Pass().collection_time, absl::ZeroDuration());
}

TEST(Sampler, KeepsThePeriodThoughAChipDoesNotAnswer) {
  SamplerRig rig;
  rig.host.AddChip(2);
  rig.Start();
  rig.Pass();
  const absl::Time good = rig.Pass().taken_at;
  const StuckFile stuck(rig.host.ChipPath(2, "reset"));
  rig.BeginPass();
  stuck.WaitForReader();
  EXPECT_EQ(rig.GiveUp().taken_at, good + SamplerRig::kPeriod);
  EXPECT_EQ(rig.Pass().taken_at, good + 2 * SamplerRig::kPeriod);
}

TEST(Sampler, KnowsNothingOfANewChipThatDoesNotAnswer) {
  SamplerRig rig;
  rig.host.AddChip(2);
  rig.host.AddChip(3);
  const StuckFile stuck(rig.host.ChipPath(2, "info/serial_number"));
  rig.sampler->Start();
  // Of the first two rounds, the first knows of no chip.
  rig.queue.RunOne();
  stuck.WaitForReader();
  const Snapshot& first = rig.GiveUp();
  ASSERT_EQ(first.chips.size(), 2u);
  EXPECT_TRUE(first.inventory->chips[0].serial_number.is_unknown());
  EXPECT_EQ(first.chips[0].allocation.occupancy, Occupancy::kUnknown);
  EXPECT_EQ(first.free, ChipSet{3});
}

TEST(Sampler, GoesOnWithTheChipsThatItKnowsWhileTheHostDoesNotAnswer) {
  SamplerRig rig;
  rig.host.AddChip(2);
  const absl::Time good = rig.Start().taken_at;
  const StuckFile stuck(rig.host.paths().proc_devices);
  rig.BeginPass();
  stuck.WaitForReader();
  const Snapshot& dim = rig.GiveUp();
  ASSERT_EQ(dim.chips.size(), 1u);
  EXPECT_EQ(dim.inventory->driver_version.value(), "2.24.7.0");
  EXPECT_TRUE(dim.chips[0].counters.has_value());
  EXPECT_TRUE(absl::IsDeadlineExceeded(dim.sources[0].status));
  EXPECT_EQ(dim.sources[0].last_success, good);
}

TEST(Sampler, CallsNothingFreeWhileTheProcessesDoNotAnswer) {
  SamplerRig rig;
  rig.host.AddChip(2);
  const absl::Time good = rig.Start().taken_at;
  Gate gate;
  rig.holders.OnScan([&] { gate.Pass(); });
  rig.BeginPass();
  gate.WaitForArrivals(1);
  rig.clock.Advance(SamplerRig::kDeadline);
  const Snapshot& dim = *rig.snapshots.back();
  ASSERT_EQ(rig.snapshots.size(), 2u) << "the processes are the last read of a pass";
  EXPECT_TRUE(dim.free.empty());
  EXPECT_TRUE(dim.chips[0].counters.has_value());
  EXPECT_EQ(dim.chips[0].allocation.occupancy, Occupancy::kUnknown);
  EXPECT_TRUE(absl::IsDeadlineExceeded(dim.sources[1].status));
  EXPECT_EQ(dim.sources[1].last_success, good);
  EXPECT_TRUE(dim.sources[0].status.ok());

  EXPECT_TRUE(rig.Pass().free.empty());
  EXPECT_EQ(rig.holders.scans(), 4) << "one look at a time";
  rig.holders.OnScan(nullptr);
  gate.Open();
  PassUntil(&rig, [](const Snapshot& snapshot) { return snapshot.free == ChipSet{2}; });
}

TEST(Sampler, TakesAnAnswerThatIsLateAndDoesNotOpenTheChipAgain) {
  HangingDriver driver(/*in_the_end=*/100);
  SamplerRig rig(&driver);
  rig.host.AddChip(2);
  rig.Start();
  rig.BeginPass();
  driver.gate.WaitForArrivals(1);
  EXPECT_TRUE(rig.GiveUp().inventory->chips[0].answers.is_unknown());
  PassFor(absl::Minutes(2), &rig);
  driver.gate.Open();
  PassUntil(&rig, [](const Snapshot& snapshot) {
    return snapshot.inventory->chips[0].answers.has_value();
  });
  PassFor(absl::Minutes(2), &rig);
  EXPECT_EQ(driver.gate.arrived(), 1);
}

TEST(Sampler, DoesNotOpenAChipAgainThatHungWhenItWasAsked) {
  HangingDriver driver(absl::UnavailableError("too late"));
  SamplerRig rig(&driver);
  rig.host.AddChip(2);
  rig.Start();
  rig.BeginPass();
  driver.gate.WaitForArrivals(1);
  EXPECT_TRUE(rig.GiveUp().free.empty());
  driver.gate.Open();
  PassUntil(&rig, [](const Snapshot& snapshot) { return snapshot.free == ChipSet{2}; });
  EXPECT_EQ(driver.gate.arrived(), 1);
}

TEST(Sampler, EndsThoughAReadHangs) {
  SamplerRig rig;
  rig.host.AddChip(2);
  rig.Start();
  Gate gate;
  rig.holders.OnScan([&] { gate.Pass(); });
  rig.BeginPass();
  gate.WaitForArrivals(1);
  rig.sampler = nullptr;
  EXPECT_EQ(rig.clock.PendingAlarms(), 0u);
  EXPECT_EQ(rig.snapshots.size(), 1u);
  gate.Open();
  gate.WaitForPassages(1);
}

}  // namespace
}  // namespace neuron
