#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/snapshot/gate.h"
#include "tests/snapshot/sampler_rig.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Edge OfKind(Edge::Kind kind) {
  Edge edge;
  edge.kind = kind;
  return edge;
}

// A sampler of a host with the chips 2 and 3, after its first pass.
class SamplerEdgeTest : public testing::Test {
 protected:
  SamplerEdgeTest() {
    rig_.host.AddChip(2);
    rig_.host.AddChip(3);
    rig_.Start();
  }

  const Snapshot& Last() const { return *rig_.snapshots.back(); }

  SamplerRig rig_;
};

TEST_F(SamplerEdgeTest, TellsAtOnceWhoTookAChip) {
  rig_.holders.Hold(4711, rig_.host.IdentityOf(3));
  const absl::Time now = rig_.clock.Now();
  rig_.edges.Hear(Edge());
  rig_.FinishPass();
  EXPECT_EQ(rig_.clock.Now(), now) << "no time has passed";
  EXPECT_EQ(Last().free, ChipSet{2});
  EXPECT_EQ(HolderPids(Last().chips[1].allocation), std::vector<int>{4711});
  EXPECT_EQ(Last().sequence, 2u);
}

TEST_F(SamplerEdgeTest, TellsTheDatastoresAtOnceWhoHasEnded) {
  Edge edge = OfKind(Edge::Kind::kClosed);
  edge.pid = 4711;
  rig_.edges.Hear(edge);
  EXPECT_THAT(rig_.datastores.exits, IsEmpty()) << "who closes a descriptor may have others";
  edge.kind = Edge::Kind::kExited;
  rig_.edges.Hear(edge);
  EXPECT_THAT(rig_.datastores.exits, ElementsAre(4711)) << "before any look";
}

TEST_F(SamplerEdgeTest, TellsAlsoDuringAPass) {
  Gate gate;
  rig_.events.Happen();
  rig_.clock.Advance(PassPacer::kGap);
  rig_.holders.Hold(4711, rig_.host.IdentityOf(3));
  rig_.edges.Hear(Edge());
  while (Last().free != ChipSet{2}) {
    rig_.queue.RunOne();
  }
  EXPECT_EQ(Last().free, ChipSet{2});
}

TEST_F(SamplerEdgeTest, LooksAtOnceWhereEdgesAreListenedForAnew) {
  // It was taken after the last look, and before anybody listened.
  rig_.holders.Hold(4711, rig_.host.IdentityOf(3));
  const absl::Time now = rig_.clock.Now();
  rig_.edges.Hear(OfKind(Edge::Kind::kRenewed));
  rig_.FinishPass();
  EXPECT_EQ(rig_.clock.Now(), now) << "no time has passed";
  EXPECT_EQ(Last().free, ChipSet{2});
}

TEST_F(SamplerEdgeTest, TellsSoonHowEdgesAreListenedForAnew) {
  ProbeReport probe;
  probe.name = "kprobe:ncdev_open";
  rig_.edges.SetReports({probe});
  rig_.edges.SetStatus(absl::ResourceExhaustedError("no more watches"));
  const absl::Time now = rig_.clock.Now();
  rig_.edges.Hear(OfKind(Edge::Kind::kRenewed));
  rig_.clock.Advance(PassPacer::kGap);
  rig_.FinishPass();
  EXPECT_EQ(rig_.clock.Now(), now + PassPacer::kGap);
  ASSERT_EQ(Last().probes.size(), 1u);
  EXPECT_EQ(Last().probes[0].name, "kprobe:ncdev_open");
  EXPECT_EQ(Last().sources[5].status, absl::ResourceExhaustedError("no more watches"));
}

TEST_F(SamplerEdgeTest, LooksAgainAfterAPassThatFindsThatEdgesWereLost) {
  ProbeReport probe;
  probe.drops = 3;
  rig_.edges.SetReports({ProbeReport(), probe});
  const int after_the_passs_own = rig_.holders.scans() + 2;
  rig_.holders.OnScan([&] {
    if (rig_.holders.scans() == after_the_passs_own) {
      rig_.holders.Hold(4711, rig_.host.IdentityOf(3));
    }
  });
  EXPECT_EQ(rig_.Pass().free, (ChipSet{2, 3}));
  const absl::Time now = rig_.clock.Now();
  rig_.FinishPass();
  EXPECT_EQ(rig_.clock.Now(), now) << "no time has passed";
  EXPECT_EQ(Last().free, ChipSet{2});
}

