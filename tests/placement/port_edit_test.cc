#include "agent/placement/port_edit.h"

#include "agent/base/json_parser.h"
#include "agent/base/json_text.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using Kind = JsonValue::Kind;

JsonValue Parse(absl::string_view text) { return ParseJson(text)->front(); }

// The port mappings after SetPortTokens() for chip 2 with base 21000, or why not.
std::string WithTokens(absl::string_view text) {
  JsonValue task = Parse(text);
  JsonValue* const container = task.Member("containerDefinitions", Kind::kArray)->Element(0);
  const absl::Status status = SetPortTokens(task, container, {2}, 21000);
  return status.ok() ? JsonOneLine(*container->Find("portMappings"))
                     : std::string(status.message());
}

constexpr char kToken[] =
    R"({"name":"neuron-chip-02","containerPort":21002,"hostPort":21002,"protocol":"tcp"})";

TEST(SetPortTokens, AddsThemToOtherPorts) {
  EXPECT_EQ(WithTokens(R"({"containerDefinitions":[{}]})"), std::string("[") + kToken + "]\n");
  EXPECT_EQ(WithTokens(R"({"networkMode":"host","containerDefinitions":[
                {"portMappings":[{"containerPort":80}]}]})"),
            std::string(R"([{"containerPort":80},)") + kToken + "]\n");
}

TEST(SetPortTokens, ReplacesThoseOfOtherChips) {
  EXPECT_EQ(WithTokens(R"({"containerDefinitions":[
                {"portMappings":[{"name":"neuron-chip-05","hostPort":21002}]}]})"),
            std::string("[") + kToken + "]\n");
}

TEST(SetPortTokens, RefusesModesOfWhichEcsCountsNoPorts) {
  for (const std::string mode : {"awsvpc", "none"}) {
    EXPECT_EQ(WithTokens(R"({"networkMode":")" + mode + R"(","containerDefinitions":[{}]})"),
              "ECS takes no host ports for network mode " + mode +
                  ": make it bridge or host, or leave out --exclusive_ports");
  }
}

TEST(SetPortTokens, RefusesPortsThatAreInUse) {
  EXPECT_EQ(WithTokens(R"({"containerDefinitions":[{},
                {"portMappings":[{"containerPort":80,"hostPort":21002}]}]})"),
            "containerDefinitions[1].portMappings[0] has port 21002, the token of chip 2: give "
            "another --port_base");
  EXPECT_NE(WithTokens(R"({"containerDefinitions":[{"portMappings":[{"containerPort":21002}]}]})")
                .find("has port 21002"),
            std::string::npos);
}

TEST(RemovePortTokens, LeavesTheOthers) {
  JsonValue container =
      Parse(R"({"portMappings":[{"hostPort":21001},{"name":"neuron-chip-01","hostPort":21001}]})");
  RemovePortTokens(&container);
  EXPECT_EQ(JsonOneLine(container), "{\"portMappings\":[{\"hostPort\":21001}]}\n");
  JsonValue none = Parse("{}");
  RemovePortTokens(&none);
  EXPECT_EQ(JsonOneLine(none), "{}\n");
}

}  // namespace
}  // namespace neuron
