#include "agent/snapshot/chip_sampling.h"

#include <thread>

#include "agent/device/enumerator.h"
#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"
#include "tests/snapshot/plain_host.h"
#include "tests/snapshot/stuck_file.h"

namespace neuron {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1795000000);
constexpr char kEventFile[] = "neuron_core0/stats/status/invalid_error/total";

class ChipSamplingTest : public testing::Test {
 protected:
  ChipSamplingTest() {
    host_.AddChip(3);
    host_.WriteChip(3, kEventFile, "0\n");
    chip_ = ReadChip(host_.paths(), 3);
  }

  absl::optional<ChipSample> Visit(const CounterGroups& groups, absl::Time now = kNow) {
    return sampling_.Visit(chip_, {groups}, /*keep_open=*/false, {now, &clock_});
  }
  absl::optional<ChipSample> Look(absl::Time now = kNow) {
    return sampling_.Look(chip_.tree.get(), {now, &clock_});
  }

  static CounterGroups Events() {
    CounterGroups groups;
    groups[CounterGroup::kEvents] = true;
    return groups;
  }

  PlainHost host_;
  FakeClock clock_;
  Chip chip_;
  ChipSampling sampling_;
};

TEST_F(ChipSamplingTest, ReadsAllAtFirst) {
  const ChipSample sample = *Visit(CounterGroups());
  EXPECT_EQ(sample.counters.read_at[CounterGroup::kFast], kNow);
  EXPECT_EQ(sample.counters.read_at[CounterGroup::kEvents], kNow);
  EXPECT_EQ(sample.at, clock_.Monotonic());
  EXPECT_EQ(sample.turn, sampling_.last_turn());
}

TEST_F(ChipSamplingTest, ReadsTheFastGroupAndWhatIsDue) {
  Visit(CounterGroups());
  const absl::Time later = kNow + absl::Seconds(1);
  const ChipCounters fast = Visit(CounterGroups(), later)->counters;
  EXPECT_EQ(fast.read_at[CounterGroup::kFast], later);
  EXPECT_EQ(fast.read_at[CounterGroup::kEvents], kNow);
  const ChipCounters both = Visit(Events(), later)->counters;
  EXPECT_EQ(both.read_at[CounterGroup::kEvents], later);
  EXPECT_EQ(both.read_at[CounterGroup::kMemory], kNow);
}

TEST_F(ChipSamplingTest, ReadsAllOfAnotherTree) {
  Visit(CounterGroups());
  chip_ = ReadChip(host_.paths(), 3);
  EXPECT_FALSE(Look().has_value());
  const absl::Time later = kNow + absl::Seconds(1);
  EXPECT_EQ(Visit(CounterGroups(), later)->counters.read_at[CounterGroup::kEvents], later);
  EXPECT_TRUE(Look().has_value());
}

TEST_F(ChipSamplingTest, NeverReadsWhatIsNotCollected) {
  ChipSampling::Choice groups;
  groups.collected[CounterGroup::kTensor] = false;
  const ChipSample sample = *sampling_.Visit(chip_, groups, false, {kNow, &clock_});
  EXPECT_EQ(sample.counters.read_at[CounterGroup::kMemory], kNow);
  EXPECT_EQ(sample.counters.read_at[CounterGroup::kTensor], absl::InfinitePast());
}

TEST_F(ChipSamplingTest, LooksAtNothingBeforeAVisit) { EXPECT_FALSE(Look().has_value()); }

TEST_F(ChipSamplingTest, LooksAtTheFastGroupAlone) {
  const std::uint64_t before = Visit(CounterGroups())->turn;
  const absl::Time later = kNow + absl::Seconds(1);
  const ChipSample look = *Look(later);
  EXPECT_EQ(look.counters.read_at[CounterGroup::kFast], later);
  EXPECT_EQ(look.counters.read_at[CounterGroup::kEvents], kNow);
  EXPECT_GT(look.turn, before);
}

TEST_F(ChipSamplingTest, WaitsForAReadingNoLongerThanItHasPatience) {
  Visit(CounterGroups());
  std::thread visit;
  {
    const StuckFile stuck(host_.ChipPath(3, kEventFile));
    visit = std::thread([&] { Visit(Events()); });
    stuck.WaitForReader();
    EXPECT_FALSE(Look().has_value());
    EXPECT_FALSE(Visit(CounterGroups()).has_value());
  }
  visit.join();
  EXPECT_TRUE(Look().has_value());
}

TEST_F(ChipSamplingTest, MayBeUntimed) {
  EXPECT_EQ(sampling_.Visit(chip_, {}, false, {kNow, nullptr})->at, absl::ZeroDuration());
}

}  // namespace
}  // namespace neuron
