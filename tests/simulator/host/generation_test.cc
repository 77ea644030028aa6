#include "tests/simulator/host/generation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace neuron::sim {
namespace {

using testing::HasSubstr;

TEST(Generations, AreThoseThatChangedSomething) {
  std::vector<std::string> versions;
  for (const Generation& generation : Generations()) versions.push_back(generation.version);
  EXPECT_THAT(versions,
              testing::ElementsAre("2.5.7", "2.7.15", "2.8.4", "2.10.11", "2.14.5", "2.16.7",
                                   "2.18.12", "2.19.64", "2.21.37", "2.23.9", "2.24.7.0",
                                   "2.25.4.0", "2.28.0.0", "2.29.0.0", "2.30.2.0", "2.31.7.0"));
}

TEST(Generations, BeginWithTheOldestAndHaveMinorsOfTheirOwn) {
  int last = 0;
  for (const Generation& generation : Generations()) {
    EXPECT_GT(generation.minor, last) << generation.version;
    last = generation.minor;
  }
}

TEST(RecordedGeneration, IsTheRecordings) { EXPECT_EQ(RecordedGeneration().version, "2.24.7.0"); }

TEST(FindGeneration, TakesTwoPartsThreeOrAll) {
  for (const char* name : {"2.24", "2.24.7", "2.24.7.0"}) {
    EXPECT_EQ(FindGeneration(name)->version, "2.24.7.0") << name;
  }
  EXPECT_EQ(FindGeneration("2.5")->version, "2.5.7");
  EXPECT_EQ(FindGeneration("2.5.7")->minor, 5);
  EXPECT_EQ(FindGeneration("2.31")->version, "2.31.7.0");
}

TEST(FindGeneration, NamesTheValidVersionsForAnyOther) {
  for (const char* name : {"", "2", "2.6", "2.24.8", "2.24.7.0.0", "2.5.7.0", "new"}) {
    const auto generation = FindGeneration(name);
    EXPECT_EQ(generation.status().code(), absl::StatusCode::kInvalidArgument) << name;
    EXPECT_THAT(generation.status().message(), HasSubstr("use one of 2.5.7, 2.7.15, ")) << name;
  }
}

TEST(ProcessSlots, AreSixteenFrom218) {
  EXPECT_EQ(ProcessSlots(*FindGeneration("2.16")), 8);
  EXPECT_EQ(ProcessSlots(*FindGeneration("2.18")), 16);
}

}  // namespace
}  // namespace neuron::sim
