#include "agent/snapshot/workload_visit.h"

#include <thread>

#include "gtest/gtest.h"
#include "tests/fakes/fake_container_source.h"
#include "tests/fakes/fake_holder_source.h"
#include "tests/snapshot/gate.h"

namespace neuron {
namespace {

const DeviceIdentity kNode = DeviceIdentity::CharacterDevice(245, 3);
const WorkloadPlan kPlan = {7, {{kNode, 3}}, absl::FromUnixSeconds(1795000000)};

class WorkloadVisitTest : public testing::Test {
 protected:
  FakeContainerSource containers_;
  FakeHolderSource holders_;
  WorkloadVisitor visitor_{&holders_, &containers_};
};

TEST_F(WorkloadVisitTest, BringsProcessesAndContainers) {
  holders_.Hold(4711, kNode);
  containers_.Run("web", 4711, {kNode});
  const WorkloadReport report = visitor_.Visit(kPlan);
  EXPECT_EQ(report.plan.turn, 7u);
  EXPECT_EQ(report.plan.identities, kPlan.identities);
  ASSERT_EQ(report.holders.holders.size(), 1u);
  EXPECT_EQ(report.holders.holders[0].held, ChipSet{3});
  EXPECT_EQ(report.holders.taken_at, kPlan.now);
  ASSERT_EQ(report.containers.containers.size(), 1u);
  EXPECT_EQ(report.containers.containers[0].mapped.value(), ChipSet{3});
}

TEST_F(WorkloadVisitTest, LetsOneLookAtATime) {
  Gate gate;
  holders_.OnScan([&] { gate.Pass(); });
  std::thread first([&] { visitor_.Visit(kPlan); });
  gate.WaitForArrivals(1);
  std::thread second([&] { visitor_.Visit(kPlan); });
  EXPECT_EQ(holders_.scans(), 1);
  gate.Open();
  first.join();
  second.join();
  EXPECT_EQ(holders_.scans(), 2);
}

TEST(BlindReport, HasSeenNobody) {
  const WorkloadReport report = BlindReport(kPlan, absl::DeadlineExceededError("late"));
  EXPECT_EQ(report.plan.turn, 7u);
  EXPECT_EQ(report.holders.sight, absl::DeadlineExceededError("late"));
  EXPECT_EQ(report.containers.sight, absl::DeadlineExceededError("late"));
  EXPECT_EQ(report.holders.taken_at, kPlan.now);
}

}  // namespace
}  // namespace neuron
