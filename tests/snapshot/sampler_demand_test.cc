#include "agent/snapshot/sampler.h"
#include "gtest/gtest.h"
#include "tests/snapshot/sampler_rig.h"

namespace neuron {
namespace {

// What Sampler does about groups of counters that only readers want.

const GroupPeriods kPeriods = DefaultGroupPeriods();
constexpr char kHostMemory[] = "stats/memory_usage/host_mem/tensors/total";

class SamplerDemandTest : public testing::Test {
 protected:
  SamplerDemandTest() {
    rig_.host.AddChip(2);
    rig_.host.WriteChip(2, kHostMemory, "100\n");
    rig_.Start();
  }

  const ChipCounters& Latest() const { return rig_.snapshots.back()->chips[0].counters.value(); }
  std::uint64_t Tensors() const {
    return Latest().host_memory_by_class[HostMemoryClass::kTensors].bytes.value();
  }
  absl::Duration AgeOf(CounterGroup group) const {
    return rig_.clock.Now() - Latest().read_at[group];
  }

  void PassFor(int seconds) {
    for (int second = 0; second < seconds; ++second) {
      rig_.Pass();
    }
  }

  // Somebody asks, and the next pass is over.
  std::uint64_t Ask() {
    rig_.clock.Advance(PassPacer::kGap);
    const std::uint64_t wish = rig_.demand.Ask();
    rig_.queue.RunOne();
    rig_.clock.Advance(absl::ZeroDuration());
    rig_.FinishPass();
    return wish;
  }

  SamplerRig rig_;
};

TEST_F(SamplerDemandTest, ReadsAllAtFirst) {
  EXPECT_EQ(Tensors(), 100u);
  EXPECT_EQ(AgeOf(CounterGroup::kTensor), absl::ZeroDuration());
}

TEST_F(SamplerDemandTest, ReadsWhatNobodyWantsNoMoreAndTellsItsAge) {
  rig_.host.WriteChip(2, kHostMemory, "200\n");
  PassFor(90);
  EXPECT_EQ(Tensors(), 100u);
  EXPECT_EQ(AgeOf(CounterGroup::kMemory), absl::Seconds(90));
  EXPECT_EQ(AgeOf(CounterGroup::kFast), absl::ZeroDuration());
  EXPECT_LT(AgeOf(CounterGroup::kEvents), kPeriods[CounterGroup::kEvents]);
}

TEST_F(SamplerDemandTest, ReadsItAtOnceWhenSomebodyAsks) {
  PassFor(30);
  rig_.host.WriteChip(2, kHostMemory, "200\n");
  EXPECT_LT(rig_.snapshots.back()->wish, 1u);
  const std::uint64_t wish = Ask();
  EXPECT_EQ(rig_.snapshots.back()->wish, wish);
  EXPECT_EQ(Tensors(), 200u);
  EXPECT_EQ(AgeOf(CounterGroup::kMemory), absl::ZeroDuration());
}

TEST_F(SamplerDemandTest, ReadsItAtItsPeriodWhileSomebodyAsks) {
  Ask();
  for (int second = 0; second < 90; ++second) {
    rig_.demand.Ask();
    rig_.Pass();
    EXPECT_LE(AgeOf(CounterGroup::kMemory), kPeriods[CounterGroup::kMemory]);
  }
}

TEST_F(SamplerDemandTest, MakesNoPassForWhoAsksOnceMore) {
  Ask();
  rig_.demand.Ask();
  EXPECT_EQ(rig_.queue.size(), 0u);
}

TEST_F(SamplerDemandTest, ReadsItThoughAnEventAsksForHaste) {
  PassFor(30);
  rig_.demand.Ask();
  rig_.queue.RunOne();
  rig_.Event();
  EXPECT_EQ(rig_.snapshots.back()->wish, 1u);
  EXPECT_EQ(AgeOf(CounterGroup::kMemory), absl::ZeroDuration());
}

TEST_F(SamplerDemandTest, IsNotWokenOnceItIsGone) {
  rig_.demand.Ask();
  rig_.sampler = nullptr;
  rig_.queue.RunOne();
  EXPECT_EQ(rig_.clock.PendingAlarms(), 0u);
}

}  // namespace
}  // namespace neuron
