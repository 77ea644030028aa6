#include "agent/sink/handover.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

const EcsTarget kTarget = {"prod", "arn:aws:ecs:us-east-1:1:container-instance/prod/a"};
constexpr char kGeneration[] = "7f3a-000007-1795000000";
const Handover kLeft = {kTarget, kGeneration};
const std::vector<EcsAttribute> kHeld = {{"ecs.ami-id", "ami-1"},
                                         {"neuron.free-set", "_00_"},
                                         {"neuron.gen", kGeneration},
                                         {"theirs", "x"}};

TEST(Handover, IsWhereAndWhatWasWrittenLast) {
  const std::vector<DesiredAttribute> told = {
      {AttributeKind::kFreeSet, "neuron.free-set", "_00_", ""},
      {AttributeKind::kGeneration, "neuron.gen", kGeneration, ""}};
  EXPECT_EQ(*HandoverOf(kTarget, told), kLeft);
}

TEST(Handover, IsNoneWithoutAGeneration) {
  EXPECT_FALSE(HandoverOf(kTarget, {{AttributeKind::kFreeSet, "neuron.free-set", "_00_", ""}}));
}

TEST(GoOnFrom, TakesOursAsEcsHoldsThem) {
  const auto kept = GoOnFrom(kLeft, kTarget, {}, kHeld);
  ASSERT_TRUE(kept.has_value());
  ASSERT_EQ(kept->size(), 2u);
  EXPECT_EQ((*kept)[0].kind, AttributeKind::kFreeSet);
  EXPECT_EQ((*kept)[0].value, "_00_");
  EXPECT_EQ((*kept)[1].value, kGeneration);
}

TEST(GoOnFrom, TakesNothingIfNothingWasLeft) {
  EXPECT_FALSE(GoOnFrom(absl::nullopt, kTarget, {}, kHeld));
}

TEST(GoOnFrom, TakesNothingOfAnotherInstance) {
  EXPECT_FALSE(GoOnFrom(kLeft, {"prod", "b"}, {}, kHeld));
  EXPECT_FALSE(GoOnFrom(kLeft, {"test", kTarget.container_instance_arn}, {}, kHeld));
}

TEST(GoOnFrom, TakesNothingWhereSomebodyWroteSince) {
  std::vector<EcsAttribute> held = kHeld;
  held[2].value = "7f3a-000008-1795000000";
  EXPECT_FALSE(GoOnFrom(kLeft, kTarget, {}, held));
  held.erase(held.begin() + 2);
  EXPECT_FALSE(GoOnFrom(kLeft, kTarget, {}, held));
}

}  // namespace
}  // namespace neuron
