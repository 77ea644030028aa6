// How a host changes: the second half of host.h.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/simulator/host/host.h"

namespace neuron::sim {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr absl::StatusCode kFailedPrecondition = absl::StatusCode::kFailedPrecondition;

class Hotplug : public testing::Test {
 protected:
  Hotplug() : host_(*BuildHost(*FindInstance("inf1.6xlarge"))) {}

  bool Has(const std::string& path) { return host_->tree.Find(path) != nullptr; }
  Host* host() { return host_.get(); }
  std::string Content(const std::string& path) {
    const Node* node = host_->tree.Resolve(path);
    return node == nullptr ? "no " + path : node->content;
  }

  const std::vector<std::string> entries_ = {"dev/neuron2", ChipDirectory(2), ChipLink(2)};

 private:
  std::unique_ptr<Host> host_;
};

TEST_F(Hotplug, TakesAwayAllThreeEntriesOfAChipAndGivesThemBack) {
  ASSERT_TRUE(SetChipPresent(host(), 2, false).ok());
  for (const std::string& path : entries_) EXPECT_FALSE(Has(path)) << path;
  EXPECT_FALSE(host()->chips[2].present);
  EXPECT_EQ(SetChipPresent(host(), 2, false).code(), kFailedPrecondition);
  ASSERT_TRUE(SetChipPresent(host(), 2, true).ok());
  for (const std::string& path : entries_) EXPECT_TRUE(Has(path)) << path;
  EXPECT_TRUE(Has(ChipDirectory(2) + "/core_count"));
  EXPECT_EQ(SetChipPresent(host(), 2, true).code(), kFailedPrecondition);
  EXPECT_EQ(SetChipPresent(host(), 4, true).code(), absl::StatusCode::kNotFound);
}

TEST_F(Hotplug, LeavesThePciFunctionOfAChipThatGoes) {
  ASSERT_TRUE(SetChipPresent(host(), 2, false).ok());
  EXPECT_TRUE(Has(host()->chips[2].pci_directory + "/driver"));
}

TEST_F(Hotplug, BringsAChipBackWithNewNodesAtRest) {
  const std::string path = ChipDirectory(2) + "/neuron_core0/stats/status/success/total";
  Node* before = host()->tree.Find(path);
  before->content = "12\n";
  ASSERT_TRUE(SetChipPresent(host(), 2, false).ok());
  ASSERT_TRUE(SetChipPresent(host(), 2, true).ok());
  const Node* after = host()->tree.Find(path);
  EXPECT_NE(after->inode, before->inode);
  EXPECT_EQ(after->content, "0\n");
  EXPECT_FALSE(host()->tree.IsAttached(before));
  EXPECT_EQ(host()->tree.FindInode(before->inode), before);
}

TEST_F(Hotplug, ShowsABareChipBeforeItsAttributes) {
  ASSERT_TRUE(SetChipPresent(host(), 2, false).ok());
  ASSERT_TRUE(AddBareChip(host(), 2).ok());
  for (const std::string& path : entries_) EXPECT_TRUE(Has(path)) << path;
  EXPECT_TRUE(Has(ChipDirectory(2) + "/uevent"));
  EXPECT_TRUE(Has(ChipDirectory(2) + "/power/control"));
  EXPECT_FALSE(Has(ChipDirectory(2) + "/core_count"));
  EXPECT_FALSE(Has(ChipDirectory(2) + "/stats"));
  EXPECT_TRUE(host()->chips[2].present);
  EXPECT_TRUE(host()->chips[2].bare);
  ASSERT_TRUE(FillChip(host(), 2).ok());
  EXPECT_TRUE(Has(ChipDirectory(2) + "/stats/power/utilization"));
  EXPECT_FALSE(host()->chips[2].bare);
  EXPECT_EQ(FillChip(host(), 2).code(), kFailedPrecondition);
}

TEST_F(Hotplug, TakesAwayABareChip) {
  ASSERT_TRUE(SetChipPresent(host(), 2, false).ok());
  ASSERT_TRUE(AddBareChip(host(), 2).ok());
  ASSERT_TRUE(SetChipPresent(host(), 2, false).ok());
  EXPECT_FALSE(host()->chips[2].bare);
  EXPECT_EQ(FillChip(host(), 2).code(), kFailedPrecondition);
}

TEST_F(Hotplug, LeavesAFunctionWithoutADriverWhereTheProbeFailed) {
  ASSERT_TRUE(FailProbe(host(), 2).ok());
  for (const std::string& path : entries_) EXPECT_FALSE(Has(path)) << path;
  const std::string function = host()->chips[2].pci_directory;
  EXPECT_EQ(Content(function + "/device"), "0x7064\n");
  EXPECT_FALSE(Has(function + "/driver"));
  EXPECT_FALSE(Has("sys/bus/pci/drivers/neuron-driver/" + PciName(host()->chips[2].pci)));
  EXPECT_THAT(Content(function + "/uevent"), Not(HasSubstr("DRIVER=")));
  ASSERT_TRUE(SetChipPresent(host(), 2, true).ok());
  EXPECT_TRUE(Has(function + "/driver"));
  EXPECT_THAT(Content(function + "/uevent"), testing::StartsWith("DRIVER=neuron-driver\n"));
}

TEST_F(Hotplug, UnbindsAChipThatWasGoneAlready) {
  ASSERT_TRUE(SetChipPresent(host(), 2, false).ok());
  ASSERT_TRUE(FailProbe(host(), 2).ok());
  EXPECT_FALSE(Has(host()->chips[2].pci_directory + "/driver"));
  EXPECT_EQ(FailProbe(host(), 4).code(), absl::StatusCode::kNotFound);
}

TEST_F(Hotplug, LeavesNothingOfAnUnloadedDriverButThePciFunctions) {
  ASSERT_TRUE(RemoveDriver(host()).ok());
  EXPECT_FALSE(host()->driver_loaded);
  for (const std::string& path : entries_) EXPECT_FALSE(Has(path)) << path;
  for (const char* path : {"sys/class/neuron_device", "sys/devices/virtual/neuron_device",
                           "sys/module/neuron", "sys/bus/pci/drivers/neuron-driver"}) {
    EXPECT_FALSE(Has(path)) << path;
  }
  EXPECT_THAT(Content("proc/devices"), Not(HasSubstr("neuron")));
  for (const Chip& chip : host()->chips) {
    EXPECT_FALSE(chip.present);
    EXPECT_TRUE(Has(chip.pci_directory + "/vendor"));
    EXPECT_FALSE(Has(chip.pci_directory + "/driver"));
  }
  EXPECT_EQ(RemoveDriver(host()).code(), kFailedPrecondition);
  EXPECT_EQ(SetChipPresent(host(), 2, true).code(), kFailedPrecondition);
}

TEST_F(Hotplug, LoadsAnotherVersionWithNewNodes) {
  const std::string path = ChipDirectory(0) + "/core_count";
  Node* before = host()->tree.Find(path);
  ASSERT_TRUE(SetChipPresent(host(), 2, false).ok());
  ASSERT_TRUE(RemoveDriver(host()).ok());
  ASSERT_TRUE(AddDriver(host(), *FindGeneration("2.16")).ok());
  EXPECT_TRUE(host()->driver_loaded);
  EXPECT_EQ(host()->generation.minor, 16);
  EXPECT_EQ(Content("sys/module/neuron/version"), "2.16.7\n");
  EXPECT_FALSE(Has("sys/class/neuron_device/node_id_2"));
  EXPECT_THAT(Content("proc/devices"), HasSubstr("245 neuron\n"));
  EXPECT_NE(host()->tree.Find(path)->inode, before->inode);
  EXPECT_FALSE(host()->tree.IsAttached(before));
  for (const Chip& chip : host()->chips) {
    EXPECT_TRUE(chip.present);
    EXPECT_TRUE(Has(ChipLink(chip.index)));
    EXPECT_TRUE(Has(chip.pci_directory + "/driver"));
  }
  EXPECT_EQ(AddDriver(host(), *FindGeneration("2.16")).code(), kFailedPrecondition);
}

TEST_F(Hotplug, StaysWithoutADriverThatHasNotItsChips) {
  ASSERT_TRUE(RemoveDriver(host()).ok());
  EXPECT_EQ(AddDriver(host(), *FindGeneration("2.30")).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(host()->driver_loaded);
  EXPECT_EQ(host()->generation.minor, 24);
  EXPECT_TRUE(AddDriver(host(), host()->generation).ok());
}

TEST_F(Hotplug, MarksWhatCanGoAway) {
  for (const char* path :
       {"sys/class/neuron_device", "sys/module/neuron", "dev/neuron0",
        "sys/class/neuron_device/neuron0", "sys/devices/virtual/neuron_device/neuron0",
        "sys/bus/pci/drivers/neuron-driver"}) {
    EXPECT_TRUE(host()->tree.Find(path)->removable) << path;
  }
  EXPECT_TRUE(host()->tree.Find(host()->chips[0].pci_directory + "/driver")->removable);
  EXPECT_FALSE(host()->tree.Find("sys/class")->removable);
}

}  // namespace
}  // namespace neuron::sim
