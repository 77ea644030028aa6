#include "agent/snapshot/host_report.h"

#include "gtest/gtest.h"
#include "tests/snapshot/plain_host.h"

namespace neuron {
namespace {

TEST(VisitHost, SeesTheHostItsChipsAndItsBoot) {
  PlainHost host;
  host.AddChip(10);
  host.AddChip(2);
  const HostReport report = VisitHost(host.paths());
  EXPECT_TRUE(report.host.driver_loaded);
  EXPECT_EQ(report.host.driver_version.value(), "2.24.7.0");
  EXPECT_EQ(report.host.instance_type.value(), "trn1.32xlarge");
  EXPECT_EQ(report.host.expected_chips.value(), 16);
  EXPECT_TRUE(report.host.chips.empty());
  ASSERT_EQ(report.chips->size(), 2u);
  EXPECT_EQ((*report.chips)[0].index, 2);
  EXPECT_EQ((*report.chips)[1].index, 10);
  EXPECT_EQ(report.boot_id, "boot-1");
}

TEST(VisitHost, TellsAModuleThatWasLoadedAnewFromTheOneBefore) {
  PlainHost host;
  const std::uint64_t before = VisitHost(host.paths()).module_inode;
  EXPECT_NE(before, 0u);
  EXPECT_EQ(VisitHost(host.paths()).module_inode, before);
  host.ReplaceModule();
  EXPECT_NE(VisitHost(host.paths()).module_inode, before);
  host.UnloadDriver();
  EXPECT_EQ(VisitHost(host.paths()).module_inode, 0u);
}

TEST(VisitHost, TellsAChipThatCameBackFromTheOneBefore) {
  PlainHost host;
  host.AddChip(2);
  host.AddChip(3);
  const std::vector<ListedChip> before = *VisitHost(host.paths()).chips;
  EXPECT_EQ(*VisitHost(host.paths()).chips, before);
  host.ReplaceChip(3);
  const std::vector<ListedChip> after = *VisitHost(host.paths()).chips;
  EXPECT_EQ(after[0], before[0]);
  EXPECT_EQ(after[1].index, 3);
  EXPECT_NE(after[1].inode, before[1].inode);
}

TEST(VisitHost, SeesNoChipsWithoutADriver) {
  PlainHost host;
  host.UnloadDriver();
  const HostReport report = VisitHost(host.paths());
  EXPECT_FALSE(report.host.driver_loaded);
  ASSERT_TRUE(report.chips.ok());
  EXPECT_TRUE(report.chips->empty());
}

TEST(VisitHost, SaysWhyTheChipsCannotBeListed) {
  PlainHost host;
  host.SpoilChipList();
  const HostReport report = VisitHost(host.paths());
  EXPECT_FALSE(report.chips.ok());
  EXPECT_NE(report.chips.status().message().find("neuron_device"), absl::string_view::npos);
}

TEST(VisitHost, HasNoBootIdThatCannotBeRead) {
  PlainHost host;
  host.SetBootId("");
  EXPECT_EQ(VisitHost(host.paths()).boot_id, "");
}

}  // namespace
}  // namespace neuron
