#include "agent/base/boot_id.h"

#include "gtest/gtest.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

TEST(ReadBootId, IsTheLineWithoutItsEnd) {
  FakeTree tree;
  tree.Write("proc/sys/kernel/random/boot_id", "7f3a-1\n");
  EXPECT_EQ(ReadBootId(tree.Path("proc")), "7f3a-1");
}

TEST(ReadBootId, IsEmptyIfItCannotBeRead) { EXPECT_EQ(ReadBootId("/no/such"), ""); }

}  // namespace
}  // namespace neuron
