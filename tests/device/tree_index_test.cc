#include "agent/device/tree_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr int kChip = TreeIndex::kChip;

FakeNode Counter(std::string name) { return Dir(std::move(name), {File("total", "1\n")}); }

FakeNode Core(std::string name) {
  return Dir(
      std::move(name),
      {Dir("info", {Dir("architecture", {File("arch_type", "NCv2\n")})}),
       Dir("stats",
           {Dir("status", {Counter("success")}),
            Dir("memory_usage",
                {Dir("device_mem", {File("total", "1\n"), File("peak", "1\n"), Counter("tensors")}),
                 Dir("host_mem", {File("total", "1\n")})})})});
}

FakeNode Neuron() {
  return Dir("neuron0",
             {File("core_count", "2"), File("dev", "245:0\n"), Link("subsystem", "../class"),
              Dir("power", {File("control", "auto\n")}),
              Dir("info", {Dir("architecture", {File("arch_type", "NDv2\n")})}),
              Core("neuron_core0"), Core("neuron_core10"), Core("neuron_core2"),
              Dir("stats", {Dir("power", {File("utilization", "x\n")}),
                            Dir("memory_usage", {Dir("host_mem", {Counter("tensors")})})})});
}

TEST(TreeIndex, KnowsFilesByTheirName) {
  const FakeTree tree({Neuron()});
  const TreeIndex index = TreeIndex::Walk(tree.Path("neuron0")).value();
  EXPECT_EQ(index.FindFile(kChip, "core_count"), tree.Path("neuron0/core_count"));
  EXPECT_EQ(index.FindFile(kChip, "utilization"), tree.Path("neuron0/stats/power/utilization"));
  EXPECT_EQ(index.FindFile(kChip, "no_such"), absl::nullopt);
}

TEST(TreeIndex, TellsTheChipsFilesFromItsCores) {
  const FakeTree tree({Neuron()});
  const TreeIndex index = TreeIndex::Walk(tree.Path("neuron0")).value();
  EXPECT_EQ(index.FindFile(kChip, "arch_type"), tree.Path("neuron0/info/architecture/arch_type"));
  EXPECT_EQ(index.FindFile(2, "arch_type"),
            tree.Path("neuron0/neuron_core2/info/architecture/arch_type"));
  EXPECT_EQ(index.FindFile(1, "arch_type"), absl::nullopt);
  EXPECT_EQ(index.FindFile(2, "core_count"), absl::nullopt);
}

TEST(TreeIndex, KnowsADirectoryWithATotalAsACounter) {
  const FakeTree tree({Neuron()});
  const TreeIndex index = TreeIndex::Walk(tree.Path("neuron0")).value();
  EXPECT_EQ(index.FindCounter(0, "success"),
            tree.Path("neuron0/neuron_core0/stats/status/success"));
  EXPECT_EQ(index.FindCounter(0, "status"), absl::nullopt);
  EXPECT_EQ(index.FindCounter(kChip, "success"), absl::nullopt);
  EXPECT_EQ(index.FindFile(0, "success"), absl::nullopt);
  EXPECT_EQ(index.FindFile(0, "total"), absl::nullopt);
  EXPECT_EQ(index.FindFile(0, "peak"), absl::nullopt);
}

TEST(TreeIndex, TellsTheMemoryClassesOfHostAndDeviceApart) {
  const FakeTree tree({Neuron()});
  const TreeIndex index = TreeIndex::Walk(tree.Path("neuron0")).value();
  const std::string memory = tree.Path("neuron0/neuron_core0/stats/memory_usage/");
  EXPECT_EQ(index.FindCounter(0, "device_mem"), memory + "device_mem");
  EXPECT_EQ(index.FindCounter(0, "host_mem"), memory + "host_mem");
  EXPECT_EQ(index.FindCounter(0, "device_mem/tensors"), memory + "device_mem/tensors");
  EXPECT_EQ(index.FindCounter(0, "host_mem/tensors"), absl::nullopt);
  EXPECT_EQ(index.FindCounter(0, "tensors"), absl::nullopt);
  EXPECT_EQ(index.FindCounter(kChip, "host_mem/tensors"),
            tree.Path("neuron0/stats/memory_usage/host_mem/tensors"));
  // The chip's host_mem holds no total of its own.
  EXPECT_EQ(index.FindCounter(kChip, "host_mem"), absl::nullopt);
}

