#include "agent/docker/docker_container.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

const std::string kId(64, 'a');

// The answer of /containers/<id>/json with this state and these members of HostConfig.
std::string Inspected(const std::string& state, const std::string& host_config) {
  return R"({"Id":")" + kId +
         R"(","Created":"2026-11-22T04:29:14.692098509Z","Path":"/bin/sleep","State":)" + state +
         R"(,"Name":"/ecs-train-7-main","HostConfig":{"Binds":null,)" + host_config +
         R"(},"Config":{"Env":null,"Labels":{"com.amazonaws.ecs.container-name":"main"}}})";
}

TEST(ParseDockerContainer, ReadsACreatedContainer) {
  const auto container = ParseDockerContainer(
      Inspected(R"({"Status":"created","Running":false,"Pid":0,"Error":""})",
                R"("Privileged":false,"Devices":[{"PathOnHost":"/dev/neuron3",)"
                R"("PathInContainer":"/dev/neuron0","CgroupPermissions":"rwm"}])"));
  ASSERT_TRUE(container.ok()) << container.status();
  EXPECT_EQ(container->id, kId);
  EXPECT_EQ(container->name, "ecs-train-7-main");
  EXPECT_EQ(container->state, DockerState::kCreated);
  EXPECT_EQ(container->start_error, "");
  EXPECT_EQ(absl::FormatTime(absl::RFC3339_full, container->created_at, absl::UTCTimeZone()),
            "2026-11-22T04:29:14.692098509+00:00");
  EXPECT_FALSE(container->privileged);
  EXPECT_THAT(container->devices, ElementsAre("/dev/neuron3"));
  EXPECT_THAT(container->labels, ElementsAre(Pair("com.amazonaws.ecs.container-name", "main")));
}

TEST(ParseDockerContainer, ReadsAPrivilegedOneWithoutDevices) {
  const auto container = ParseDockerContainer(
      Inspected(R"({"Status":"running","Pid":7})", R"("Privileged":true,"Devices":null)"));
  ASSERT_TRUE(container.ok()) << container.status();
  EXPECT_EQ(container->state, DockerState::kRunning);
  EXPECT_TRUE(container->privileged);
  EXPECT_THAT(container->devices, IsEmpty());
}

TEST(ParseDockerContainer, ReadsWhyItCouldNotBeStarted) {
  const auto failed = ParseDockerContainer(Inspected(
      R"({"Status":"created","ExitCode":128,"Error":"no\nsuch device"})", R"("Devices":[])"));
  ASSERT_TRUE(failed.ok()) << failed.status();
  EXPECT_EQ(failed->start_error, "no such device");
}

TEST(ParseDockerContainer, RefusesWhatIsNoContainer) {
  for (const std::string& body :
       {std::string(""), std::string("[]"), std::string(R"({"message":"No such container"})"),
        Inspected(R"({"Status":"sleeping"})", R"("Devices":[])"),
        Inspected("null", R"("Devices":[])")}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseDockerContainer(body).status())) << body;
  }
}

TEST(ParseDockerList, ReadsTheStateOfEach) {
  const std::string other(64, 'b');
  const auto list = ParseDockerList(R"([{"Id":")" + kId +
                                    R"(","Names":["/a"],"State":"created",)"
                                    R"("HostConfig":{"NetworkMode":"none"}},{"Id":")" +
                                    other + R"(","State":"paused"}])");
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_THAT(*list,
              ElementsAre(Pair(kId, DockerState::kCreated), Pair(other, DockerState::kRunning)));
}

TEST(ParseDockerList, KnowsEveryStateThatDockerHas) {
  for (const auto& [word, state] :
       {std::pair("created", DockerState::kCreated), std::pair("running", DockerState::kRunning),
        std::pair("paused", DockerState::kRunning), std::pair("restarting", DockerState::kRunning),
        std::pair("removing", DockerState::kEnded), std::pair("exited", DockerState::kEnded),
        std::pair("dead", DockerState::kEnded)}) {
    const auto list = ParseDockerList(R"([{"Id":")" + kId + R"(","State":")" + word + R"("}])");
    ASSERT_TRUE(list.ok()) << list.status();
    EXPECT_EQ(list->at(kId), state) << word;
  }
}

TEST(ParseDockerList, TellsNoContainersFromNoList) {
  const auto none = ParseDockerList("[]\n");
  ASSERT_TRUE(none.ok()) << none.status();
  EXPECT_THAT(*none, IsEmpty());
  for (const char* body : {"", "{}", "null", R"({"message":"no"})", "[", R"([{"Id":"short"}])"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseDockerList(body).status())) << body;
  }
}

TEST(CountDockerEvents, CountsWhatComesAndGoes) {
  EXPECT_EQ(CountDockerEvents("").value(), 0);
  EXPECT_EQ(CountDockerEvents(R"({"status":"create","Type":"container","Action":"create","time":1})"
                              "\n"
                              R"({"Type":"container","Action":"start","Actor":{"ID":"a"}})"
                              "\n"
                              R"({"Type":"container","Action":"exec_create: ls"})"
                              "\n"
                              R"({"Type":"network","Action":"create"})"
                              "\n"
                              R"({"Type":"container","Action":"die"})"
                              "\n"
                              R"({"Type":"container","Action":"destroy"})"
                              "\n")
                .value(),
            4);
}

TEST(CountDockerEvents, RefusesWhatIsNoEvent) {
  EXPECT_TRUE(absl::IsDataLoss(CountDockerEvents("hello\n").status()));
}

TEST(ParseDockerContainer, NamesTheStateThatItDoesNotKnow) {
  EXPECT_THAT(
      std::string(ParseDockerContainer(Inspected(R"({"Status":"sleeping"})", R"("Devices":[])"))
                      .status()
                      .message()),
      HasSubstr(R"(in the state "sleeping")"));
}

}  // namespace
}  // namespace neuron
