#include "agent/placement/task_edit.h"

#include "agent/base/json_parser.h"
#include "agent/base/json_text.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using testing::HasSubstr;

JsonValue Parse(absl::string_view text) { return ParseJson(text)->front(); }

constexpr char kChip3[] =
    R"({"hostPath":"/dev/neuron3","containerPath":"/dev/neuron3","permissions":["read","write"]})";

TEST(ContainerForChips, IsTheOneThatIsNamed) {
  JsonValue task = Parse(R"({"containerDefinitions": [{"name": "a"}, {"name": "b"}]})");
  const auto b = ContainerForChips(&task, "b");
  ASSERT_TRUE(b.ok()) << b.status();
  EXPECT_EQ((*b)->Find("name")->text(), "b");
  EXPECT_EQ(ContainerForChips(&task, "c").status().message(),
            "has no container \"c\", which --container names");
}

TEST(ContainerForChips, IsTheOneThatHasChipsOrTheOnlyOne) {
  JsonValue one = Parse(R"({"containerDefinitions": [{"name": "a"}]})");
  EXPECT_TRUE(ContainerForChips(&one, "").ok());
  JsonValue two = Parse(R"({"containerDefinitions": [{"name": "a"}, {"name": "b",
      "linuxParameters": {"devices": [{"hostPath": "/dev/neuron0"}]}}]})");
  EXPECT_EQ((*ContainerForChips(&two, ""))->Find("name")->text(), "b");
}

TEST(ContainerForChips, IsNoneOfSeveral) {
  JsonValue task = Parse(R"({"containerDefinitions": [{"name": "a"}, {"name": "b"}]})");
  const absl::Status status = ContainerForChips(&task, "").status();
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("give --container=NAME"));
}

TEST(MapChips, MakesWhatIsMissing) {
  JsonValue container = Parse("{}");
  MapChips(&container, {3});
  EXPECT_EQ(JsonOneLine(container),
            std::string(R"({"linuxParameters":{"devices":[)") + kChip3 + "]}}\n");
}

TEST(MapChips, ReplacesChipsAndKeepsOtherDevices) {
  JsonValue container = Parse(R"({"linuxParameters":{"devices":[{"hostPath":"/dev/fuse"},
      {"hostPath":"/dev/neuron0"},{"hostPath":"/dev/kvm"},{"hostPath":"/dev/neuron99"}]}})");
  MapChips(&container, {3});
  EXPECT_EQ(JsonOneLine(container),
            std::string(R"({"linuxParameters":{"devices":[{"hostPath":"/dev/fuse"},)") + kChip3 +
                R"(,{"hostPath":"/dev/kvm"}]}})" + "\n");
}

TEST(MapChips, LeavesWhatIsRightAsItIsWritten) {
  const std::string text =
      R"({"linuxParameters": { "devices" : [ {"containerPath": "/dev/neuron3",
          "hostPath": "/dev/neuron3", "permissions": ["read", "write"] }]}})";
  JsonValue container = Parse(text);
  MapChips(&container, {3});
  EXPECT_EQ(JsonDocument(container), text + "\n");
}

TEST(MapChips, CorrectsWhatIsNotReadAndWritten) {
  for (
      const char* const wrong :
      {R"({"hostPath":"/dev/neuron3"})",
       R"({"hostPath":"/dev/neuron3","containerPath":"/dev/neuron3","permissions":["read"]})",
       R"({"hostPath":"/dev/neuron3","containerPath":"/dev/neuron0","permissions":["read","write"]})"}) {
    JsonValue container = Parse(std::string(R"({"linuxParameters":{"devices":[)") + wrong + "]}}");
    MapChips(&container, {3});
    EXPECT_THAT(JsonOneLine(container), HasSubstr(kChip3)) << wrong;
  }
}

TEST(AllowLockedMemory, AddsIpcLockOnce) {
  JsonValue container = Parse(R"({"linuxParameters":{"capabilities":{"add":["SYS_PTRACE"]}}})");
  AllowLockedMemory(&container);
  AllowLockedMemory(&container);
  EXPECT_EQ(JsonOneLine(container),
            "{\"linuxParameters\":{\"capabilities\":{\"add\":[\"SYS_PTRACE\",\"IPC_LOCK\"]}}}\n");
  JsonValue all = Parse(R"({"linuxParameters":{"capabilities":{"add":["ALL"]}}})");
  const std::string before = JsonOneLine(all);
  AllowLockedMemory(&all);
  EXPECT_EQ(JsonOneLine(all), before);
}

}  // namespace
}  // namespace neuron