TEST(TreeIndex, FindsLeavesWhereverTheDriverMovedThem) {
  const FakeTree tree({Neuron()});
  FakeTree moved({Neuron()});
  moved.Move("neuron0/info/architecture/arch_type", "neuron0/identity/arch_type");
  moved.Move("neuron0/stats/power/utilization", "neuron0/telemetry/a/b/utilization");
  moved.Move("neuron0/neuron_core2/stats/status/success", "neuron0/neuron_core2/exec/success");
  moved.Move("neuron0/neuron_core2/stats/memory_usage/device_mem",
             "neuron0/neuron_core2/device_mem");
  moved.Move("neuron0/core_count", "neuron0/info/core_count");
  const TreeIndex index = TreeIndex::Walk(moved.Path("neuron0")).value();
  EXPECT_EQ(index.FindFile(kChip, "arch_type"), moved.Path("neuron0/identity/arch_type"));
  EXPECT_EQ(index.FindFile(kChip, "utilization"), moved.Path("neuron0/telemetry/a/b/utilization"));
  EXPECT_EQ(index.FindFile(kChip, "core_count"), moved.Path("neuron0/info/core_count"));
  EXPECT_EQ(index.FindCounter(2, "success"), moved.Path("neuron0/neuron_core2/exec/success"));
  EXPECT_EQ(index.FindCounter(2, "device_mem/tensors"),
            moved.Path("neuron0/neuron_core2/device_mem/tensors"));
  EXPECT_EQ(index.size(), TreeIndex::Walk(tree.Path("neuron0"))->size());
}

TEST(TreeIndex, FindsCoresAtAnyDepth) {
  const FakeTree tree(
      {Dir("neuron0", {Dir("a", {Dir("cores", {Core("neuron_core1"), Core("neuron_core0")})})})});
  const TreeIndex index = TreeIndex::Walk(tree.Path("neuron0")).value();
  EXPECT_THAT(index.cores(), ElementsAre(0, 1));
  EXPECT_EQ(index.FindCounter(1, "success"),
            tree.Path("neuron0/a/cores/neuron_core1/stats/status/success"));
  EXPECT_EQ(index.FindFile(kChip, "arch_type"), absl::nullopt);
}

TEST(TreeIndex, ListsACoreInTwoPlacesOnce) {
  const FakeTree tree({Dir("neuron0", {Core("neuron_core0"), Dir("x", {Core("neuron_core0")})})});
  EXPECT_THAT(TreeIndex::Walk(tree.Path("neuron0"))->cores(), ElementsAre(0));
}

TEST(TreeIndex, KnowsAMemoryClassByTheNearestSideAtAnyDepth) {
  const FakeTree tree({Dir(
      "neuron0", {Dir("host_mem",
                      {Dir("by_class", {Dir("of_app", {Counter("tensors")})}),
                       Dir("device_mem", {File("total", ""), Dir("x", {Counter("tensors")})})})})});
  const TreeIndex index = TreeIndex::Walk(tree.Path("neuron0")).value();
  EXPECT_EQ(index.FindCounter(kChip, "host_mem/tensors"),
            tree.Path("neuron0/host_mem/by_class/of_app/tensors"));
  EXPECT_EQ(index.FindCounter(kChip, "device_mem/tensors"),
            tree.Path("neuron0/host_mem/device_mem/x/tensors"));
  EXPECT_EQ(index.FindCounter(kChip, "device_mem"), tree.Path("neuron0/host_mem/device_mem"));
}

