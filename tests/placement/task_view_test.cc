#include "agent/placement/task_view.h"

#include "agent/base/json_parser.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

absl::StatusOr<TaskView> View(absl::string_view text) {
  return ViewTask(ParseJson(text)->front(), "");
}

std::string ErrorOf(absl::string_view text) {
  const absl::Status status = View(text).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << text;
  return std::string(status.message());
}

TEST(ViewTask, FindsChipsWithTheirPaths) {
  const auto task = View(R"({"family": "f", "networkMode": "host", "containerDefinitions": [
      {"name": "a"},
      {"name": "b", "linuxParameters": {"devices": [
          {"hostPath": "/dev/fuse"}, {"hostPath": "/dev/neuron7"}, {"hostPath": "/dev/neuron99"}]}}
  ]})");
  ASSERT_TRUE(task.ok()) << task.status();
  EXPECT_EQ(task->family, "f");
  EXPECT_EQ(task->network_mode, "host");
  ASSERT_EQ(task->containers.size(), 2u);
  EXPECT_EQ(task->containers[0].devices.size(), 0u);
  const TaskContainer& b = task->containers[1];
  EXPECT_EQ(b.name, "b");
  EXPECT_EQ(b.path, "containerDefinitions[1]");
  ASSERT_EQ(b.devices.size(), 2u);
  EXPECT_EQ(b.devices[0].chip, 7);
  EXPECT_EQ(b.devices[0].path, "containerDefinitions[1].linuxParameters.devices[1]");
  EXPECT_EQ(b.devices[1].chip, 99);
  EXPECT_EQ(ChipsOf(b), ChipSet{7});
}

TEST(ViewTask, FindsPorts) {
  const auto task = View(R"({"containerDefinitions": [{"portMappings": [
      {"name": "n", "hostPort": 80, "containerPort": 81}, {"hostPort": 0}]}]})");
  ASSERT_TRUE(task.ok()) << task.status();
  const std::vector<TaskPort>& ports = task->containers[0].ports;
  ASSERT_EQ(ports.size(), 2u);
  EXPECT_EQ(ports[0].name, "n");
  EXPECT_EQ(ports[0].host_port, 80);
  EXPECT_EQ(ports[0].container_port, 81);
  EXPECT_EQ(ports[1].host_port, absl::nullopt);
  EXPECT_EQ(ports[1].path, "containerDefinitions[0].portMappings[1]");
}

TEST(ViewTask, KnowsWhoMayLockMemory) {
  const auto may = [](absl::string_view container) {
    return View(absl::string_view("{\"containerDefinitions\": [" + std::string(container) + "]}"))
        ->containers[0]
        .may_lock_memory;
  };
  EXPECT_FALSE(may("{}"));
  EXPECT_FALSE(may(R"({"linuxParameters": {"capabilities": {"drop": ["IPC_LOCK"]}}})"));
  EXPECT_TRUE(may(R"({"linuxParameters": {"capabilities": {"add": ["X", "IPC_LOCK"]}}})"));
  EXPECT_TRUE(may(R"({"linuxParameters": {"capabilities": {"add": ["ALL"]}}})"));
  EXPECT_TRUE(may(R"({"privileged": true})"));
}

TEST(ViewTask, KnowsWhoLeases) {
  const auto leases = [](absl::string_view container) {
    return View(absl::string_view("{\"containerDefinitions\": [" + std::string(container) + "]}"))
        ->containers[0]
        .leases;
  };
  EXPECT_TRUE(leases(R"({"entryPoint": ["neuronctl", "run", "--chips=1", "--", "x"]})"));
  EXPECT_TRUE(leases(R"({"entryPoint": ["/usr/bin/neuronctl"], "command": ["run", "--chips=1"]})"));
  EXPECT_TRUE(leases(R"({"command": ["sh", "-c", "exec neuronctl run --chips=1 -- x"]})"));
  EXPECT_FALSE(leases(R"({"command": ["neuronctl", "ls"]})"));
  EXPECT_FALSE(leases(R"({"command": ["neuronctl"]})"));
}

TEST(ViewTask, TakesNullForMissing) {
  EXPECT_TRUE(View(R"({"containerDefinitions": null, "family": null})").ok());
  EXPECT_TRUE(View(R"({"containerDefinitions": [{"linuxParameters": null}]})").ok());
}

TEST(ViewTask, SaysWhatIsOfAnotherType) {
  EXPECT_EQ(ErrorOf(R"({"containerDefinitions": {}})"),
            "containerDefinitions is not of the JSON type array, which ECS has there");
  EXPECT_EQ(ErrorOf(R"({"containerDefinitions": [1]})"),
            "containerDefinitions[0] is not of the JSON type object, which ECS has there");
  EXPECT_EQ(ErrorOf(R"({"family": 7})"),
            "family is not of the JSON type string, which ECS has there");
  EXPECT_EQ(
      ErrorOf(R"({"containerDefinitions": [{"linuxParameters": {"devices": [{"hostPath": 1}]}}]})"),
      "containerDefinitions[0].linuxParameters.devices[0].hostPath is not of the JSON type "
      "string, which ECS has there");
  EXPECT_EQ(ErrorOf(R"({"containerDefinitions": [{"linuxParameters": {"capabilities": []}}]})"),
            "containerDefinitions[0].linuxParameters.capabilities is not of the JSON type object, "
            "which ECS has there");
}

TEST(ViewConstraints, HasExpressionsAndCountsAll) {
  const auto constraints =
      ViewConstraints(ParseJson(R"({"placementConstraints": [{"type": "distinctInstance"},
                    {"type": "memberOf", "expression": "attribute:a == b"}]})")
                          ->front(),
                      "services[0].");
  ASSERT_TRUE(constraints.ok()) << constraints.status();
  EXPECT_EQ(constraints->path, "services[0].placementConstraints");
  EXPECT_EQ(constraints->count, 2u);
  ASSERT_EQ(constraints->expressions.size(), 1u);
  EXPECT_EQ(constraints->expressions[0].expression, "attribute:a == b");
  EXPECT_EQ(constraints->expressions[0].path, "services[0].placementConstraints[1].expression");
}

}  // namespace
}  // namespace neuron
