#include "agent/cli/placement_table.h"

#include "agent/cli/message_text.h"
#include "agent/cli/placement_explanation.h"
#include "agent/placement/query_parser.h"
#include "gtest/gtest.h"
#include "tests/cli/example_placement_hosts.h"
#include "tests/telemetry/golden_file.h"

namespace neuron {
namespace {

constexpr char kExpression[] =
    "attribute:neuron.health != bad and attribute:neuron.fits =~ .*_04_.* and "
    "(runningTasksCount == 0 or attribute:neuron.free-chips >= 9)";

agent::v1::Explanation Example() {
  return Explain(*ParseQuery(kExpression), ExamplePlacementHosts());
}

TEST(ExplanationTable, IsReadByPeople) {
  ExpectGolden("tests/golden/placement.explain.txt", ExplanationTable(Example()));
}

TEST(ExplanationTable, OfOneHostHasNoTally) {
  const agent::v1::Explanation one =
      Explain(*ParseQuery("attribute:neuron.health == ok"), {ExamplePlacementHosts()[0]});
  EXPECT_EQ(ExplanationTable(one),
            "expression: attribute:neuron.health == ok\n"
            "\n"
            "i-0aaa: true\n"
            "#  RESULT  CLAUSE                         VALUE  TO CHANGE\n"
            "1  true    attribute:neuron.health == ok  ok\n");
}

TEST(ExplanationTable, ShowsAnEmptyValue) {
  PlacementHost host = ExamplePlacementHosts()[0];
  host.attributes["x"] = std::string();
  const agent::v1::Explanation one = Explain(*ParseQuery("attribute:x exists"), {host});
  EXPECT_NE(ExplanationTable(one).find("attribute:x exists  \"\""), std::string::npos);
}

TEST(Explanation, IsJsonForScripts) {
  ExpectGolden("tests/golden/placement.explain.json", JsonPage(Example()));
}

}  // namespace
}  // namespace neuron
