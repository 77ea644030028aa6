#include "tests/simulator/host/host.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/simulator/host/fixture_text.h"

namespace neuron::sim {
namespace {

using testing::ElementsAre;

std::unique_ptr<Host> Build(absl::string_view type) {
  auto host = BuildHost(*FindInstance(type));
  EXPECT_TRUE(host.ok()) << host.status();
  return *std::move(host);
}

std::string Content(Host* host, absl::string_view path) {
  const Node* node = host->tree.Resolve(path);
  return node == nullptr ? absl::StrCat("no ", path) : node->content;
}

std::string Neighbours(Host* host, int chip) {
  return Content(host, ChipDirectory(chip) + "/connected_devices");
}

TEST(BuildHost, NumbersTheChipsAsTheDriverDoes) {
  const auto host = Build("trn1.32xlarge");
  ASSERT_EQ(host->chips.size(), 16U);
  EXPECT_EQ(host->chips[1].index, 1);
  EXPECT_EQ(host->chips[1].routing_id, 2);
  EXPECT_EQ(host->chips[1].pci.slot, 0x12U);
  EXPECT_EQ(host->chips[1].cores, 2);
  EXPECT_EQ(Build("trn2.48xlarge")->chips[0].cores, 8);
}

TEST(BuildHost, ShowsTheInstanceTypeInDmi) {
  EXPECT_EQ(Content(Build("trn1.2xlarge").get(), "sys/class/dmi/id/product_name"),
            "trn1.2xlarge\n");
}

TEST(BuildHost, ListsTheMajorInProcDevices) {
  EXPECT_THAT(Content(Build("trn1.2xlarge").get(), "proc/devices"),
              testing::HasSubstr("\n245 neuron\n"));
}

TEST(BuildHost, HasOnlyTheChipsOfASmallerInstance) {
  const auto host = Build("trn1.2xlarge");
  EXPECT_EQ(host->chips.size(), 1U);
  EXPECT_NE(host->tree.Find("dev/neuron0"), nullptr);
  EXPECT_EQ(host->tree.Find("dev/neuron1"), nullptr);
  EXPECT_EQ(host->tree.Find("sys/class/neuron_device/neuron1"), nullptr);
  EXPECT_EQ(host->tree.Find(ChipDirectory(1)), nullptr);
  EXPECT_EQ(host->tree.Find("sys/bus/pci/devices")->children.size(), 1U);
  EXPECT_EQ(Content(host.get(), "sys/bus/pci/devices/0000:00:10.0/device"), "0x7164\n");
  EXPECT_EQ(Neighbours(host.get(), 0), "\n");
}

TEST(BuildHost, ClosesTheRingOfFourInferentias) {
  const auto host = Build("inf1.6xlarge");
  EXPECT_EQ(Neighbours(host.get(), 0), "1, 3\n");
  EXPECT_EQ(Neighbours(host.get(), 1), "2, 0\n");
  EXPECT_EQ(Neighbours(host.get(), 3), "0, 2\n");
}

TEST(BuildHost, LeavesTheChainOfSixInferentia2Open) {
  const auto host = Build("inf2.24xlarge");
  EXPECT_EQ(Neighbours(host.get(), 0), "1\n");
  EXPECT_EQ(Neighbours(host.get(), 1), "0, 2\n");
  EXPECT_EQ(Neighbours(host.get(), 5), "4\n");
}

// Every line of the recording is in the tree as it was recorded.
TEST(BuildHost, ShowsEveryRecordedNodeOfAWholeHost) {
  for (const absl::string_view type :
       {"inf1.24xlarge", "inf2.48xlarge", "trn1.32xlarge", "trn2.48xlarge"}) {
    const auto host = Build(type);
    const Recording& recording = *host->instance.recording;
    for (const absl::string_view text : {recording.sysfs, recording.pci}) {
      const auto recorded = ParseRecordedTree(text);
      for (const RecordedNode& expected : *recorded) {
        const Node* node = host->tree.Find(expected.path);
        ASSERT_NE(node, nullptr) << expected.path;
        EXPECT_EQ(node->mode, expected.mode) << expected.path;
        EXPECT_EQ(node->content, expected.content) << expected.path;
        EXPECT_EQ(node->read_error, expected.read_error) << expected.path;
      }
    }
  }
}

TEST(SetChipPresent, TakesAwayAllThreeEntriesAndGivesThemBack) {
  const auto host = Build("inf1.6xlarge");
  const std::vector<std::string> paths = {"dev/neuron2", ChipDirectory(2),
                                          "sys/class/neuron_device/neuron2"};
  ASSERT_TRUE(SetChipPresent(host.get(), 2, false).ok());
  for (const std::string& path : paths) EXPECT_EQ(host->tree.Find(path), nullptr) << path;
  EXPECT_FALSE(host->chips[2].present);
  EXPECT_EQ(SetChipPresent(host.get(), 2, false).code(), absl::StatusCode::kFailedPrecondition);
  ASSERT_TRUE(SetChipPresent(host.get(), 2, true).ok());
  for (const std::string& path : paths) EXPECT_NE(host->tree.Find(path), nullptr) << path;
  EXPECT_EQ(SetChipPresent(host.get(), 4, true).code(), absl::StatusCode::kNotFound);
}

TEST(ParsePciAddress, ReadsTheNameThatSysfsGives) {
  const auto pci = ParsePciAddress("0000:a1:1e.3");
  ASSERT_TRUE(pci.ok()) << pci.status();
  EXPECT_THAT(std::vector<unsigned>({pci->domain, pci->bus, pci->slot, pci->function}),
              ElementsAre(0, 0xa1, 0x1e, 3));
  EXPECT_FALSE(ParsePciAddress("0000:a1:1e").ok());
  EXPECT_FALSE(ParsePciAddress("0000:a1:1e.z").ok());
}

}  // namespace
}  // namespace neuron::sim
