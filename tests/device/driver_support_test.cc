#include "agent/device/driver_support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace neuron {
namespace {

using testing::HasSubstr;

struct Case {
  ChipType type;
  const char* version;
  bool served;
};

// The first and, where there is one, the last driver of neuron-driver.md §3.1, and those beside.
const Case kCases[] = {
    {ChipType::kInferentia, "1.1.0.0", true},   {ChipType::kInferentia, "2.24.13.0", true},
    {ChipType::kInferentia, "2.25.4.0", false}, {ChipType::kTrainium1, "2.0.385.0", false},
    {ChipType::kTrainium1, "2.0.386.0", true},  {ChipType::kTrainium1, "2.31.7.0", true},
    {ChipType::kInferentia2, "2.5.7.0", false}, {ChipType::kInferentia2, "2.6.33.0", true},
    {ChipType::kTrainium2, "2.15.9.0", false},  {ChipType::kTrainium2, "2.16.7.0", true},
    {ChipType::kTrainium3, "2.24.7.0", false},  {ChipType::kTrainium3, "2.25.4.0", true},
};

TEST(WhyNotServed, IsNothingOfADriverThatTakesTheChips) {
  for (const Case& c : kCases) {
    EXPECT_EQ(WhyNotServed(Reading<std::string>(c.version), c.type).has_value(), !c.served)
        << c.version << " " << FactsOf(c.type).device_name;
  }
}

TEST(WhyNotServed, NamesTheDriverTheChipAndTheCure) {
  EXPECT_EQ(*WhyNotServed(Reading<std::string>("2.25.4.0"), ChipType::kInferentia),
            "driver 2.25.4.0 does not know Inferentia chips: install driver 2.24, the last for "
            "them");
  EXPECT_THAT(*WhyNotServed(Reading<std::string>("2.24.7.0"), ChipType::kTrainium3),
              HasSubstr("install driver 2.25.4 or later"));
  EXPECT_THAT(*WhyNotServed(Reading<std::string>("2.5.7.0"), ChipType::kTrainium2),
              HasSubstr("install driver 2.19.64 or later"));
  EXPECT_THAT(*WhyNotServed(Reading<std::string>("1.1.0.0"), ChipType::kTrainium1),
              HasSubstr("install driver 2.0.386 or later"));
  EXPECT_THAT(*WhyNotServed(Reading<std::string>("2.5.7.0"), ChipType::kInferentia2),
              HasSubstr("install driver 2.6.33 or later"));
}

TEST(WhyNotServed, ClaimsNothingOfAVersionThatCannotBeCompared) {
  EXPECT_FALSE(WhyNotServed(Reading<std::string>("2.x.8072.0"), ChipType::kInferentia));
  EXPECT_FALSE(WhyNotServed(Reading<std::string>::Absent(), ChipType::kInferentia));
  EXPECT_FALSE(WhyNotServed(Reading<std::string>::Unknown(absl::DataLossError("torn")),
                            ChipType::kInferentia));
}

}  // namespace
}  // namespace neuron
