#include "agent/usage/datastore_meter.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

using Count = Reading<std::uint64_t>;

constexpr absl::Duration kPeriod = absl::Seconds(10);
constexpr std::uint64_t kPicosecondsASecond = 1'000'000'000'000;

// A chip of one core whose datastores are read every 10 s, and its tensor engine as often.
class DatastoreMeterTest : public testing::Test {
 protected:
  DatastoreMeterTest() { counters_.cores.resize(1); }

  // Its tensor engine multiplied for so many cycles more; a gigahertz is its clock.
  void Multiply(std::uint64_t cycles) {
    activity_.count = 1;
    activity_.groups[0].matmul_cycles += cycles;
    activity_.groups[0].idle_cycles += 10'000'000'000 - cycles;
    counters_.cores[0].tensor = activity_;
    counters_.read_at[CounterGroup::kTensor] += kPeriod;
    Look(now_ + kPeriod / 2);
  }

  Reading<Utilization> Read(const Count& time_in_use) {
    now_ += kPeriod;
    signs_ = DatastoreSigns{{time_in_use}, now_};
    Look(now_);
    return meter_.Of(0);
  }

  void Look(absl::Duration at) {
    times_.Note(counters_.read_at, at);
    meter_.Take(signs_, times_, counters_);
  }

  ChipCounters counters_ = [] {
    ChipCounters counters;
    counters.read_at[CounterGroup::kTensor] = absl::FromUnixSeconds(1795000000);
    return counters;
  }();
  TensorActivity activity_;
  GroupTimes times_;
  absl::Duration now_ = absl::Seconds(100);
  absl::optional<DatastoreSigns> signs_;
  DatastoreMeter meter_;
};

Reading<Utilization> Of(double ratio) {
  return Utilization{UtilizationSource::kDatastore, ratio, kPeriod};
}

TEST_F(DatastoreMeterTest, HasNothingToSayWithoutDatastores) {
  Look(now_);
  EXPECT_TRUE(meter_.Of(0).is_absent());
  Read(0);
  EXPECT_FALSE(meter_.Of(0).is_absent());
  EXPECT_TRUE(meter_.Of(7).is_absent());
  signs_.reset();
  Look(now_);
  EXPECT_TRUE(meter_.Of(0).is_absent());
}

TEST_F(DatastoreMeterTest, TellsHowBusyACoreIsOnceTheUnitIsPicosecondsByItsPace) {
  EXPECT_TRUE(Read(0).is_unknown());
  const std::uint64_t half = kPicosecondsASecond * 5;
  EXPECT_EQ(Read(half), Of(0.5));
  EXPECT_EQ(meter_.unit(), TimeUnit::kPicoseconds);
  EXPECT_EQ(Read(half), Of(0));
}

TEST_F(DatastoreMeterTest, KnowsMicrosecondsByTheTensorEngine) {
  Read(0);
  Multiply(0);
  EXPECT_TRUE(Read(9'000'000).is_unknown());
  for (int period = 2; period < 12; ++period) {
    Multiply(5'000'000'000);
    Read(9'000'000 * static_cast<std::uint64_t>(period));
  }
  EXPECT_EQ(meter_.unit(), TimeUnit::kMicroseconds);
  EXPECT_EQ(meter_.Of(0), Of(0.9));
}

TEST_F(DatastoreMeterTest, DoesNotKnowTheUnitOfACoreThatNeverMultiplies) {
  for (std::uint64_t period = 0; period < 10; ++period) {
    Multiply(0);
    EXPECT_TRUE(Read(9'000'000 * period).is_unknown());
  }
  EXPECT_EQ(meter_.unit(), TimeUnit::kUnsettled);
}

TEST_F(DatastoreMeterTest, StaysAsItIsUntilDatastoresAreReadAnew) {
  Read(0);
  Read(kPicosecondsASecond * 5);
  Look(now_ + absl::Seconds(1));
  EXPECT_EQ(meter_.Of(0), Of(0.5));
}

TEST_F(DatastoreMeterTest, DoesNotKnowWhatIsNotKnown) {
  Read(0);
  Read(kPicosecondsASecond * 5);
  const auto why = absl::UnavailableError("the runtimes are not those of the reading before");
  EXPECT_EQ(Read(Count::Unknown(why)), Reading<Utilization>::Unknown(why));
  EXPECT_TRUE(Read(kPicosecondsASecond * 6).is_unknown());
  EXPECT_EQ(Read(kPicosecondsASecond * 7), Of(0.1));
}

}  // namespace
}  // namespace neuron
