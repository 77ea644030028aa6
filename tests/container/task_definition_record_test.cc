#include "agent/container/task_definition_record.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "agent/device/device_identity.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

// A host of chips 3 and 4; regular files stand for the nodes.
class TaskDefinitionRecordTest : public testing::Test {
 protected:
  TaskDefinitionRecordTest() {
    AddChip(3);
    AddChip(4);
  }

  void AddChip(int chip) {
    const std::string path = folder_.Write("neuron" + std::to_string(chip), "");
    struct statx found = {};
    ASSERT_EQ(statx(AT_FDCWD, path.c_str(), 0, STATX_TYPE | STATX_INO, &found), 0);
    chips_[IdentityOf(found)] = chip;
  }

  void Add(const std::string& name, std::vector<std::string> devices,
           std::vector<std::string> mounts = {}) {
    definition_.containers.push_back({name, false, std::move(devices), std::move(mounts)});
  }

  FamilyRecord Record() {
    const DevicePaths paths(folder_.path(), chips_, std::set<std::string>());
    return RecordOf(definition_, {&paths, ChipSet{3, 4}, socket_, {"exporter"}});
  }

  TemporaryDirectory folder_;
  ChipIdentities chips_;
  std::string socket_ = "/run/neuron-agent/lease.sock";
  EcsTaskDefinition definition_;
};

TEST_F(TaskDefinitionRecordTest, MapsWhatAllItsContainersAreGiven) {
  Add("main", {"/dev/neuron3", "/dev/fuse"});
  Add("side", {folder_.Path("neuron4")});
  Add("log", {});
  EXPECT_EQ(Record(), (FamilyRecord{FamilyUse::kMaps, {3, 4}}));
}

TEST_F(TaskDefinitionRecordTest, KnowsAChipByItsNameWhileItIsNotThere) {
  Add("main", {"/dev/neuron12"});
  EXPECT_EQ(Record(), (FamilyRecord{FamilyUse::kMaps, {12}}));
}

TEST_F(TaskDefinitionRecordTest, TakesAPathThatMayBeAnyChipForAll) {
  Add("main", {"/srv/neuron3"});
  EXPECT_EQ(Record(), (FamilyRecord{FamilyUse::kMaps, {3, 4}}));
}

TEST_F(TaskDefinitionRecordTest, IsNoneWithoutChips) {
  Add("main", {"/dev/null"}, {"/run/neuron-agent"});
  EXPECT_EQ(Record(), (FamilyRecord{FamilyUse::kNone, {}}));
}

TEST_F(TaskDefinitionRecordTest, LeavesOutObserversAndThePrivileged) {
  Add("exporter", {"/dev/neuron3"});
  Add("probe", {"/dev/neuron4"});
  definition_.containers.back().privileged = true;
  EXPECT_EQ(Record(), (FamilyRecord{FamilyUse::kNone, {}}));
}

TEST_F(TaskDefinitionRecordTest, LeasesWithAllChipsAndTheSocket) {
  for (const char* mount :
       {"/run/neuron-agent", "/run/neuron-agent/", "/run", "/", "/run/neuron-agent/lease.sock"}) {
    definition_ = {};
    Add("main", {"/dev/neuron3", "/dev/neuron4"}, {mount});
    EXPECT_EQ(Record(), (FamilyRecord{FamilyUse::kLeases, {}})) << mount;
  }
}

TEST_F(TaskDefinitionRecordTest, MapsWithSomeChipsOrWithoutTheSocket) {
  Add("main", {"/dev/neuron3"}, {"/run/neuron-agent"});
  EXPECT_EQ(Record(), (FamilyRecord{FamilyUse::kMaps, {3}}));
  for (const char* mount : {"/run/neuron", "/run/neuron-agent/x", "/var"}) {
    definition_ = {};
    Add("main", {"/dev/neuron3", "/dev/neuron4"}, {mount});
    EXPECT_EQ(Record(), (FamilyRecord{FamilyUse::kMaps, {3, 4}})) << mount;
  }
  socket_ = "";
  definition_ = {};
  Add("main", {"/dev/neuron3", "/dev/neuron4"}, {"/run/neuron-agent"});
  EXPECT_EQ(Record(), (FamilyRecord{FamilyUse::kMaps, {3, 4}}));
}

TEST_F(TaskDefinitionRecordTest, MapsIfOneLeasesAndAnotherIsGivenChips) {
  Add("main", {"/dev/neuron3", "/dev/neuron4"}, {"/run/neuron-agent"});
  Add("side", {"/dev/neuron4"});
  EXPECT_EQ(Record(), (FamilyRecord{FamilyUse::kMaps, {4}}));
}

}  // namespace
}  // namespace neuron
