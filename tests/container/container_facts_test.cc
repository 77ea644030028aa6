#include "agent/container/container_facts.h"

#include <fcntl.h>
#include <gmock/gmock.h>
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

using testing::IsEmpty;
using testing::SizeIs;

constexpr char kArn[] = "arn:aws:ecs:us-east-1:1:task/prod/0a";

// Regular files stand for the nodes, as where a host is simulated.
class ContainerFactsTest : public testing::Test {
 protected:
  void AddChip(int chip, const std::string& name) {
    const std::string path = folder_.Write(name, "");
    struct statx found = {};
    ASSERT_EQ(statx(AT_FDCWD, path.c_str(), 0, STATX_TYPE | STATX_INO, &found), 0);
    chips_[IdentityOf(found)] = chip;
  }

  DockerContainer& Add(const std::string& id, std::vector<std::string> devices) {
    DockerContainer& container = docker_.containers[id];
    container.id = id;
    container.name = "name-" + id;
    container.state = DockerState::kCreated;
    container.devices = std::move(devices);
    return container;
  }

  std::vector<CreatedContainer> Created() {
    return CreatedContainers(docker_, DevicePaths(folder_.path(), chips_, std::set<std::string>()));
  }

  TemporaryDirectory folder_;
  ChipIdentities chips_;
  DockerWord docker_;
};

TEST_F(ContainerFactsTest, TakesTheChipsOfAllItsDevices) {
  AddChip(3, "neuron3");
  AddChip(4, "neuron4");
  Add("x", {folder_.Path("neuron3"), folder_.Path("none"), folder_.Path("neuron4")});
  EXPECT_EQ(Created().at(0).chips, (ChipSet{3, 4}));
}

TEST_F(ContainerFactsTest, LeavesOutWhatDoesNotWaitForItsStartWithChips) {
  AddChip(3, "neuron3");
  Add("running", {folder_.Path("neuron3")}).state = DockerState::kRunning;
  Add("failed", {folder_.Path("neuron3")}).start_error = "no such device";
  Add("plain", {folder_.Write("null", "")});
  EXPECT_THAT(Created(), IsEmpty());
}

TEST_F(ContainerFactsTest, SaysWhoseACreatedContainerIs) {
  AddChip(3, "neuron3");
  DockerContainer& ecs = Add("a", {folder_.Path("neuron3")});
  ecs.created_at = absl::FromUnixSeconds(7);
  ecs.labels = {{"com.amazonaws.ecs.task-arn", kArn},
                {"com.amazonaws.ecs.task-definition-family", "train"},
                {"com.amazonaws.ecs.task-definition-version", "7"},
                {"com.amazonaws.ecs.container-name", "main"}};
  Add("b", {folder_.Path("neuron3")});
  const auto created = Created();
  ASSERT_THAT(created, SizeIs(2));
  EXPECT_EQ(created[0].id, "a");
  EXPECT_EQ(created[0].name, "main");
  EXPECT_EQ(created[0].task, (ContainerTask{kArn, "train", "7"}));
  EXPECT_EQ(created[0].created_at, absl::FromUnixSeconds(7));
  EXPECT_EQ(created[1].name, "name-b");
  EXPECT_EQ(created[1].task, absl::nullopt);
}

TEST_F(ContainerFactsTest, FillsInWhoIsPrivilegedWhereDockerKnows) {
  Add("a", {}).privileged = true;
  Add("b", {});
  ContainerScan scan;
  for (const char* id : {"a", "b", "c"}) {
    Container container;
    container.id = id;
    container.privileged = Reading<bool>::Unknown(absl::UnknownError("hidden"));
    scan.containers.push_back(container);
  }
  AddDockersWord(docker_, &scan);
  EXPECT_TRUE(scan.containers[0].privileged.value());
  EXPECT_FALSE(scan.containers[1].privileged.value());
  EXPECT_TRUE(scan.containers[2].privileged.is_unknown());
}

}  // namespace
}  // namespace neuron
