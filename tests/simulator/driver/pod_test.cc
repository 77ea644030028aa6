#include "tests/simulator/driver/pod.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/simulator/driver/driver_abi.h"

namespace neuron::sim {
namespace {

TEST(PodOf, AStandardHostIsAlone) {
  const auto host = *BuildHost(*FindInstance("trn2.48xlarge"));
  const Pod pod = PodOf(host.get());
  EXPECT_EQ(pod.type, 0);
  EXPECT_EQ(pod.state, kPodStateSingleNode);
  EXPECT_EQ(pod.node_id, -1);
  EXPECT_EQ(pod.modes, 0U);
}

TEST(PodOf, AMemberElectsUntilItsAttributesSayWhoItIs) {
  const auto host = *BuildHost(*FindInstance("trn2u.48xlarge"));
  EXPECT_EQ(PodOf(host.get()).type, kPodTypePeers);
  EXPECT_EQ(PodOf(host.get()).state, kPodStateInProgress);
  EXPECT_EQ(PodOf(host.get()).modes, 1U << 4);
  const std::string directory = "sys/class/neuron_device/";
  host->tree.Find(directory + "node_id_4")->content = "3\n";
  host->tree.Find(directory + "server_id_4")->content = "00000000000000ab\n";
  host->tree.Find(directory + "ultraserver_mode")->content = "1,3,4\n";
  const Pod pod = PodOf(host.get());
  EXPECT_EQ(pod.state, kPodStateUltraServer);
  EXPECT_EQ(pod.node_id, 3);
  EXPECT_EQ(pod.size, 4);
  EXPECT_EQ(pod.serial, 0xabU);
  EXPECT_EQ(pod.modes, 0x1aU);
  host->tree.Find(directory + "node_id_4")->content = "-1\n";
  EXPECT_EQ(PodOf(host.get()).state, kPodStateSingleNode);
}

}  // namespace
}  // namespace neuron::sim
