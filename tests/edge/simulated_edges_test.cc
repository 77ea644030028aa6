// The edges of a mounted neuron-sim, whose nodes are files of its own file system.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "agent/edge/edges.h"
#include "tests/edge/chip_nodes.h"
#include "tests/edge/heard_edges.h"
#include "tests/simulator/simulator_process.h"
#include "tests/workload/child.h"

namespace neuron::sim {
namespace {

using testing::ElementsAre;
using Kind = Edge::Kind;

TEST(SimulatedEdges, TellThatAProcessTakesAChipAndThatItIsKilled) {
  if (!WhyNoSimulator().empty()) {
    GTEST_SKIP() << "SKIPPED: " << WhyNoSimulator();
  }
  SimulatorProcess simulator({"--instance=trn1.32xlarge"});
  HostPaths host;
  host.sysfs = simulator.Path("sys");
  host.dev = simulator.Path("dev");
  HeardEdges edges;
  const auto source = MakeEdgeSource(edges.loop(), host, std::size_t{4096});
  source->Start(edges.Ear());
  source->Follow({{IdentityAt(simulator.Path("dev/neuron5")), 5}}, {});
  EXPECT_TRUE(source->status().ok()) << source->status();
  ASSERT_THAT(KindsOf(edges.Await(1)), ElementsAre(Kind::kRenewed));

  Child child([&] { open(simulator.Path("dev/neuron5").c_str(), O_RDWR); });
  const std::vector<Edge> opened = edges.Await(1);
  ASSERT_THAT(KindsOf(opened), ElementsAre(Kind::kOpened));
  EXPECT_EQ(opened[0].chip, 5);

  const int pid = child.pid();
  source->FollowExits({pid});
  child.End();
  EXPECT_THAT(KindsOf(edges.Await(2)), testing::UnorderedElementsAre(Kind::kClosed, Kind::kExited));
}

}  // namespace
}  // namespace neuron::sim
