#include "agent/device/capability_look.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "agent/device/capability_table.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

std::map<std::string, Access> Look(const FakeTree& tree) {
  const std::vector<Access> access = LookAtChip(TreeIndex::Walk(tree.Path("neuron0")).value());
  EXPECT_EQ(access.size(), CapabilityTable().size());
  std::map<std::string, Access> by_name;
  for (std::size_t i = 0; i < access.size(); ++i) {
    by_name[DisplayName(CapabilityTable()[i])] = access[i];
  }
  return by_name;
}

FakeNode Core(const std::string& name, std::vector<FakeNode> children) {
  return Dir(name, std::move(children));
}

FakeNode Counter(const std::string& name) { return Dir(name, {File("total", "0\n")}); }

TEST(LookAtChip, TellsWhatIsThereFromWhatIsNot) {
  const FakeTree tree({Dir("neuron0", {File("reset", "garbage"), Core("neuron_core0", {})})});
  const auto access = Look(tree);
  EXPECT_EQ(access.at("reset"), Access::kReadable);
  EXPECT_EQ(access.at("core_count"), Access::kAbsent);
  EXPECT_EQ(access.at("core/success"), Access::kAbsent);
}

TEST(LookAtChip, TakesAFileThatWentAwayForAbsent) {
  FakeTree tree({Dir("neuron0", {File("reset", "1\n")})});
  const TreeIndex index = TreeIndex::Walk(tree.Path("neuron0")).value();
  tree.Remove("neuron0/reset");
  EXPECT_EQ(LookAtChip(index)[0], Access::kAbsent);
}

TEST(LookAtChip, DoesNotKnowWhatOnlySomeCoresHave) {
  const FakeTree tree(
      {Dir("neuron0", {Core("neuron_core0", {Counter("success")}),
                       Core("neuron_core1", {Counter("success"), Counter("failure")})})});
  const auto access = Look(tree);
  EXPECT_EQ(access.at("core/success"), Access::kReadable);
  EXPECT_EQ(access.at("core/failure"), Access::kUnknown);
}

TEST(LookAtChip, KnowsNothingOfRowsThatAreNoFilesOfTheChip) {
  const FakeTree tree({Dir("neuron0", {File("revision", "0\n"), File("node_id_2", "-1\n")})});
  const auto access = Look(tree);
  EXPECT_EQ(access.at("revision"), Access::kUnknown);
  EXPECT_EQ(access.at("node_id_2"), Access::kUnknown);
  EXPECT_EQ(access.at("DEVICE_BDF_EXT"), Access::kUnknown);
}

TEST(LookAtHost, HasTheFilesOfTheClassForNoChips) {
  FakeTree tree;
  tree.Write("sys/class/neuron_device/node_id_4", "busy\n");
  std::map<std::string, Capability> rows;
  for (const Capability& row : LookAtHost(tree.host())) {
    rows[row.name] = row;
  }
  EXPECT_EQ(rows.size(), 10u);
  EXPECT_EQ(rows.at("node_id_4"), (Capability{"node_id_4", CapabilityKind::kClass,
                                              Access::kReadable, Liveness::kLive, ChipSet()}));
  EXPECT_EQ(rows.at("node_id_2").access, Access::kAbsent);
}

}  // namespace
}  // namespace neuron
