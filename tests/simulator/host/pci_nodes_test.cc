#include "tests/simulator/host/pci_nodes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace neuron::sim {
namespace {

PciNodes Build(const char* type) {
  auto pci = PciNodesOf(*FindInstance(type));
  EXPECT_TRUE(pci.ok()) << pci.status();
  return *std::move(pci);
}

std::string Content(const PciNodes& pci, const std::string& path) {
  for (const RecordedNode& node : pci.nodes) {
    if (node.path == path) return node.content;
  }
  return "no " + path;
}

TEST(PciNodes, NumberTheChipsAsTheDriverDoes) {
  const PciNodes pci = Build("trn1.32xlarge");
  ASSERT_EQ(pci.chips.size(), 16U);
  EXPECT_EQ(pci.chips[1].index, 1);
  EXPECT_EQ(pci.chips[1].routing_id, 2);
  EXPECT_EQ(pci.chips[1].pci.slot, 0x12U);
  EXPECT_EQ(pci.chips[1].pci_directory, "sys/devices/pci0000:00/0000:00:12.0");
}

TEST(PciNodes, NumberTrainium3ByRoutingIdWithASwitchAndByTheTorusWithout) {
  EXPECT_EQ(Build("trn3.48xlarge").chips[3].routing_id, 3);
  EXPECT_EQ(Build("trn3p.48xlarge").chips[3].routing_id, 1);
}

TEST(PciNodes, HaveOnlyTheFunctionsOfASmallerInstance) {
  const PciNodes pci = Build("trn1.2xlarge");
  ASSERT_EQ(pci.chips.size(), 1U);
  for (const RecordedNode& node : pci.nodes) {
    const absl::string_view name = PciNameOf(node.path);
    EXPECT_TRUE(name.empty() || name == "0000:00:10.0") << node.path;
  }
  EXPECT_EQ(Content(pci, "sys/devices/pci0000:00/0000:00:10.0/device"), "0x7164\n");
}

TEST(PciNodes, GiveATrainium3ItsDeviceId) {
  const PciNodes pci = Build("trn3.48xlarge");
  const std::string directory = pci.chips[0].pci_directory;
  EXPECT_EQ(Content(pci, directory + "/device"), "0x7564\n");
  EXPECT_THAT(Content(pci, directory + "/modalias"), testing::HasSubstr("d00007564"));
  EXPECT_THAT(Content(pci, directory + "/uevent"), testing::HasSubstr("PCI_ID=1D0F:7564\n"));
}

TEST(PciNameOf, KnowsFunctionsAndTheirLinks) {
  EXPECT_EQ(PciNameOf("sys/devices/pci0000:00/0000:00:1e.0/device"), "0000:00:1e.0");
  EXPECT_EQ(PciNameOf("sys/bus/pci/drivers/neuron-driver/0000:00:1e.0"), "0000:00:1e.0");
  EXPECT_EQ(PciNameOf("sys/bus/pci/drivers/neuron-driver/bind"), "");
  EXPECT_EQ(PciNameOf("sys/bus/pci/drivers/neuron-driver"), "");
  EXPECT_EQ(PciNameOf("sys/module/neuron"), "");
}

}  // namespace
}  // namespace neuron::sim
