#include "agent/telemetry/attribute_grammar.h"

#include <string>
#include <vector>

#include "agent/telemetry/ecs_attributes.h"
#include "gtest/gtest.h"
#include "tests/fakes/dim_snapshot.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

constexpr char kGeneration[] = "7f3a-000042-1795000000";

TEST(IsValueOf, TakesAllThatIsEverPublished) {
  for (const Snapshot& snapshot : {ExampleSnapshot(), DimSnapshot()}) {
    for (const DesiredAttribute& one : DesiredAttributes(snapshot, {}, kGeneration)) {
      EXPECT_TRUE(IsValueOf(one.kind, one.value)) << one.name << "=" << one.value;
    }
  }
  for (const DesiredAttribute& one : WithdrawnAttributes({}, kGeneration)) {
    EXPECT_TRUE(IsValueOf(one.kind, one.value)) << one.name << "=" << one.value;
  }
}

TEST(IsValueOf, RefusesAllElse) {
  const std::vector<std::pair<AttributeKind, std::vector<std::string>>> kWrong = {
      {AttributeKind::kFreeSet,
       {"", "_", "__", "none", "_0_", "_00", "00_", "_01_00_", "_00_00_", "_00_1x_", "_00_01_x"}},
      {AttributeKind::kFits, {"", "4", "_4_", "_04_01_"}},
      {AttributeKind::kHealth, {"", "OK", "green", "suspect"}},
      {AttributeKind::kFreeChips, {"", "1", "001", "-1", "xx"}},
      {AttributeKind::kChipCount, {"", "16 ", "many"}},
      {AttributeKind::kChipType, {"", "Trainium1", "gpu"}},
      {AttributeKind::kGeneration, {"", "1", "7f3a-42-1795000000"}}};
  for (const auto& wrong : kWrong) {
    for (const std::string& value : wrong.second) {
      EXPECT_FALSE(IsValueOf(wrong.first, value)) << value;
    }
  }
}

}  // namespace
}  // namespace neuron
