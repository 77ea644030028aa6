#include "tests/simulator/host/host.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "absl/strings/str_cat.h"

namespace neuron::sim {
namespace {

std::unique_ptr<Host> Build(absl::string_view type) {
  auto host = BuildHost(*FindInstance(type));
  EXPECT_TRUE(host.ok()) << host.status();
  return *std::move(host);
}

std::string Content(Host* host, absl::string_view path) {
  const Node* node = host->tree.Resolve(path);
  return node == nullptr ? absl::StrCat("no ", path) : node->content;
}

TEST(BuildHost, KnowsTheChips) {
  const auto host = Build("trn2.48xlarge");
  ASSERT_EQ(host->chips.size(), 16U);
  EXPECT_EQ(host->chips[1].index, 1);
  EXPECT_EQ(host->chips[0].cores, 8);
  EXPECT_TRUE(host->chips[15].present);
  EXPECT_FALSE(host->chips[15].bare);
  EXPECT_EQ(FindChip(*host, 15), &host->chips[15]);
  EXPECT_EQ(FindChip(*host, 16), nullptr);
}

TEST(BuildHost, HasTheRecordedDriverUnlessToldOtherwise) {
  const auto host = Build("trn1.2xlarge");
  EXPECT_TRUE(host->driver_loaded);
  EXPECT_EQ(host->generation.version, "2.24.7.0");
}

TEST(BuildHost, RefusesADriverThatNeverHadTheChips) {
  const auto host = BuildHost(*FindInstance("inf1.xlarge"), *FindGeneration("2.25"));
  EXPECT_EQ(host.status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(BuildHost, ShowsTheInstanceTypeInDmi) {
  EXPECT_EQ(Content(Build("trn1.2xlarge").get(), "sys/class/dmi/id/product_name"),
            "trn1.2xlarge\n");
}

TEST(BuildHost, ListsTheMajorInProcDevices) {
  EXPECT_THAT(Content(Build("trn1.2xlarge").get(), "proc/devices"),
              testing::HasSubstr("\n245 neuron\n"));
}

TEST(BuildHost, LinksTheFunctionsOnTheBus) {
  const auto host = Build("trn1.2xlarge");
  EXPECT_EQ(host->tree.Find("sys/bus/pci/devices")->children.size(), 1U);
  EXPECT_EQ(Content(host.get(), "sys/bus/pci/devices/0000:00:10.0/device"), "0x7164\n");
}

TEST(BuildHost, HasADeviceNodeForEachChip) {
  const auto host = Build("inf1.6xlarge");
  const Node* device = host->tree.Find("dev/neuron3");
  ASSERT_NE(device, nullptr);
  EXPECT_EQ(device->kind, NodeKind::kDevice);
  EXPECT_EQ(device->chip, 3);
  EXPECT_EQ(host->tree.Find("dev/neuron4"), nullptr);
}

TEST(MakeHost, MakesAHostOfAnyNodes) {
  HostNodes nodes;
  RecordedNode& version = nodes.driver.emplace_back();
  version.path = "sys/module/neuron/version";
  version.content = "2.x.8072.0\n";
  RecordedNode& count = nodes.driver.emplace_back();
  count.path = ChipDirectory(7) + "/core_count";
  count.content = "8";
  Chip& chip = nodes.chips.emplace_back();
  chip.index = 7;
  chip.pci_directory = "sys/devices/pci0000:a0/0000:a0:01.0/0000:a1:00.0";
  const auto host = MakeHost(*FindInstance("trn2.48xlarge"), {"2.x.8072.0", 24}, std::move(nodes));
  EXPECT_EQ(Content(host.get(), "sys/module/neuron/version"), "2.x.8072.0\n");
  EXPECT_EQ(Content(host.get(), ChipDirectory(7) + "/core_count"), "8");
  EXPECT_NE(host->tree.Find("dev/neuron7"), nullptr);
  EXPECT_EQ(host->chips.size(), 1U);
  EXPECT_EQ(Content(host.get(), "sys/class/dmi/id/product_name"), "trn2.48xlarge\n");
}

}  // namespace
}  // namespace neuron::sim
