// Character devices made for the test. None of them is ever opened.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

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

// Gives this process a /dev of its own, which has a regular file neuron0 and nothing else.
bool MakeOwnDev() {
  return unshare(CLONE_NEWNS) == 0 &&
         mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         mount("none", "/dev", "tmpfs", 0, nullptr) == 0 &&
         UniqueFd(open("/dev/neuron0", O_WRONLY | O_CREAT | O_CLOEXEC, 0600)).valid();
}

TEST_F(DeviceNodeTest, IsNotARegularFileInTheRealDev) {
  tree_.Write("sys/class/neuron_device/neuron0/dev", "245:0\n");
  HostPaths host = tree_.host();
  host.dev = HostPaths().dev;
  const Reading<DeviceIdentity> device = DeviceIdentity::CharacterDevice(245, 0);
  constexpr int kNotHere = 2;
  const int status = ExitStatusOf([&] {
    return !MakeOwnDev() ? kNotHere : ReadChip(host, 0).identity == device ? 0 : 1;
  });
  if (status == kNotHere) {
    GTEST_SKIP() << "needs root and a root that is a mount, to mount a /dev of its own";
  }
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace neuron
