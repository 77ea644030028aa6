#include "agent/device/device_identity.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

DeviceIdentity Look(const std::string& path) {
  struct statx found;
  EXPECT_EQ(statx(AT_FDCWD, path.c_str(), 0, STATX_TYPE | STATX_INO, &found), 0) << path;
  return IdentityOf(found);
}

TEST(DeviceIdentity, OfACharacterDeviceIsItsNumber) {
  EXPECT_EQ(Look("/dev/null"), DeviceIdentity::CharacterDevice(1, 3));
  EXPECT_EQ(Look("/dev/zero"), DeviceIdentity::CharacterDevice(1, 5));
}

TEST(DeviceIdentity, OfARegularFileIsItsFileSystemAndInode) {
  const FakeTree tree({File("a", ""), File("b", "")});
  struct stat found;
  ASSERT_EQ(stat(tree.Path("a").c_str(), &found), 0);
  const DeviceIdentity identity = Look(tree.Path("a"));
  EXPECT_EQ(identity.major, major(found.st_dev));
  EXPECT_EQ(identity.minor, minor(found.st_dev));
  EXPECT_EQ(identity.inode, found.st_ino);
  EXPECT_FALSE(identity == Look(tree.Path("b")));
  ASSERT_EQ(link(tree.Path("a").c_str(), tree.Path("c").c_str()), 0);
  EXPECT_EQ(identity, Look(tree.Path("c")));
}

TEST(DeviceIdentity, OfAnythingElseIsAllZero) {
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  EXPECT_EQ(Look("/proc/self/fd/" + std::to_string(ends[0])), DeviceIdentity());
  EXPECT_EQ(Look("/"), DeviceIdentity());
  close(ends[0]);
  close(ends[1]);
}

TEST(DeviceIdentity, OfTheTwoKindsIsNeverEqual) {
  struct statx file = {};
  file.stx_mode = S_IFREG;
  file.stx_dev_major = 245;
  file.stx_dev_minor = 3;
  file.stx_ino = 1;
  struct statx device = {};
  device.stx_mode = S_IFCHR;
  device.stx_rdev_major = 245;
  device.stx_rdev_minor = 3;
  device.stx_ino = 1;
  EXPECT_FALSE(IdentityOf(file) == IdentityOf(device));
  EXPECT_EQ(IdentityOf(device).inode, 0u);
}

TEST(DeviceIdentity, IsOrderedByAllItsFields) {
  const DeviceIdentity ordered[] = {{1, 1, 1}, {1, 1, 2}, {1, 2, 0}, {2, 0, 0}};
  for (const auto& a : ordered) {
    for (const auto& b : ordered) {
      EXPECT_EQ(a < b, &a < &b);
      EXPECT_EQ(a == b, &a == &b);
    }
  }
}

}  // namespace
}  // namespace neuron
