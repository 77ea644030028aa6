#include "tests/bench/placement_sim/simulation.h"

#include <string>

#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr std::uint64_t kPlacements = 120;

SimulationResult RunMode(const std::string& mode, std::uint64_t seed) {
  SimulationSize size;
  size.hosts = 3;
  size.placements = kPlacements;
  size.seed = seed;
  for (const PlacementMode& each : PlacementModes()) {
    if (each.name == mode) {
      return Simulation(each, size).Run();
    }
  }
  return {};
}

// Of so many placements, in two clusters.
std::uint64_t DoubleBookings(const std::string& mode) {
  return RunMode(mode, 1).double_bookings + RunMode(mode, 2).double_bookings;
}

TEST(Simulation, IsTheSameForTheSameSeed) {
  const SimulationResult first = RunMode("reserved", 1);
  const SimulationResult again = RunMode("reserved", 1);
  EXPECT_EQ(again.double_bookings, first.double_bookings);
  EXPECT_EQ(again.idle_ratio, first.idle_ratio);
  EXPECT_EQ(again.length, first.length);
  EXPECT_NE(RunMode("reserved", 2).length, first.length);
}

TEST(Simulation, EachWayBooksLessTwiceThanTheOneBefore) {
  const std::uint64_t nothing = DoubleBookings("nothing");
  const std::uint64_t attributes = DoubleBookings("attributes");
  EXPECT_GT(nothing, attributes);
  EXPECT_GT(attributes, DoubleBookings("lookup"));
}

// Not for as long as an image is pulled: the agent has no hole through which a chip falls.
TEST(Simulation, WithEveryDefinitionKnownOnlyTasksOfTheSameMomentGetOneChip) {
  const SimulationResult result = RunMode("lookup", 1);
  EXPECT_GT(result.double_bookings, 0u);
  EXPECT_LT(result.apart, absl::Seconds(6));
  EXPECT_GT(RunMode("attributes", 1).apart, absl::Seconds(10));
}

class RulesItOut : public testing::TestWithParam<const char*> {};

TEST_P(RulesItOut, WhateverTheSeed) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    const SimulationResult result = RunMode(GetParam(), seed);
    EXPECT_EQ(result.placements, kPlacements);
    EXPECT_EQ(result.double_bookings, 0u) << seed;
    EXPECT_GT(result.idle_ratio, 0);
    EXPECT_LT(result.idle_ratio, 0.5);
  }
}

INSTANTIATE_TEST_SUITE_P(Simulation, RulesItOut, testing::Values("ports", "leases"));

}  // namespace
}  // namespace neuron
