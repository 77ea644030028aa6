#include "agent/usage/rated_counter.h"

#include <gtest/gtest.h>

#include <string>

namespace neuron {
namespace {

using Count = Reading<std::uint64_t>;

CounterMoment After(absl::Duration elapsed) {
  CounterMoment moment;
  moment.elapsed = elapsed;
  return moment;
}

std::string Why(const RatedCounter& counter) {
  return std::string(counter.per_second().why().message());
}

TEST(RatedCounter, IsAbsentBeforeTheFirstReading) {
  const RatedCounter counter;
  EXPECT_TRUE(counter.total().is_absent());
  EXPECT_TRUE(counter.per_second().is_absent());
}

TEST(RatedCounter, HasATotalButNoRateAfterTheFirst) {
  RatedCounter counter;
  counter.Take(std::uint64_t{7}, CounterMoment());
  EXPECT_EQ(counter.total(), Count(7));
  EXPECT_EQ(Why(counter), "no reading before to compare with");
}

TEST(RatedCounter, DividesTheGrowthByTheTimeBetween) {
  RatedCounter counter;
  counter.Take(std::uint64_t{7}, CounterMoment());
  counter.Take(std::uint64_t{17}, After(absl::Seconds(4)));
  EXPECT_EQ(counter.per_second(), Reading<double>(2.5));
  EXPECT_EQ(counter.total(), Count(17));
}

TEST(RatedCounter, HasNoRateAcrossARebase) {
  RatedCounter counter;
  counter.Take(std::uint64_t{7}, CounterMoment());
  counter.Take(std::uint64_t{3}, After(absl::Seconds(1)));
  EXPECT_EQ(Why(counter), "began anew: cleared");
  counter.Take(std::uint64_t{4}, After(absl::Seconds(1)));
  EXPECT_EQ(counter.per_second(), Reading<double>(1));
}

TEST(RatedCounter, HasNoRateAcrossADoubt) {
  constexpr std::uint64_t kTwo32 = std::uint64_t{1} << 32;
  RatedCounter counter;
  counter.Take(kTwo32 + 5, CounterMoment());
  counter.Take(std::uint64_t{6}, After(absl::Seconds(1)));
  EXPECT_TRUE(counter.per_second().is_unknown());
  counter.Take(kTwo32 + 7, After(absl::Seconds(1)));
  EXPECT_TRUE(counter.per_second().is_unknown());
  counter.Take(kTwo32 + 8, After(absl::Seconds(1)));
  EXPECT_EQ(counter.per_second(), Reading<double>(1));
}

TEST(RatedCounter, HasNoRateWhereOneOfTheReadingsIsUnknown) {
  RatedCounter counter;
  counter.Take(std::uint64_t{7}, CounterMoment());
  counter.Take(Count::Unknown(absl::DataLossError("garbage")), After(absl::Seconds(1)));
  EXPECT_EQ(Why(counter), "garbage");
  counter.Take(std::uint64_t{8}, After(absl::Seconds(1)));
  EXPECT_EQ(Why(counter), "no reading before to compare with");
}

TEST(RatedCounter, HasNoRateWithNoTimeBetween) {
  RatedCounter counter;
  counter.Take(std::uint64_t{7}, CounterMoment());
  counter.Take(std::uint64_t{8}, After(absl::ZeroDuration()));
  EXPECT_EQ(Why(counter), "no time has passed since the reading before");
}

TEST(RatedCounter, IsAbsentWithTheCounter) {
  RatedCounter counter;
  counter.Take(std::uint64_t{7}, CounterMoment());
  counter.Take(Count::Absent(), After(absl::Seconds(1)));
  EXPECT_TRUE(counter.total().is_absent());
  EXPECT_TRUE(counter.per_second().is_absent());
}

}  // namespace
}  // namespace neuron
