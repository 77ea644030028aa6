#include "tests/simulator/host/instance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace neuron::sim {
namespace {

using testing::HasSubstr;

TEST(FindInstance, KnowsHowManyChipsEachTypeHas) {
  const std::pair<const char*, int> types[] = {
      {"inf1.xlarge", 1},  {"inf1.6xlarge", 4},   {"inf1.24xlarge", 16},
      {"inf2.xlarge", 1},  {"inf2.24xlarge", 6},  {"inf2.48xlarge", 12},
      {"trn1.2xlarge", 1}, {"trn1.32xlarge", 16}, {"trn2.48xlarge", 16}};
  for (const auto& [type, chips] : types) {
    const auto instance = FindInstance(type);
    ASSERT_TRUE(instance.ok()) << instance.status();
    EXPECT_EQ(instance->chips, chips) << type;
  }
}

TEST(FindInstance, NamesTheValidTypesForAnyOther) {
  const auto instance = FindInstance("m5.large");
  EXPECT_EQ(instance.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(instance.status().message(), HasSubstr("m5.large"));
  EXPECT_THAT(instance.status().message(), HasSubstr("trn1.32xlarge"));
}

TEST(FindDriver, TakesTheShortAndTheLongVersion) {
  EXPECT_EQ(*FindDriver("2.24.7"), "2.24.7.0");
  EXPECT_EQ(*FindDriver("2.24.7.0"), "2.24.7.0");
  EXPECT_THAT(FindDriver("2.30").status().message(), HasSubstr("use 2.24.7"));
}

}  // namespace
}  // namespace neuron::sim
