#include "tests/simulator/host/chip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace neuron::sim {
namespace {

TEST(ParsePciAddress, ReadsTheNameThatSysfsGives) {
  const auto pci = ParsePciAddress("0000:a1:1e.3");
  ASSERT_TRUE(pci.ok()) << pci.status();
  EXPECT_THAT(std::vector<unsigned>({pci->domain, pci->bus, pci->slot, pci->function}),
              testing::ElementsAre(0, 0xa1, 0x1e, 3));
  EXPECT_EQ(PciName(*pci), "0000:a1:1e.3");
  EXPECT_FALSE(ParsePciAddress("0000:a1:1e").ok());
  EXPECT_FALSE(ParsePciAddress("0000:a1:1e.z").ok());
}

TEST(ChipOf, KnowsTheDirectoryAndTheClassEntry) {
  EXPECT_EQ(ChipOf(ChipDirectory(11)), 11);
  EXPECT_EQ(ChipOf(ChipDirectory(2) + "/neuron_core1/stats"), 2);
  EXPECT_EQ(ChipOf(ChipLink(0)), 0);
}

TEST(ChipOf, IsNoChipForOtherPaths) {
  for (const char* path : {"", "sys/class/neuron_device", "sys/class/neuron_device/node_id_2",
                           "sys/class/neuron_device/neuron", "sys/module/neuron/version"}) {
    EXPECT_EQ(ChipOf(path), -1) << path;
  }
}

}  // namespace
}  // namespace neuron::sim
