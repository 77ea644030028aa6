#include "agent/container/device_paths.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/device/device_identity.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

constexpr ChipSet kAny = {3, 7};

// A /dev in which regular files stand for the nodes of chips 3 and 7, as where a host is simulated.
class DevicePathsTest : public testing::Test {
 protected:
  DevicePathsTest() {
    MakeDirectory("dev");
    AddChip(3, "dev/neuron3");
    AddChip(7, "dev/neuron7");
  }

  void MakeDirectory(const std::string& name) {
    ASSERT_EQ(mkdir(folder_.Path(name).c_str(), 0700), 0);
  }
  void AddChip(int chip, const std::string& name) {
    const std::string path = folder_.Write(name, "");
    struct statx found = {};
    ASSERT_EQ(statx(AT_FDCWD, path.c_str(), 0, STATX_TYPE | STATX_INO, &found), 0);
    chips_[IdentityOf(found)] = chip;
  }
  void AddLink(const std::string& target, const std::string& name) {
    ASSERT_EQ(symlink(target.c_str(), folder_.Path(name).c_str()), 0);
  }

  // `path` is below the folder.
  ChipSet At(const std::string& path, const std::set<std::string>& remote = {}) {
    return Look(folder_.Path(path), remote);
  }
  ChipSet Look(const std::string& path, const absl::StatusOr<std::set<std::string>>& remote) {
    return DevicePaths(folder_.Path("dev"), chips_, remote).ChipsAt(path);
  }

  TemporaryDirectory folder_;
  ChipIdentities chips_;
};

TEST_F(DevicePathsTest, LeadToAChipWhateverItsName) {
  folder_.Write("dev/other", "");
  AddLink("neuron3", "dev/alias");
  AddLink(folder_.Path("dev/neuron7"), "dev/whole");
  AddLink("/dev/neuron7", "dev/hosts");
  AddLink(".", "dev/again");
  EXPECT_EQ(At("dev/neuron3"), ChipSet{3});
  EXPECT_EQ(At("dev/other"), ChipSet());
  EXPECT_EQ(At("dev/alias"), ChipSet{3});
  EXPECT_EQ(At("dev/whole"), ChipSet{7});
  EXPECT_EQ(At("dev/hosts"), ChipSet{7});
  EXPECT_EQ(At("dev/again/again/./neuron3"), ChipSet{3});
}

TEST_F(DevicePathsTest, AreTheHostsWhereverItsDevIs) {
  EXPECT_EQ(Look("/dev/neuron3", std::set<std::string>()), ChipSet{3});
}

TEST_F(DevicePathsTest, LeadToAllThatIsInADirectory) {
  MakeDirectory("dev/more");
  MakeDirectory("dev/more/below");
  AddChip(5, "dev/more/neuron5");
  AddChip(6, "dev/more/below/neuron6");
  // Followed, this would lead back to the top for ever.
  AddLink("../..", "dev/more/below/up");
  EXPECT_EQ(At("dev/more"), (ChipSet{5, 6}));
  EXPECT_EQ(At("dev"), (ChipSet{3, 5, 6, 7}));
}

TEST_F(DevicePathsTest, LeadToNoChipWhereNothingIs) {
  EXPECT_EQ(At("dev/neuron9"), ChipSet());
  EXPECT_EQ(At("dev/neuron3/below"), ChipSet());
  EXPECT_EQ(At("dev/none/../neuron3"), ChipSet());
}

TEST_F(DevicePathsTest, MayLeadToAnyChipElsewhere) {
  folder_.Write("other", "");
  AddLink("../other", "dev/out");
  AddLink(folder_.Path("other"), "dev/away");
  for (const char* path : {"other", "none", "dev/../other", "dev/out", "dev/away", "device"}) {
    EXPECT_EQ(At(path), kAny) << path;
  }
  EXPECT_EQ(Look("", std::set<std::string>()), kAny);
}

TEST_F(DevicePathsTest, MayLeadToAnyChipBehindAMountThatMayNeverAnswer) {
  MakeDirectory("dev/data");
  folder_.Write("dev/data/plain", "");
  AddLink("data/plain", "dev/alias");
  const std::set<std::string> remote = {folder_.Path("dev/data"), folder_.Path("dev")};
  EXPECT_EQ(At("dev/data/plain"), ChipSet());
  for (const char* path : {"dev/data/plain", "dev/data", "dev/data/none", "dev/alias", "dev"}) {
    EXPECT_EQ(At(path, remote), kAny) << path;
  }
  EXPECT_EQ(At("dev/neuron3", remote), ChipSet{3}) << "the /dev that was chosen is trusted";
}

TEST_F(DevicePathsTest, MayLeadToAnyChipIfTheMountsAreNotKnown) {
  EXPECT_EQ(Look(folder_.Path("dev/neuron3"), absl::NotFoundError("no /proc")), kAny);
}

TEST_F(DevicePathsTest, MayLeadToAnyChipInCircles) {
  AddLink("loop", "dev/loop");
  EXPECT_EQ(At("dev/loop"), kAny);
}

TEST_F(DevicePathsTest, MayLeadToAnyChipAmongThousandsOfFiles) {
  MakeDirectory("dev/tree");
  for (int i = 0; i < 5000; ++i) {
    folder_.Write("dev/tree/" + std::to_string(i), "");
  }
  EXPECT_EQ(At("dev/tree"), kAny);
}

}  // namespace
}  // namespace neuron
