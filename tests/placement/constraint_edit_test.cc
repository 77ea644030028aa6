#include "agent/placement/constraint_edit.h"

#include "agent/base/json_parser.h"
#include "agent/base/json_text.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/placement/published.h"

namespace neuron {
namespace {

using testing::HasSubstr;

// What Constrain() makes of constraints: chip 0 free, on inf1.xlarge.
std::string Constrained(const std::string& constraints) {
  JsonValue task = ParseJson("{\"placementConstraints\":[" + constraints + "]}")->front();
  const absl::Status status =
      Constrain(&task, Published(), "attribute:neuron.free-set =~ .*_00_.*", "inf1.xlarge");
  return status.ok() ? JsonOneLine(*task.Find("placementConstraints"))
                     : std::string(status.message());
}

std::string MemberOf(const std::string& expression) {
  return "{\"type\":\"memberOf\",\"expression\":\"" + expression + "\"}";
}

const std::string kFree = MemberOf("attribute:neuron.free-set =~ .*_00_.*");
const std::string kType = MemberOf("attribute:ecs.instance-type == inf1.xlarge");

TEST(Constrain, AsksForChipsAndType) {
  EXPECT_EQ(Constrained(""), "[" + kType + "," + kFree + "]\n");
}

TEST(Constrain, ReplacesWhatAskedForChipsBefore) {
  const std::string other = MemberOf("attribute:stack == blue");
  const std::string fits =
      MemberOf("attribute:neuron.fits =~ .*_04_.* and attribute:neuron.health == ok");
  EXPECT_EQ(Constrained(other + "," + fits + "," + kType + "," + fits),
            "[" + other + "," + kFree + "," + kType + "]\n");
  EXPECT_EQ(Constrained(kFree + "," + kType), "[" + kFree + "," + kType + "]\n");
}

TEST(Constrain, KeepsWhatAsksForMore) {
  for (const std::string& kept :
       {MemberOf("attribute:neuron.fits =~ .*_04_.* and attribute:stack == blue"),
        MemberOf("attribute:neuron.chip-type == inferentia"),
        std::string(R"({"type":"distinctInstance"})")}) {
    EXPECT_EQ(Constrained(kType + "," + kept), "[" + kType + "," + kept + "," + kFree + "]\n");
  }
}

TEST(Constrain, KeepsWhatItSaysOfTheType) {
  const std::string pattern = MemberOf("attribute:ecs.instance-type =~ inf1.*");
  EXPECT_EQ(Constrained(pattern), "[" + pattern + "," + kFree + "]\n");
  EXPECT_EQ(Constrained(MemberOf("attribute:ecs.instance-type == trn1.2xlarge")),
            "its placement constraints refuse instances of the type inf1.xlarge: change them, or "
            "name another type by --instance");
}

TEST(Constrain, StaysWithinWhatEcsTakes) {
  std::string nine = kType;
  for (int i = 0; i < 8; ++i) {
    nine += "," + MemberOf("attribute:stack == blue");
  }
  EXPECT_THAT(Constrained(nine), HasSubstr("free-set"));
  EXPECT_EQ(Constrained(nine + "," + MemberOf("attribute:stack == blue")),
            "with what is added it has 11 placement constraints, and ECS takes 10: join some with "
            "and");
}

}  // namespace
}  // namespace neuron
