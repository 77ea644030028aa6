#include "agent/snapshot/workload_change.h"

#include <functional>

#include "gtest/gtest.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

Snapshot Example() {
  Snapshot snapshot = ExampleSnapshot();
  Container container;
  container.id = "c0ffee";
  container.pid = 4711;
  container.mapped = ChipSet{4, 5, 6, 7};
  snapshot.evidence.containers.containers = {container};
  container.id = "dead";
  snapshot.evidence.containers.gone = {container};
  Lease lease;
  lease.id = 1;
  snapshot.evidence.leases = {lease};
  snapshot.evidence.reservations = {Reservation()};
  WorkloadFinding finding;
  finding.pid = 1;
  snapshot.workload_findings = {finding};
  return snapshot;
}

bool Same(const std::function<void(Snapshot*)>& change) {
  Snapshot changed = Example();
  change(&changed);
  return SameWorkload(Example(), changed);
}

TEST(SameWorkload, IsSoWhenOnlyTimeHasPassed) {
  EXPECT_TRUE(Same([](Snapshot* snapshot) {
    snapshot->sequence += 1;
    snapshot->taken_at += absl::Seconds(1);
    snapshot->evidence.holders.taken_at += absl::Seconds(1);
    snapshot->evidence.containers.taken_at += absl::Seconds(1);
    snapshot->evidence.containers.containers[0].told_at += absl::Seconds(1);
    snapshot->chips[4].read_at += absl::Seconds(1);
  }));
}

TEST(SameWorkload, IsNotSoForAnotherHolder) {
  EXPECT_FALSE(Same([](Snapshot* now) { now->evidence.holders.holders.pop_back(); }));
  EXPECT_FALSE(Same([](Snapshot* now) { now->evidence.holders.holders[0].start_ticks += 1; }));
  EXPECT_FALSE(Same([](Snapshot* now) { now->evidence.holders.holders[0].held.Remove(4); }));
  EXPECT_FALSE(Same(
      [](Snapshot* now) { now->evidence.holders.holders[0].container = std::string("c0ffee"); }));
  EXPECT_FALSE(Same(
      [](Snapshot* now) { now->evidence.holders.sight = absl::PermissionDeniedError("blind"); }));
}

TEST(SameWorkload, IsNotSoForAnotherContainer) {
  EXPECT_FALSE(Same([](Snapshot* now) { now->evidence.containers.containers.clear(); }));
  EXPECT_FALSE(Same([](Snapshot* now) { now->evidence.containers.gone.clear(); }));
  EXPECT_FALSE(
      Same([](Snapshot* now) { now->evidence.containers.containers[0].mapped = ChipSet{4}; }));
  EXPECT_FALSE(Same([](Snapshot* now) {
    now->evidence.containers.containers[0].task = ContainerTask{"a", "", ""};
  }));
  EXPECT_FALSE(Same([](Snapshot* now) {
    now->evidence.containers.sight = absl::PermissionDeniedError("blind");
  }));
}

TEST(SameWorkload, IsNotSoForAnotherPromise) {
  EXPECT_FALSE(Same([](Snapshot* now) { now->evidence.leases[0].id = 2; }));
  EXPECT_FALSE(Same([](Snapshot* now) { now->evidence.reservations[0].chips = {1}; }));
}

TEST(SameWorkload, IsNotSoForAnotherConclusion) {
  EXPECT_FALSE(Same([](Snapshot* now) { now->free.Remove(0); }));
  EXPECT_FALSE(Same([](Snapshot* now) { now->chips[4].allocation.executing = true; }));
  EXPECT_FALSE(Same([](Snapshot* now) { now->chips[4].allocation.claims[0].task = "arn"; }));
  EXPECT_FALSE(Same([](Snapshot* now) { now->workload_findings[0].pid = 2; }));
  EXPECT_FALSE(Same([](Snapshot* now) { now->workload_findings.clear(); }));
}

}  // namespace
}  // namespace neuron
