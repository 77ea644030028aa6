#include "agent/telemetry/attribute_names.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

std::vector<std::string> Names(const AttributeNames& names) {
  std::vector<std::string> full;
  for (AttributeKind kind : names.kinds) {
    full.push_back(AttributeName(names, kind));
  }
  return full;
}

std::string Problem(absl::string_view prefix, absl::string_view list) {
  const auto names = ParseAttributeNames(prefix, list);
  EXPECT_TRUE(absl::IsInvalidArgument(names.status())) << prefix << " " << list;
  return std::string(names.status().message());
}

TEST(ParseAttributeNames, TakesAllSevenInOrderOfValueForAnEmptyList) {
  const auto names = ParseAttributeNames("neuron.", "");
  EXPECT_EQ(Names(*names),
            (std::vector<std::string>{"neuron.free-set", "neuron.fits", "neuron.health",
                                      "neuron.free-chips", "neuron.chip-count", "neuron.chip-type",
                                      "neuron.gen"}));
  EXPECT_EQ(Names(*names), Names(AttributeNames())) << "the default";
}

TEST(ParseAttributeNames, TakesOtherPrefixesAndNone) {
  EXPECT_EQ(Names(*ParseAttributeNames("my/team-1_\\x.", "gen"))[0], "my/team-1_\\x.gen");
  EXPECT_EQ(Names(*ParseAttributeNames("", "gen"))[0], "gen");
}

TEST(ParseAttributeNames, PutsAListInOrderOfValueEachOnce) {
  EXPECT_EQ(Names(*ParseAttributeNames("n.", "gen,health,free-set,health")),
            (std::vector<std::string>{"n.free-set", "n.health", "n.gen"}));
}

TEST(ParseAttributeNames, RefusesWhatEcsWouldNotTakeInAName) {
  for (const char* prefix : {"a b.", "a:b", "ü.", "a@", "a\n", "a*"}) {
    EXPECT_EQ(Problem(prefix, "").find("--attribute_prefix="), 0u) << prefix;
  }
}

TEST(ParseAttributeNames, RefusesNamesOfMoreThan128Characters) {
  EXPECT_TRUE(ParseAttributeNames(std::string(118, 'x'), "").ok());
  EXPECT_NE(Problem(std::string(119, 'x'), "").find("at most 128"), std::string::npos);
}

TEST(ParseAttributeNames, RefusesNamesThatBelongToEcs) {
  EXPECT_NE(Problem("ecs.", "").find("choose another prefix"), std::string::npos);
  EXPECT_NE(Problem("com.amazonaws.neuron.", "").find("choose another prefix"), std::string::npos);
  EXPECT_TRUE(ParseAttributeNames("ecsy.", "").ok());
}

TEST(ParseAttributeNames, RefusesNamesThatAreNotOurs) {
  EXPECT_EQ(Problem("neuron.", "free-set,color"),
            "--attributes: there is no attribute \"color\"; choose from free-set, fits, health, "
            "free-chips, chip-count, chip-type, gen");
  for (const char* list : {",", "free-set,", "neuron.fits", " fits", "FITS"}) {
    EXPECT_EQ(Problem("neuron.", list).find("--attributes: "), 0u) << list;
  }
}

}  // namespace
}  // namespace neuron