TEST_F(SamplerEdgeTest, LooksNoMoreForALossThatItKnows) {
  ProbeReport probe;
  probe.drops = 3;
  rig_.edges.SetReports({probe});
  rig_.Pass();
  rig_.queue.RunOne();
  rig_.clock.Advance(WorkloadLooks::kSecond);
  rig_.queue.RunOne();
  const int scans = rig_.holders.scans();
  rig_.Pass();
  rig_.clock.Advance(WorkloadLooks::kSecond);
  EXPECT_EQ(rig_.holders.scans(), scans + 1) << "the pass's own";
  EXPECT_EQ(rig_.queue.size(), 0u);
}

TEST_F(SamplerEdgeTest, LooksWhenTheFactsAskForIt) {
  rig_.containers.Run("web", 4711, {rig_.host.IdentityOf(2)});
  rig_.facts.AskForALook();
  rig_.FinishPass();
  EXPECT_EQ(Last().free, ChipSet{3});
}

TEST_F(SamplerEdgeTest, TellsAtOnceOfALeaseWithoutALook) {
  const int scans = rig_.holders.scans();
  Lease lease;
  lease.id = 1;
  lease.chips = {2};
  rig_.facts.leases = {lease};
  rig_.facts.Change();
  EXPECT_EQ(Last().free, ChipSet{3});
  EXPECT_EQ(rig_.holders.scans(), scans);
}

TEST_F(SamplerEdgeTest, ListensAtTheChipsTheContainersAndTheHolders) {
  rig_.containers.Run("web", 17, {rig_.host.IdentityOf(2)});
  rig_.holders.Hold(4711, rig_.host.IdentityOf(3));
  rig_.Pass();
  EXPECT_EQ(rig_.edges.chips().size(), 2u);
  EXPECT_THAT(rig_.edges.container_pids(), ElementsAre(17));
  EXPECT_THAT(rig_.edges.exits(), ElementsAre(4711));
}

TEST_F(SamplerEdgeTest, ListensAnewWhenSomethingMayHaveChanged) {
  const int follows = rig_.edges.follows();
  rig_.Pass();
  EXPECT_EQ(rig_.edges.follows(), follows) << "nothing has";
  rig_.events.Happen();
  EXPECT_EQ(rig_.edges.follows(), follows + 1);
  rig_.clock.Advance(absl::ZeroDuration());
  rig_.edges.Hear(OfKind(Edge::Kind::kLost));
  rig_.Pass();
  EXPECT_GT(rig_.edges.follows(), follows + 1);
}

TEST_F(SamplerEdgeTest, SaysThatItHearsNoEdges) {
  rig_.edges.SetStatus(absl::ResourceExhaustedError("no more watches"));
  ProbeReport probe;
  probe.name = "kprobe:ncdev_open";
  rig_.edges.SetReports({probe});
  const Snapshot& snapshot = rig_.Pass();
  ASSERT_EQ(snapshot.sources.size(), 8u);
  EXPECT_EQ(snapshot.sources[5].name, "edges");
  EXPECT_EQ(snapshot.sources[5].status, absl::ResourceExhaustedError("no more watches"));
  ASSERT_EQ(snapshot.probes.size(), 1u);
  EXPECT_EQ(snapshot.probes[0].name, "kprobe:ncdev_open");
}

TEST_F(SamplerEdgeTest, CallsNothingFreeWhileContainersAreHidden) {
  rig_.containers.SetSight(absl::PermissionDeniedError("run it as root"));
  const Snapshot& snapshot = rig_.Pass();
  EXPECT_TRUE(snapshot.free.empty());
  EXPECT_EQ(snapshot.sources[4].name, "containers");
  EXPECT_EQ(snapshot.sources[4].status, absl::PermissionDeniedError("run it as root"));
}

}  // namespace
}  // namespace neuron
