#include "agent/container/cgroup_mounts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

FakeNode Hierarchy(const std::string& name) { return Dir(name, {File("cgroup.procs", "")}); }

TEST(FindHierarchies, TakesTheRootOfVersion2) {
  const FakeTree tree({Hierarchy("cgroup")});
  EXPECT_THAT(FindHierarchies(tree.Path("cgroup")).value(), ElementsAre(tree.Path("cgroup")));
}

TEST(FindHierarchies, TakesOneOfVersion1) {
  const FakeTree tree({Dir("cgroup", {Hierarchy("memory"), Hierarchy("devices"),
                                      Hierarchy("systemd"), Hierarchy("cpuset")})});
  EXPECT_THAT(FindHierarchies(tree.Path("cgroup")).value(),
              ElementsAre(tree.Path("cgroup/devices")));
}

TEST(FindHierarchies, PassesOverWhatAKernelLacks) {
  const FakeTree tree({Dir("cgroup", {Dir("devices", {}), Hierarchy("systemd")})});
  EXPECT_THAT(FindHierarchies(tree.Path("cgroup")).value(),
              ElementsAre(tree.Path("cgroup/systemd")));
}

TEST(FindHierarchies, TakesVersion2BesideVersion1) {
  const FakeTree tree({Dir("cgroup", {Hierarchy("devices"), Hierarchy("unified")})});
  EXPECT_THAT(FindHierarchies(tree.Path("cgroup")).value(),
              ElementsAre(tree.Path("cgroup/devices"), tree.Path("cgroup/unified")));
}

TEST(FindHierarchies, SaysThatThereIsNoneAndTheCure) {
  const FakeTree tree({Dir("cgroup", {})});
  for (const char* root : {"cgroup", "nowhere"}) {
    const absl::Status status = FindHierarchies(tree.Path(root)).status();
    EXPECT_TRUE(absl::IsFailedPrecondition(status));
    EXPECT_THAT(std::string(status.message()), HasSubstr(tree.Path(root)));
    EXPECT_THAT(std::string(status.message()), HasSubstr("--cgroup_root"));
  }
}

}  // namespace
}  // namespace neuron
