#include "tests/simulator/host/driver_nodes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/simulator/host/chip.h"

namespace neuron::sim {
namespace {

using Nodes = std::map<std::string, RecordedNode>;

Nodes Build(const char* type, const char* version) {
  const auto nodes = DriverNodesOf(*FindInstance(type), *FindGeneration(version));
  EXPECT_TRUE(nodes.ok()) << nodes.status();
  Nodes by_path;
  for (const RecordedNode& node : *nodes) by_path[node.path] = node;
  return by_path;
}

std::string Content(const Nodes& nodes, const std::string& path) {
  const auto node = nodes.find(path);
  return node == nodes.end() ? absl::StrCat("no ", path) : node->second.content;
}

std::string InChip(const Nodes& nodes, int chip, const char* path) {
  return Content(nodes, absl::StrCat(ChipDirectory(chip), "/", path));
}

std::string Neighbours(const Nodes& nodes, int chip) {
  return InChip(nodes, chip, "connected_devices");
}

TEST(DriverNodes, SayTheirVersion) {
  EXPECT_EQ(Content(Build("trn1.2xlarge", "2.28"), "sys/module/neuron/version"), "2.28.0.0\n");
}

TEST(DriverNodes, HaveOnlyTheChipsOfASmallerInstance) {
  const Nodes nodes = Build("trn1.2xlarge", "2.24");
  EXPECT_EQ(nodes.count(ChipLink(0)), 1U);
  EXPECT_EQ(nodes.count(ChipLink(1)), 0U);
  EXPECT_EQ(nodes.count(ChipDirectory(1)), 0U);
  EXPECT_EQ(Neighbours(nodes, 0), "\n");
}

TEST(DriverNodes, CloseTheRingOfFourInferentias) {
  const Nodes nodes = Build("inf1.6xlarge", "2.24");
  EXPECT_EQ(Neighbours(nodes, 0), "1, 3\n");
  EXPECT_EQ(Neighbours(nodes, 1), "2, 0\n");
  EXPECT_EQ(Neighbours(nodes, 3), "0, 2\n");
}

TEST(DriverNodes, LeaveTheChainOfSixInferentia2Open) {
  const Nodes nodes = Build("inf2.24xlarge", "2.24");
  EXPECT_EQ(Neighbours(nodes, 0), "1\n");
  EXPECT_EQ(Neighbours(nodes, 1), "0, 2\n");
  EXPECT_EQ(Neighbours(nodes, 5), "4\n");
}

TEST(DriverNodes, CallATrainium3ByItsNames) {
  const Nodes nodes = Build("trn3.48xlarge", "2.30");
  EXPECT_EQ(InChip(nodes, 5, "info/architecture/device_name"), "Trainium3\n");
  EXPECT_EQ(InChip(nodes, 5, "info/architecture/arch_type"), "NDv4\n");
  EXPECT_EQ(InChip(nodes, 5, "info/architecture/instance_type"), "Trn3\n");
  EXPECT_EQ(InChip(nodes, 5, "neuron_core7/info/architecture/arch_type"), "NCv4\n");
  EXPECT_EQ(Neighbours(nodes, 5), "4, 9, 1, 6\n");
}

TEST(DriverNodes, AreOfAMemberWhoseElectionRunsOnAnUltraServer) {
  const Nodes nodes = Build("trn3p.48xlarge", "2.30");
  EXPECT_EQ(Content(nodes, "sys/class/neuron_device/node_id_4"), "busy\n");
  EXPECT_EQ(Content(nodes, "sys/class/neuron_device/ultraserver_mode"), "busy\n");
}

TEST(DriverNodes, HoldEightDatastoresBefore218) {
  const std::pair<const char*, const char*> files[] = {
      {"neuron_core0/stats/memory_usage/host_mem/total", "4530176\n"},
      {"neuron_core0/stats/memory_usage/host_mem/peak", "4530176\n"},
      {"neuron_core0/stats/memory_usage/host_mem/present", "4096\n"},
      {"neuron_core1/stats/memory_usage/host_mem/total", "266240\n"},
      {"stats/memory_usage/host_mem/driver_memory/total", "4796416\n"}};
  const Nodes nodes = Build("trn1.2xlarge", "2.18");
  for (const auto& [path, content] : files) EXPECT_EQ(InChip(nodes, 0, path), content) << path;
  const Nodes old = Build("trn1.2xlarge", "2.16");
  EXPECT_EQ(InChip(old, 0, "neuron_core0/stats/memory_usage/host_mem/total"), "2433024\n");
  EXPECT_EQ(InChip(old, 0, "neuron_core0/stats/memory_usage/host_mem/present"), "4096\n");
  EXPECT_EQ(InChip(old, 0, "neuron_core1/stats/memory_usage/host_mem/total"), "266240\n");
}

TEST(DriverNodes, ChargeTheApplicationsBeforeTheDriverHadAClass) {
  const Nodes nodes = Build("trn1.2xlarge", "2.16");
  EXPECT_EQ(InChip(nodes, 0, "stats/memory_usage/host_mem/application_memory/total"), "2699264\n");
  EXPECT_EQ(nodes.count(ChipDirectory(0) + "/stats/memory_usage/host_mem/driver_memory"), 0U);
}

TEST(DriverNodes, AreWorldReadableFrom228) {
  for (const char* name : {"core_count", "connected_devices"}) {
    const std::string path = absl::StrCat(ChipDirectory(0), "/", name);
    EXPECT_EQ(Build("trn1.2xlarge", "2.25").at(path).mode, 0400U) << name;
    EXPECT_EQ(Build("trn1.2xlarge", "2.28").at(path).mode, 0444U) << name;
  }
  EXPECT_EQ(Build("trn1.2xlarge", "2.28").at(ChipDirectory(0) + "/reset").mode, 0600U);
}

TEST(DriverNodes, SayOfEachDieWhatPowerItTakes) {
  EXPECT_EQ(InChip(Build("inf2.xlarge", "2.29"), 0, "stats/power/utilization_raw"),
            "0,unavailable\n");
  EXPECT_EQ(InChip(Build("trn2.3xlarge", "2.29"), 0, "stats/power/utilization_raw"),
            "0,unavailable\n1,unavailable\n");
}

TEST(DriverNodes, HaveTheParametersOfTheirTime) {
  const std::string parameters = "sys/module/neuron/parameters/";
  const Nodes oldest = Build("trn1.2xlarge", "2.5");
  const Nodes middle = Build("trn1.2xlarge", "2.21");
  const Nodes newer = Build("trn1.2xlarge", "2.25");
  const Nodes newest = Build("trn1.2xlarge", "2.30");
  EXPECT_EQ(oldest.count(parameters + "no_reset"), 1U);
  EXPECT_EQ(oldest.count(parameters + "use_rr"), 0U);
  EXPECT_EQ(oldest.count(parameters + "force_userver"), 0U);
  EXPECT_EQ(middle.at(parameters + "use_rr").mode, 0660U);
  EXPECT_EQ(middle.count(parameters + "userver_ctl"), 0U);
  EXPECT_EQ(newer.count(parameters + "use_rr"), 0U);
  EXPECT_EQ(newer.count(parameters + "userver_ctl"), 1U);
  EXPECT_EQ(newer.count(parameters + "zerocopy_trn1_override"), 1U);
  EXPECT_EQ(newer.count(parameters + "reset_top_dma"), 0U);
  EXPECT_EQ(newest.count(parameters + "reset_top_dma"), 1U);
}

}  // namespace
}  // namespace neuron::sim
