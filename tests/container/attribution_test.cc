#include "agent/container/attribution.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace neuron {
namespace {

using testing::HasSubstr;

constexpr char kInstance[] = "arn:aws:ecs:us-east-1:1:container-instance/prod/0c";
constexpr char kArn[] = "arn:aws:ecs:us-east-1:1:task/prod/0a";
const absl::Time kStart = absl::FromUnixSeconds(1795000000);
const absl::Time kToldAt = kStart + absl::Seconds(10);
const absl::Time kDockerToldAt = kStart + absl::Seconds(11);
const absl::Time kNow = kStart + absl::Seconds(20);

// The ECS agent has told of one task, with one container, at kToldAt; the container to attribute
// was seen before that.
class AttributionTest : public testing::Test {
 protected:
  AttributionTest() {
    ecs_.told_at = kToldAt;
    ecs_.silence = absl::OkStatus();
    ecs_.target = EcsTarget{"prod", kInstance};
    ecs_.tasks = {
        {kArn, "train", "7", TaskStatus::kRunning, TaskStatus::kRunning, {{"a", "main"}}}};
    docker_.told_at = kDockerToldAt;
    container_.seen_at = kStart;
  }

  Container Attributed(const DockerWord* docker = nullptr) const {
    ContainerScan scan;
    scan.taken_at = kNow;
    scan.containers = {container_};
    scan.gone = {container_};
    Attribute(ecs_, docker, &scan);
    EXPECT_EQ(scan.containers[0].task, scan.gone[0].task);
    EXPECT_EQ(scan.containers[0].name, scan.gone[0].name);
    return scan.containers[0];
  }

  void AddToDocker(std::map<std::string, std::string> labels) {
    DockerContainer& container = docker_.containers[container_.id];
    container.name = "dockers-name";
    container.labels = std::move(labels);
  }

  void FallSilent() { ecs_.silence = absl::UnavailableError("no answer from the ECS agent"); }

  TaskWord ecs_;
  DockerWord docker_;
  Container container_;
};

TEST_F(AttributionTest, GoesByTheContainersId) {
  container_.id = "a";
  const Container known = Attributed();
  EXPECT_EQ(known.name.value(), "main");
  EXPECT_EQ(known.task.value(), (ContainerTask{kArn, "train", "7"}));
  EXPECT_EQ(known.told_at, kToldAt);
}

TEST_F(AttributionTest, GoesByTheTaskInTheCgroupsPath) {
  container_.id = "pause";
  container_.task_id = "0a";
  const Container known = Attributed();
  EXPECT_EQ(known.task.value(), (ContainerTask{kArn, "train", "7"}));
  EXPECT_TRUE(known.name.is_absent());
  AddToDocker({});
  EXPECT_EQ(Attributed(&docker_).name.value(), "dockers-name");
}

TEST_F(AttributionTest, WantsTheWholeIdOfATask) {
  container_.task_id = "a";
  EXPECT_NE(Attributed().task.value().arn, kArn);
}

TEST_F(AttributionTest, GoesByDockersLabels) {
  container_.id = "b";
  AddToDocker({{"com.amazonaws.ecs.task-arn", "arn:aws:ecs:us-east-1:1:task/prod/0b"},
               {"com.amazonaws.ecs.task-definition-family", "infer"},
               {"com.amazonaws.ecs.task-definition-version", "2"},
               {"com.amazonaws.ecs.container-name", "server"}});
  const Container known = Attributed(&docker_);
  EXPECT_EQ(known.name.value(), "server");
  EXPECT_EQ(known.task.value(),
            (ContainerTask{"arn:aws:ecs:us-east-1:1:task/prod/0b", "infer", "2"}));
  EXPECT_EQ(known.told_at, kDockerToldAt);
}

TEST_F(AttributionTest, KnowsFromDockerThatItIsNoTasksEvenIfEcsIsSilent) {
  container_.id = "b";
  AddToDocker({});
  ecs_ = TaskWord();
  const Container known = Attributed(&docker_);
  EXPECT_TRUE(known.task.is_absent());
  EXPECT_EQ(known.name.value(), "dockers-name");
}

TEST_F(AttributionTest, MakesTheArnOfTheInstances) {
  container_.id = "b";
  container_.task_id = "0b";
  const Container known = Attributed();
  EXPECT_EQ(known.task.value(), (ContainerTask{"arn:aws:ecs:us-east-1:1:task/prod/0b", "", ""}));
  EXPECT_EQ(known.told_at, kNow);
  ecs_.target->container_instance_arn = "arn:aws:ecs:us-east-1:1:container-instance/0c";
  EXPECT_TRUE(Attributed().task.is_unknown());
  EXPECT_THAT(std::string(Attributed().task.why().message()), HasSubstr("0b"));
}

TEST_F(AttributionTest, IsAbsentForAContainerThatEcsWasAskedAboutAndDoesNotKnow) {
  container_.id = "b";
  const Container known = Attributed();
  EXPECT_TRUE(known.task.is_absent());
  EXPECT_TRUE(known.name.is_absent());
  EXPECT_EQ(known.told_at, kToldAt);
}

TEST_F(AttributionTest, IsUnknownForAContainerThatEcsMayHaveForgottenSinceItWent) {
  container_.id = "b";
  container_.gone_at = kToldAt - absl::Seconds(1);
  EXPECT_THAT(std::string(Attributed().task.why().message()), HasSubstr("forgotten"));
  container_.gone_at = kToldAt + absl::Seconds(1);
  EXPECT_TRUE(Attributed().task.is_absent());
}

TEST_F(AttributionTest, IsUnknownForAContainerThatIsNewerThanTheAnswer) {
  container_.id = "b";
  container_.seen_at = kToldAt + absl::Seconds(1);
  EXPECT_THAT(std::string(Attributed().task.why().message()), HasSubstr("since it appeared"));
  FallSilent();
  EXPECT_EQ(Attributed().task.why(), ecs_.silence);
  EXPECT_EQ(Attributed().name.why(), ecs_.silence);
}

TEST_F(AttributionTest, KeepsTheLastAnswerAndItsAgeInAnOutage) {
  container_.id = "a";
  FallSilent();
  const Container known = Attributed();
  EXPECT_EQ(known.task.value().arn, kArn);
  EXPECT_EQ(known.told_at, kToldAt);
}

TEST_F(AttributionTest, IsUnknownWithoutAnyAnswer) {
  ecs_ = TaskWord();
  FallSilent();
  container_.id = "a";
  const Container known = Attributed();
  EXPECT_EQ(known.task.why(), ecs_.silence);
  EXPECT_EQ(known.name.why(), ecs_.silence);
  EXPECT_EQ(known.told_at, absl::InfinitePast());
}

}  // namespace
}  // namespace neuron
