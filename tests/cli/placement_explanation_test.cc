#include "agent/cli/placement_explanation.h"

#include "agent/placement/query_parser.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/cli/example_placement_hosts.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

agent::v1::Explanation ExplainTo(const std::string& text, std::vector<PlacementHost> hosts) {
  return Explain(*ParseQuery(text), hosts);
}

agent::v1::ExplainedHost ExplainToOne(const std::string& text, std::size_t host) {
  return ExplainTo(text, {ExamplePlacementHosts()[host]}).hosts(0);
}

TEST(Explain, HasTheExpressionAsItIsRead) {
  EXPECT_EQ(ExplainTo("attribute:a exists or attribute:b exists && attribute:c exists",
                      ExamplePlacementHosts())
                .expression(),
            "attribute:a exists or (attribute:b exists and attribute:c exists)");
}

TEST(Explain, SaysOfEachClauseWhatWasComparedAndWhatWouldHaveToChange) {
  const auto host = ExplainToOne("attribute:neuron.health == ok and not runningTasksCount > 1", 0);
  EXPECT_EQ(host.name(), "i-0aaa");
  EXPECT_EQ(host.result(), agent::v1::QUERY_RESULT_FALSE);
  EXPECT_EQ(host.missing_clauses(), "2");
  ASSERT_EQ(host.clauses_size(), 2);
  EXPECT_EQ(host.clauses(0).clause(), "attribute:neuron.health == ok");
  EXPECT_EQ(host.clauses(0).column(), 1u);
  EXPECT_EQ(host.clauses(0).value(), "ok");
  EXPECT_FALSE(host.clauses(0).has_remedy());
  EXPECT_EQ(host.clauses(1).column(), 39u);
  EXPECT_EQ(host.clauses(1).result(), agent::v1::QUERY_RESULT_TRUE);
  EXPECT_EQ(host.clauses(1).remedy(), "would have to be at most 1");
}

TEST(Explain, TellsAbsentFromUnknown) {
  const auto absent = ExplainToOne("attribute:neuron.health == ok", 2).clauses(0);
  EXPECT_EQ(absent.result(), agent::v1::QUERY_RESULT_FALSE);
  EXPECT_FALSE(absent.has_value());
  EXPECT_FALSE(absent.has_unknown_reason());
  const auto unknown = ExplainToOne("attribute:neuron.health == ok", 3).clauses(0);
  EXPECT_EQ(unknown.result(), agent::v1::QUERY_RESULT_UNKNOWN);
  EXPECT_FALSE(unknown.has_value());
  EXPECT_EQ(unknown.unknown_reason(), "only ECS knows");
  EXPECT_FALSE(unknown.has_remedy());
}

TEST(Explain, WarnsWhereAwsIsSilent) {
  const auto host = ExplainToOne("attribute:neuron.free-chips >= 9", 0);
  EXPECT_EQ(host.result(), agent::v1::QUERY_RESULT_DEPENDS);
  EXPECT_THAT(host.clauses(0).warnings(), ElementsAre(HasSubstr("as text, true if as numbers")));
  EXPECT_FALSE(host.clauses(0).has_remedy());
  EXPECT_THAT(host.warnings(), IsEmpty());
}

TEST(Explain, WarnsOfMissingParenthesesOnce) {
  const auto host = ExplainToOne(
      "runningTasksCount == 2 or runningTasksCount == 2 and runningTasksCount == 3", 0);
  EXPECT_THAT(host.warnings(), ElementsAre(HasSubstr("write parentheses")));
}

TEST(Explain, PassesOnWhatOneShouldKnow) {
  EXPECT_THAT(ExplainToOne("agentConnected == true", 3).warnings(), ElementsAre("seen long ago"));
}

TEST(Explain, KeepsForeignBytesOutOfTheMessage) {
  PlacementHost host = ExamplePlacementHosts()[0];
  host.name = "\xff";
  host.attributes["x"] = std::string("\xff");
  std::string bytes;
  EXPECT_TRUE(ExplainTo("attribute:x == v", {host}).SerializeToString(&bytes));
}

absl::Status OutcomeOf(const std::string& text, std::vector<PlacementHost> hosts) {
  return ExplanationOutcome(ExplainTo(text, hosts));
}

TEST(ExplanationOutcome, IsOkIfOneHostFits) {
  EXPECT_TRUE(OutcomeOf("attribute:neuron.fits =~ .*_04_.*", ExamplePlacementHosts()).ok());
}

TEST(ExplanationOutcome, IsFailedPreconditionIfNoneDoes) {
  const PlacementHost host = ExamplePlacementHosts()[0];
  EXPECT_EQ(OutcomeOf("attribute:neuron.health == bad", {host}),
            absl::FailedPreconditionError("the expression is false of i-0aaa"));
  EXPECT_EQ(OutcomeOf("attribute:neuron.health == bad", {host, host}),
            absl::FailedPreconditionError("no host fits"));
}

TEST(ExplanationOutcome, IsUnknownIfThatCannotBeTold) {
  EXPECT_EQ(OutcomeOf("attribute:neuron.health == bad", ExamplePlacementHosts()),
            absl::UnknownError("no host is known to fit: the expression is false of 3, and cannot "
                               "be told of 1"));
  EXPECT_EQ(OutcomeOf("attribute:neuron.health == OK", {ExamplePlacementHosts()[0]}),
            absl::UnknownError("whether the expression is true of i-0aaa cannot be told"));
}

}  // namespace
}  // namespace neuron
