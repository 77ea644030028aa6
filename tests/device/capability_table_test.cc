#include "agent/device/capability_table.h"

#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

const CapabilityRow& Row(absl::string_view name, CapabilityScope scope) {
  for (const CapabilityRow& row : CapabilityTable()) {
    if (row.name == name && row.scope == scope) {
      return row;
    }
  }
  ADD_FAILURE() << name;
  return CapabilityTable()[0];
}

TEST(CapabilityTable, HasNoTwoRowsOfOneNameAndScope) {
  std::set<std::tuple<absl::string_view, CapabilityScope>> seen;
  for (const CapabilityRow& row : CapabilityTable()) {
    EXPECT_TRUE(seen.insert({row.name, row.scope}).second) << row.name;
  }
}

TEST(CapabilityTable, GivesEachKindItsScope) {
  for (const CapabilityRow& row : CapabilityTable()) {
    EXPECT_EQ(row.scope == CapabilityScope::kHost, row.kind == CapabilityKind::kClass) << row.name;
    EXPECT_TRUE(row.scope != CapabilityScope::kCore || row.kind == CapabilityKind::kSysfs);
    // Linux makes the files of a PCI function, whatever the driver.
    EXPECT_EQ(row.since == DriverVersion(), row.kind == CapabilityKind::kPci) << row.name;
  }
}

TEST(CapabilityTable, HasTheWholeAllowedListOfIoctls) {
  std::set<absl::string_view> names;
  for (const CapabilityRow& row : CapabilityTable()) {
    if (row.kind == CapabilityKind::kIoctl) {
      names.insert(row.name);
    }
  }
  EXPECT_EQ(names, (std::set<absl::string_view>{
                       "DEVICE_BASIC_INFO", "COMPATIBLE_VERSION", "DRIVER_INFO_GET",
                       "DEVICE_BDF_EXT", "HOST_DEVICE_ID_TO_RID_MAP",
                       "GET_LOGICAL_TO_PHYSICAL_NC_MAP", "POD_INFO", "POD_STATUS"}));
}

TEST(DisplayName, TellsACoresLeafFromItsChips) {
  EXPECT_EQ(DisplayName(Row("arch_type", CapabilityScope::kChip)), "arch_type");
  EXPECT_EQ(DisplayName(Row("arch_type", CapabilityScope::kCore)), "core/arch_type");
}

TEST(HasIoctl, KnowsItFromTheFirstDriverThatHasItOn) {
  EXPECT_FALSE(HasIoctl({2, 19, 63, 0}, "POD_INFO"));
  EXPECT_TRUE(HasIoctl({2, 19, 64, 0}, "POD_INFO"));
  EXPECT_TRUE(HasIoctl({2, 30, 0, 0}, "POD_INFO"));
  EXPECT_FALSE(HasIoctl({2, 30, 0, 0}, "NC_RESET"));
  EXPECT_FALSE(HasIoctl({2, 30, 0, 0}, "reset"));
}

TEST(LivenessOf, IsLiveFrom2_30OnForWhatMovedAtTheEndOfAProcess) {
  const CapabilityRow& success = Row("success", CapabilityScope::kCore);
  EXPECT_EQ(LivenessOf(success, {2, 29, 0, 0}), Liveness::kAtExit);
  EXPECT_EQ(LivenessOf(success, {2, 30, 0, 0}), Liveness::kLive);
  const CapabilityRow& resets = Row("reset_req_count", CapabilityScope::kCore);
  EXPECT_EQ(LivenessOf(resets, {2, 8, 4, 0}), Liveness::kLive);
  const CapabilityRow& memory = Row("device_mem", CapabilityScope::kCore);
  EXPECT_EQ(LivenessOf(memory, {2, 8, 4, 0}), Liveness::kLive);
  const CapabilityRow& power = Row("utilization", CapabilityScope::kChip);
  EXPECT_EQ(LivenessOf(power, {2, 30, 0, 0}), Liveness::kEachMinute);
}

TEST(FindRow, FindsAFileOrTheTotalOfACounter) {
  const FakeTree tree({Dir(
      "neuron0", {File("reset", "1\n"), Dir("neuron_core1", {Dir("success", {File("total", "")}),
                                                             File("arch_type", "")})})});
  const TreeIndex index = TreeIndex::Walk(tree.Path("neuron0")).value();
  const auto find = [&](absl::string_view name, CapabilityScope scope, int core) {
    return FindRow(index, Row(name, scope), core);
  };
  EXPECT_EQ(find("reset", CapabilityScope::kChip, 1), tree.Path("neuron0/reset"));
  EXPECT_EQ(find("success", CapabilityScope::kCore, 1),
            tree.Path("neuron0/neuron_core1/success/total"));
  EXPECT_EQ(find("success", CapabilityScope::kCore, 0), absl::nullopt);
  EXPECT_EQ(find("arch_type", CapabilityScope::kChip, 1), absl::nullopt);
  EXPECT_EQ(find("revision", CapabilityScope::kChip, 1), absl::nullopt);
}

}  // namespace
}  // namespace neuron
