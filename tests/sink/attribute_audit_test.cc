#include "agent/sink/attribute_audit.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

using Held = std::vector<EcsAttribute>;

TEST(FindOthers, GoesByTheValueAlone) {
  const Held held = {{"neuron.free-set", "_00_"},
                     {"neuron.fits", "large"},
                     {"neuron.health", "ok"},
                     {"neuron.chip-type", ""},
                     {"neuron.gen", "7f3a-000001-1795000000"},
                     {"health", "green"}};
  EXPECT_EQ(FindOthers({}, held),
            (std::vector<AttributeKind>{AttributeKind::kFits, AttributeKind::kChipType}));
  EXPECT_TRUE(FindOthers({}, {}).empty());
}

TEST(FindOthers, LooksAtOurNamesOnly) {
  AttributeNames names;
  names.prefix = "chips.";
  EXPECT_TRUE(FindOthers(names, {{"neuron.fits", "large"}}).empty());
  names.prefix = "neuron.";
  names.kinds = {AttributeKind::kHealth};
  EXPECT_TRUE(FindOthers(names, {{"neuron.fits", "large"}}).empty());
}

TEST(FindDrift, IsWhatDiffersOrIsGone) {
  const std::vector<DesiredAttribute> written = {
      {AttributeKind::kFreeSet, "neuron.free-set", "_none_", ""},
      {AttributeKind::kFits, "neuron.fits", "_none_", ""},
      {AttributeKind::kHealth, "neuron.health", "unknown", ""}};
  const Held held = {
      {"neuron.health", "unknown"}, {"neuron.free-set", "_00_"}, {"theirs", "whatever"}};
  const std::vector<Drift> drift = FindDrift(written, held);
  ASSERT_EQ(drift.size(), 2u);
  EXPECT_EQ(Describe(drift), "neuron.free-set is _00_ in place of _none_, neuron.fits is gone");
}

TEST(FreeRoom, IsWhatIsLeftOf10CustomAttributes) {
  Held held = {{"ecs.instance-type", "trn1.32xlarge"}, {"com.amazonaws.ecs.capability.x", ""}};
  EXPECT_EQ(FreeRoom(held), 10);
  for (int i = 0; i < 9; ++i) {
    held.push_back({"theirs" + std::to_string(i), ""});
  }
  EXPECT_EQ(FreeRoom(held), 1);
  held.push_back({"a", ""});
  held.push_back({"b", ""});
  EXPECT_EQ(FreeRoom(held), 0);
}

TEST(ValueOf, IsNoneForANameThatIsNotHeld) {
  EXPECT_EQ(ValueOf({{"a", "1"}}, "a"), "1");
  EXPECT_FALSE(ValueOf({{"a", "1"}}, "b").has_value());
}

}  // namespace
}  // namespace neuron