TEST(TreeIndex, KnowsTheNamesOfDriversBefore2_8UnderTheNewOnes) {
  const FakeTree tree(
      {Dir("neuron0", {Dir("neuron_core0", {Counter("infer_completed_with_error")})})});
  const TreeIndex index = TreeIndex::Walk(tree.Path("neuron0")).value();
  EXPECT_EQ(index.FindCounter(0, "execute_completed_with_error"),
            tree.Path("neuron0/neuron_core0/infer_completed_with_error"));
  EXPECT_EQ(index.FindCounter(0, "infer_completed_with_error"), absl::nullopt);
}

TEST(TreeIndex, TakesTheFirstPathOfSeveralWithOneName) {
  const FakeTree tree(
      {Dir("neuron0", {Dir("b", {File("serial_number", "")}), Dir("a", {File("serial_number", "")}),
                       Dir("c", {File("serial_number", "")})})});
  const TreeIndex index = TreeIndex::Walk(tree.Path("neuron0")).value();
  EXPECT_EQ(index.FindFile(kChip, "serial_number"), tree.Path("neuron0/a/serial_number"));
  EXPECT_EQ(index.size(), 1u);
}

TEST(TreeIndex, LocatesNodesBelowItsDirectory) {
  const FakeTree tree({Neuron()});
  const TreeIndex index = TreeIndex::Walk(tree.Path("neuron0")).value();
  EXPECT_EQ(index.directory(), tree.Path("neuron0"));
  EXPECT_EQ(index.LocateFile(kChip, "utilization"), "stats/power/utilization");
  EXPECT_EQ(index.LocateFile(kChip, "no_such"), absl::nullopt);
  EXPECT_EQ(index.LocateCounter(2, "success"), "neuron_core2/stats/status/success");
  EXPECT_EQ(index.LocateCounter(1, "success"), absl::nullopt);
}

TEST(TreeIndex, ListsCoresInNumericOrder) {
  const FakeTree tree({Neuron()});
  EXPECT_THAT(TreeIndex::Walk(tree.Path("neuron0"))->cores(), ElementsAre(0, 2, 10));
}

TEST(TreeIndex, TakesNoOtherNameForACore) {
  const FakeTree tree({Dir("neuron0", {Core("neuron_core"), Core("neuron_core-1"),
                                       Core("neuron_core01"), Core("neuron_core1x"),
                                       Core("neuron_core99999999999"), File("neuron_core3", "")})});
  EXPECT_THAT(TreeIndex::Walk(tree.Path("neuron0"))->cores(), IsEmpty());
}

TEST(TreeIndex, LeavesOutTheKernelsOwnDirectoriesAndLinks) {
  const FakeTree tree({Neuron()});
  const TreeIndex index = TreeIndex::Walk(tree.Path("neuron0")).value();
  EXPECT_EQ(index.FindFile(kChip, "control"), absl::nullopt);
  EXPECT_EQ(index.FindFile(kChip, "subsystem"), absl::nullopt);
}

TEST(TreeIndex, CountsFilesAndCounters) {
  const FakeTree tree({Neuron()});
  // Of the chip: core_count, dev, arch_type, utilization and one counter. Of each core: arch_type,
  // success, device_mem, device_mem/tensors, host_mem.
  EXPECT_EQ(TreeIndex::Walk(tree.Path("neuron0"))->size(), 5u + 3 * 5);
}

TEST(TreeIndex, ListsOneFileOfEachNode) {
  const FakeTree tree({Dir("neuron0", {File("core_count", "2"), Counter("success")})});
  EXPECT_THAT(TreeIndex::Walk(tree.Path("neuron0"))->Files(),
              ElementsAre("core_count", "success/total"));
}

TEST(TreeIndex, FailsIfTheDirectoryIsNotThere) {
  const FakeTree tree;
  const absl::Status status = TreeIndex::Walk(tree.Path("neuron0")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), HasSubstr(tree.Path("neuron0")));
}

}  // namespace
}  // namespace neuron
