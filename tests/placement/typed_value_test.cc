#include "agent/placement/typed_value.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(ParseNumber, TakesDigitsASignAndAPoint) {
  EXPECT_EQ(ParseNumber("03"), 3);
  EXPECT_EQ(ParseNumber("-2"), -2);
  EXPECT_EQ(ParseNumber("0.5"), 0.5);
  for (const char* const text :
       {"", "-", "1e3", "1.", ".5", " 1", "1 ", "0x1", "inf", "nan", "1.2.3"}) {
    EXPECT_FALSE(ParseNumber(text).has_value()) << text;
  }
}

TEST(ParseVersion, IsOrderedPartByPart) {
  EXPECT_LT(*ParseVersion("1.9"), *ParseVersion("1.14.5"));
  EXPECT_LT(*ParseVersion("1.14"), *ParseVersion("1.14.5"));
  for (const char* const text : {"", "1.", "v1", "1.2-rc", "99999999999", "1..2"}) {
    EXPECT_FALSE(ParseVersion(text).has_value()) << text;
  }
}

TEST(ParseDate, TakesTheFormsThatEcsDocuments) {
  const absl::Time time = absl::FromUnixSeconds(1529360908);
  EXPECT_EQ(ParseDate("2018-06-18T22:28:28+00:00"), time);
  EXPECT_EQ(ParseDate("2018-06-19T00:28:28+02:00"), time);
  EXPECT_EQ(ParseDate("2018-06-18T22:28:28Z"), time);
  EXPECT_EQ(ParseDate("2018-06-18T22:28:28"), time);
  EXPECT_EQ(ParseDate("2018-06-18T22:28:28.500Z"), time + absl::Milliseconds(500));
  EXPECT_EQ(ParseDate("2018-06-18"), time - absl::Hours(22) - absl::Seconds(28 * 60 + 28));
  for (const char* const text : {"", "2018", "18.6.2018", "2018-06-18 22:28", " 2018-06-18",
                                 "2018-06-18 ", "infinite-future", "2018-13-01"}) {
    EXPECT_FALSE(ParseDate(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace neuron
