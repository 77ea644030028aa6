#include "tests/bench/fleet_sim/fleet.h"

#include "absl/algorithm/container.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

FleetScenario Named(const std::string& name) {
  const std::vector<FleetScenario> scenarios = FleetScenarios();
  return *absl::c_find_if(scenarios,
                          [&](const FleetScenario& scenario) { return scenario.name == name; });
}

FleetResult RunNamed(const std::string& name, std::uint64_t seed = 1) {
  return Fleet(Named(name), 12, seed).Run();
}

TEST(Fleet, IsTheSameForTheSameSeed) {
  const std::string first = FormatFleetResult("usual", 12, RunNamed("usual"));
  EXPECT_EQ(FormatFleetResult("usual", 12, RunNamed("usual")), first);
  EXPECT_NE(FormatFleetResult("usual", 12, RunNamed("usual", 2)), first);
}

// 12 hosts for 65 minutes.
TEST(Fleet, WritesOnceForEachChange) {
  const FleetResult result = RunNamed("usual");
  EXPECT_NEAR(static_cast<double>(result.writes), 12 * 65 / 20.0, 15);
  EXPECT_LE(result.less_p99_seconds.value(), 0.08);
  EXPECT_GE(result.more_p50_seconds.value(), 5);
  EXPECT_LT(result.lying_ratio, 0.001);
  EXPECT_EQ(result.refused_ratio, 0);
  EXPECT_FALSE(result.recovery_seconds.has_value());
}

TEST(Fleet, IsWrongForAsLongAsAnOutageLasts) {
  const FleetResult result = RunNamed("outage");
  EXPECT_GT(result.refused_ratio, 0);
  EXPECT_GT(result.lying_ratio, 0.1);
  EXPECT_GT(result.less_p99_seconds.value(), 600);
  EXPECT_GT(result.recovery_seconds.value(), 0);
  EXPECT_LT(result.recovery_seconds.value(), 15 * 60);
}

TEST(Fleet, IsToldOfEachDriverThatIsRestarted) {
  const FleetResult result = RunNamed("driver");
  EXPECT_GE(result.writes, 12u * 2);
  EXPECT_LT(result.recovery_seconds.value(), 120);
}

TEST(Fleet, WritesLessWhereReplacedAgentsKeepWhatEcsWasTold) {
  const FleetResult keep = RunNamed("keep");
  const FleetResult withdraw = RunNamed("upgrade");
  EXPECT_GE(withdraw.writes, keep.writes + 12 * 2);
  EXPECT_LT(keep.recovery_seconds.value(), 30);
  EXPECT_GT(withdraw.hiding_ratio, keep.hiding_ratio);
}

}  // namespace
}  // namespace neuron
