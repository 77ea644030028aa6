// Character devices made for the test. None of them is ever opened.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "agent/base/file.h"
#include "agent/device/device_identity.h"
#include "agent/device/enumerator.h"
#include "tests/fakes/fake_tree.h"
#include "tests/workload/child.h"

namespace neuron {
namespace {

class DeviceNodeTest : public testing::Test {
 protected:
  // Makes dev/neuron0 with this number.
  void MakeNode(unsigned major, unsigned minor) {
    tree_.Make("dev", File("beside", ""));
    if (mknod(tree_.Path("dev/neuron0").c_str(), S_IFCHR | 0600, makedev(major, minor)) != 0) {
      GTEST_SKIP() << "needs CAP_MKNOD, to make a device node";
    }
  }

  FakeTree tree_;
};

TEST_F(DeviceNodeTest, IsKnownByItsNumberAndNotByItsInode) {
  MakeNode(4, 43);
  struct statx found = {};
  ASSERT_EQ(statx(AT_FDCWD, tree_.Path("dev/neuron0").c_str(), 0, STATX_TYPE | STATX_INO, &found),
            0);
  EXPECT_EQ(IdentityOf(found), DeviceIdentity::CharacterDevice(4, 43));
}

TEST_F(DeviceNodeTest, IsNotBelievedWhereTheKernelSaysAnotherNumber) {
  tree_.Write("sys/class/neuron_device/neuron0/dev", "245:0\n");
  MakeNode(4, 43);
  EXPECT_EQ(ReadChip(tree_.host(), 0).identity,
            Reading<DeviceIdentity>(DeviceIdentity::CharacterDevice(245, 0)));
}

TEST_F(DeviceNodeTest, IsNotEnoughWithoutTheKernelsNumber) {
  tree_.Write("sys/class/neuron_device/neuron0/core_count", "2");
  MakeNode(4, 43);
  EXPECT_TRUE(ReadChip(tree_.host(), 0).identity.is_unknown());
}

// In a mount namespace of its own, whose /dev is empty but for a regular file.
TEST_F(DeviceNodeTest, IsNotARegularFileInTheRealDev) {
  if (geteuid() != 0) {
    GTEST_SKIP() << "needs root, to mount a /dev of its own";
  }
  tree_.Write("sys/class/neuron_device/neuron0/dev", "245:0\n");
  HostPaths host = tree_.host();
  host.dev = "/dev";
  EXPECT_EQ(ExitStatusOf([&] {
              const bool ready =
                  unshare(CLONE_NEWNS) == 0 &&
                  mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                  mount("none", "/dev", "tmpfs", 0, nullptr) == 0 &&
                  UniqueFd(open("/dev/neuron0", O_WRONLY | O_CREAT | O_CLOEXEC, 0600)).valid();
              if (!ready) {
                return 2;
              }
              const Chip chip = ReadChip(host, 0);
              return chip.identity ==
                             Reading<DeviceIdentity>(DeviceIdentity::CharacterDevice(245, 0))
                         ? 0
                         : 1;
            }),
            0);
}

}  // namespace
}  // namespace neuron
