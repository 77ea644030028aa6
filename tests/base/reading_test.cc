#include "agent/base/reading.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace neuron {
namespace {

absl::Status Why() { return absl::DataLossError("/sys/a: garbage"); }

TEST(Reading, IsAbsentFromTheStart) {
  const Reading<int> reading;
  EXPECT_TRUE(reading.is_absent());
  EXPECT_FALSE(reading.has_value());
  EXPECT_FALSE(reading.is_unknown());
  EXPECT_TRUE(reading.why().ok());
  EXPECT_EQ(reading, Reading<int>::Absent());
}

TEST(Reading, HoldsAValueEvenIfItIsZero) {
  const Reading<int> reading = 0;
  EXPECT_TRUE(reading.has_value());
  EXPECT_FALSE(reading.is_absent());
  EXPECT_FALSE(reading.is_unknown());
  EXPECT_TRUE(reading.why().ok());
  EXPECT_EQ(reading.value(), 0);
}

TEST(Reading, SaysWhyItIsUnknown) {
  const auto reading = Reading<int>::Unknown(Why());
  EXPECT_TRUE(reading.is_unknown());
  EXPECT_FALSE(reading.has_value());
  EXPECT_FALSE(reading.is_absent());
  EXPECT_EQ(reading.why(), Why());
}

TEST(Reading, TellsTheThreeStatesApart) {
  const Reading<int> states[] = {Reading<int>::Absent(), Reading<int>::Unknown(Why()), 0, 1,
                                 Reading<int>::Unknown(absl::DataLossError("another"))};
  for (const auto& a : states) {
    for (const auto& b : states) {
      EXPECT_EQ(a == b, &a == &b);
      EXPECT_EQ(a != b, &a != &b);
    }
  }
}

TEST(Reading, MapsAValueAndKeepsTheOtherStates) {
  const auto text = [](int value) { return std::to_string(value); };
  EXPECT_EQ(Reading<int>(7).Map(text), Reading<std::string>("7"));
  EXPECT_EQ(Reading<int>::Absent().Map(text), Reading<std::string>::Absent());
  EXPECT_EQ(Reading<int>::Unknown(Why()).Map(text), Reading<std::string>::Unknown(Why()));
}

TEST(Reading, GivesItsValueAway) {
  Reading<std::unique_ptr<int>> reading = std::make_unique<int>(7);
  const std::unique_ptr<int> value = std::move(reading).value();
  EXPECT_EQ(*value, 7);
}

TEST(Reading, TakesNoMoreThanTheGreaterOfValueAndReason) {
  EXPECT_EQ(sizeof(Reading<std::uint64_t>), 2 * sizeof(std::uint64_t));
}

TEST(Reading, NeverTurnsIntoAValueByItself) {
  EXPECT_FALSE((std::is_convertible<Reading<int>, int>::value));
  EXPECT_FALSE((std::is_convertible<Reading<int>, bool>::value));
}

}  // namespace
}  // namespace neuron
