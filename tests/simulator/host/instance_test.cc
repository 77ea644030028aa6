#include "tests/simulator/host/instance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>

namespace neuron::sim {
namespace {

using testing::HasSubstr;

struct Expected {
  const char* type;
  int chips;
  std::uint32_t architecture;
  Platform platform = Platform::kStandard;
};

// Restated from neuron-driver.md §§9.2, 9.4.
const std::vector<Expected>& ExpectedInstances() {
  static const std::vector<Expected> instances = {
      {"inf1.xlarge", 1, 1},
      {"inf1.2xlarge", 1, 1},
      {"inf1.6xlarge", 4, 1},
      {"inf1.24xlarge", 16, 1},
      {"inf2.xlarge", 1, 2},
      {"inf2.8xlarge", 1, 2},
      {"inf2.24xlarge", 6, 2},
      {"inf2.48xlarge", 12, 2},
      {"trn1.2xlarge", 1, 2},
      {"trn1.32xlarge", 16, 2},
      {"trn1n.32xlarge", 16, 2},
      {"trn2.3xlarge", 1, 3},
      {"trn2.48xlarge", 16, 3},
      {"trn2n.48xlarge", 16, 3},
      {"trn2u.48xlarge", 16, 3, Platform::kUltraServer},
      {"trn3.48xlarge", 16, 4, Platform::kSwitch},
      {"trn3p.48xlarge", 16, 4, Platform::kUltraServer},
  };
  return instances;
}

TEST(Instances, AreAllThatTheReferenceNames) {
  ASSERT_EQ(Instances().size(), ExpectedInstances().size());
  for (const Expected& expected : ExpectedInstances()) {
    const auto instance = FindInstance(expected.type);
    ASSERT_TRUE(instance.ok()) << instance.status();
    EXPECT_EQ(instance->chips, expected.chips) << expected.type;
    EXPECT_EQ(instance->recording->architecture, expected.architecture) << expected.type;
    EXPECT_EQ(instance->platform, expected.platform) << expected.type;
  }
}

TEST(Instances, AreInferredWhereNobodyRecordedTheChips) {
  for (const Instance& instance : Instances()) {
    EXPECT_EQ(instance.recording->is_inferred, instance.recording->architecture == 4)
        << instance.type;
  }
}

TEST(FindInstance, NamesTheValidTypesForAnyOther) {
  const auto instance = FindInstance("m5.large");
  EXPECT_EQ(instance.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(instance.status().message(), HasSubstr("m5.large"));
  EXPECT_THAT(instance.status().message(), HasSubstr("trn1.32xlarge"));
}

TEST(CheckSupport, KnowsTheFirstAndTheLastDriverOfAChip) {
  const std::tuple<const char*, const char*, const char*> ends[] = {
      {"inf1.xlarge", "2.5", "2.24"},
      {"trn1.2xlarge", "2.5", "2.31"},
      {"inf2.xlarge", "2.8", "2.31"},
      {"trn2.3xlarge", "2.19", "2.31"},
      {"trn3.48xlarge", "2.25", "2.31"}};
  for (const auto& [type, first, last] : ends) {
    for (const Generation& generation : Generations()) {
      const bool has = FindGeneration(first)->minor <= generation.minor &&
                       generation.minor <= FindGeneration(last)->minor;
      EXPECT_EQ(CheckSupport(*FindInstance(type), generation).ok(), has)
          << type << " " << generation.version;
    }
  }
}

TEST(CheckSupport, NamesTheCure) {
  const absl::Status status = CheckSupport(*FindInstance("inf1.6xlarge"), *FindGeneration("2.30"));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "driver 2.30.2.0 has no inf1.6xlarge: use a driver from 2.5 to 2.24");
}

}  // namespace
}  // namespace neuron::sim
