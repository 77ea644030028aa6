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
  EXPECT_EQ(*report.chips, (std::vector<int>{2, 10}));
  EXPECT_EQ(report.boot_id, "boot-1");
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
