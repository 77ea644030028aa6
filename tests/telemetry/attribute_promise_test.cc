#include "agent/telemetry/attribute_promise.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

std::vector<DesiredAttribute> Only(AttributeKind kind, const std::string& value) {
  return {{kind, "neuron.x", value, ""}};
}

bool Less(AttributeKind kind, const std::string& told, const std::string& wanted) {
  return PromisesLess(Only(kind, told), Only(kind, wanted));
}

TEST(PromisesLess, IfAChipIsNotThereAnyMore) {
  EXPECT_TRUE(Less(AttributeKind::kFreeSet, "_01_02_", "_01_"));
  EXPECT_TRUE(Less(AttributeKind::kFreeSet, "_01_02_", "_01_03_04_"));
  EXPECT_TRUE(Less(AttributeKind::kFreeSet, "_01_", "_none_"));
  EXPECT_FALSE(Less(AttributeKind::kFreeSet, "_01_", "_01_02_"));
  EXPECT_FALSE(Less(AttributeKind::kFreeSet, "_01_", "_01_"));
  EXPECT_FALSE(Less(AttributeKind::kFreeSet, "_none_", "_01_"));
  EXPECT_FALSE(Less(AttributeKind::kFreeSet, "_none_", "_none_"));
}

TEST(PromisesLess, IfASizeIsNotThereAnyMore) {
  EXPECT_TRUE(Less(AttributeKind::kFits, "_01_04_", "_01_"));
  EXPECT_TRUE(Less(AttributeKind::kFits, "_01_", "_none_"));
  EXPECT_FALSE(Less(AttributeKind::kFits, "_01_", "_01_04_"));
}

TEST(PromisesLess, IfHealthWasOkAndIsNot) {
  EXPECT_TRUE(Less(AttributeKind::kHealth, "ok", "degraded"));
  EXPECT_TRUE(Less(AttributeKind::kHealth, "ok", "unknown"));
  EXPECT_FALSE(Less(AttributeKind::kHealth, "ok", "ok"));
  EXPECT_FALSE(Less(AttributeKind::kHealth, "degraded", "ok"));
  EXPECT_FALSE(Less(AttributeKind::kHealth, "unknown", "degraded"));
}

TEST(PromisesLess, IfFewerChipsAreFree) {
  EXPECT_TRUE(Less(AttributeKind::kFreeChips, "10", "09"));
  EXPECT_FALSE(Less(AttributeKind::kFreeChips, "09", "10"));
}

TEST(PromisesLess, NotByWhatPromisesNothing) {
  EXPECT_FALSE(Less(AttributeKind::kChipCount, "16", "15"));
  EXPECT_FALSE(Less(AttributeKind::kChipType, "trainium1", "unknown"));
  EXPECT_FALSE(Less(AttributeKind::kGeneration, "a", "b"));
}

TEST(PromisesLess, NotByWhatIsNewOrLeftAlone) {
  const auto told = Only(AttributeKind::kFreeSet, "_01_");
  EXPECT_FALSE(PromisesLess({}, told));
  EXPECT_FALSE(PromisesLess(told, {}));
}

TEST(SaySame, WhoeverWroteThemAndWhen) {
  EXPECT_TRUE(
      SaySame(Only(AttributeKind::kGeneration, "a"), Only(AttributeKind::kGeneration, "b")));
  EXPECT_TRUE(SaySame({}, {}));
}

TEST(SaySame, NotWithOtherValuesNamesOrNumbers) {
  const auto told = Only(AttributeKind::kFreeSet, "_01_");
  EXPECT_TRUE(SaySame(told, told));
  EXPECT_FALSE(SaySame(told, Only(AttributeKind::kFreeSet, "_02_")));
  EXPECT_FALSE(SaySame(told, {{AttributeKind::kFreeSet, "other.x", "_01_", ""}}));
  EXPECT_FALSE(SaySame(told, {}));
}

TEST(SaySame, WhateverTheReason) {
  EXPECT_TRUE(SaySame({{AttributeKind::kFits, "neuron.fits", "_01_", "this"}},
                      {{AttributeKind::kFits, "neuron.fits", "_01_", "that"}}));
}

}  // namespace
}  // namespace neuron
