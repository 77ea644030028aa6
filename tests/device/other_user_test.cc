// What a plain user is told of a host whose files are not for it: never that there is nothing.

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "absl/strings/match.h"
#include "agent/device/answer_book.h"
#include "agent/device/enumerator.h"
#include "agent/device/pci_function.h"
#include "agent/device/tree_index.h"
#include "tests/device/plain_user.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

class OtherUserTest : public testing::Test {
 protected:
  void SetUp() override {
    if (geteuid() != 0) {
      GTEST_SKIP() << "needs root, to become another user";
    }
  }
};

using OtherUserDeathTest = OtherUserTest;

// Exits with 0 if a plain user gets PermissionDenied, naming the path, from `f`.
template <typename F>
[[noreturn]] void ExpectDenied(const std::string& path, F f) {
  if (!BecomePlainUser()) {
    _exit(2);
  }
  const absl::Status status = f();
  _exit(absl::IsPermissionDenied(status) && absl::StrContains(status.message(), path) ? 0 : 1);
}

TEST_F(OtherUserDeathTest, IsToldOfADirectoryOfAChipThatItCannotList) {
  for (const char* directory : {"neuron0", "neuron0/stats", "neuron0/neuron_core2/status"}) {
    const FakeTree tree(
        {Dir("neuron0", {Dir("stats", {}), Dir("neuron_core2", {Dir("status", {})})})});
    const std::string path = tree.Path(directory);
    ASSERT_EQ(chmod(path.c_str(), 0), 0);
    const auto walk = [&] { return TreeIndex::Walk(tree.Path("neuron0")).status(); };
    EXPECT_EXIT(ExpectDenied(path, walk), testing::ExitedWithCode(0), "") << directory;
  }
}

TEST_F(OtherUserDeathTest, IsToldThatItCannotListTheChips) {
  const FakeTree tree({Dir("sys", {Dir("class", {Dir("neuron_device", {})})})});
  const std::string path = tree.Path("sys/class/neuron_device");
  ASSERT_EQ(chmod(path.c_str(), 0), 0);
  const auto list = [&] { return ListChips(tree.host()).status(); };
  EXPECT_EXIT(ExpectDenied(path, list), testing::ExitedWithCode(0), "");
}

TEST_F(OtherUserDeathTest, IsToldThatItCannotListPci) {
  const FakeTree tree({Dir("sys", {Dir("bus", {Dir("pci", {Dir("devices", {})})})})});
  const std::string path = tree.Path("sys/bus/pci/devices");
  ASSERT_EQ(chmod(path.c_str(), 0), 0);
  const auto list = [&] { return ListPciFunctions(tree.host()).status(); };
  EXPECT_EXIT(ExpectDenied(path, list), testing::ExitedWithCode(0), "");
}

TEST_F(OtherUserDeathTest, IsToldThatItMayNotReadTheParametersOfTheModule) {
  FakeTree tree;
  const std::string file = "sys/module/neuron/parameters/no_reset";
  tree.Write(file, "0\n");
  ASSERT_EQ(chmod(tree.Path(file).c_str(), 0600), 0);
  const auto read = [&] { return ReadHost(tree.host()).no_reset.why(); };
  EXPECT_EXIT(ExpectDenied(tree.Path(file), read), testing::ExitedWithCode(0), "");
}

TEST_F(OtherUserDeathTest, IsToldThatItCannotReadTheAnswerBook) {
  const FakeTree tree({File("chips", "", 0600)});
  const auto load = [&] { return AnswerBook::Load(tree.Path("chips"), {"b", "v"}).status(); };
  EXPECT_EXIT(ExpectDenied(tree.Path("chips"), load), testing::ExitedWithCode(0), "");
}

// Of a driver before 2.28: core_count, connected_devices and reset are root's.
FakeNode OldDriversChip() {
  return Dir("neuron0", {File("core_count", "2", 0400), File("connected_devices", "1\n", 0400),
                         File("dev", "245:0\n"), Dir("neuron_core0", {}), Dir("neuron_core1", {})});
}

// Exits with 0 if a plain user counts the cores by their directories and does not know the links.
[[noreturn]] void ExpectCoresCounted(const HostPaths& host) {
  if (!BecomePlainUser()) {
    _exit(2);
  }
  const Chip chip = ReadChip(host, 0);
  _exit(chip.core_count == Reading<std::uint64_t>(2) && chip.connected.is_unknown() ? 0 : 1);
}

TEST_F(OtherUserDeathTest, CountsTheCoresThatItSees) {
  FakeTree tree;
  tree.Make("sys/class/neuron_device", OldDriversChip());
  EXPECT_EXIT(ExpectCoresCounted(tree.host()), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace neuron
