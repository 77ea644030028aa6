#include "agent/placement/chip_expression.h"

#include "agent/placement/constraint_query.h"
#include "agent/placement/placement_host.h"
#include "agent/placement/query_evaluation.h"
#include "agent/workload/free_set.h"
#include "gtest/gtest.h"
#include "tests/placement/published.h"

namespace neuron {
namespace {

// What a host with these free chips makes of the expression.
QueryResult Put(const std::string& expression, ChipSet free) {
  const PublishedNames names = Published();
  PlacementHost host;
  host.attributes[names.free_set] = FormatFreeSet(free);
  host.attributes[names.fits] = FormatFits({{0}, {0, 1}, {2, 3}}, free);
  host.attributes[names.health] = std::string("ok");
  return ResultOf(QueryEvaluator(*ReadExpression(expression)).Evaluate(host).whole);
}

TEST(PinnedExpression, AsksForEachRunOfChips) {
  EXPECT_EQ(PinnedExpression(Published(), {4, 5, 6, 7}),
            "attribute:neuron.free-set =~ .*_04_05_06_07_.* and "
            "attribute:neuron.health in [ok, degraded]");
  EXPECT_EQ(PinnedExpression(Published(), {0, 1, 11}),
            "attribute:neuron.free-set =~ .*_00_01_.* and attribute:neuron.free-set =~ .*_11_.* "
            "and attribute:neuron.health in [ok, degraded]");
}

// By every reading, for all sets of chips that may be free on a small host.
TEST(PinnedExpression, HoldsExactlyWhereTheChipsAreFree) {
  for (const ChipSet wanted : {ChipSet{0}, ChipSet{1, 2}, ChipSet{0, 5}, ChipSet{0, 1, 3, 4, 5}}) {
    const std::string expression = PinnedExpression(Published(), wanted);
    for (std::uint64_t bits = 0; bits < 64; ++bits) {
      EXPECT_EQ(Put(expression, ChipSet(bits)),
                ChipSet(bits).ContainsAll(wanted) ? QueryResult::kTrue : QueryResult::kFalse)
          << expression << " " << bits;
    }
  }
}

TEST(FloatingExpression, HoldsExactlyWhereSoManyFit) {
  const std::string expression = FloatingExpression(Published(), 2);
  EXPECT_EQ(expression,
            "attribute:neuron.fits =~ .*_02_.* and attribute:neuron.health in [ok, degraded]");
  EXPECT_EQ(Put(expression, {0, 1}), QueryResult::kTrue);
  EXPECT_EQ(Put(expression, {1, 2}), QueryResult::kFalse);
  EXPECT_EQ(Put(expression, {}), QueryResult::kFalse);
}

TEST(Expressions, RefuseAHostInTrouble) {
  PlacementHost host;
  host.attributes["neuron.free-set"] = std::string("_00_");
  host.attributes["neuron.health"] = std::string("unknown");
  EXPECT_EQ(
      ResultOf(
          QueryEvaluator(*ReadExpression(PinnedExpression(Published(), {0}))).Evaluate(host).whole),
      QueryResult::kFalse);
}

TEST(TypeExpression, NamesTheType) {
  EXPECT_EQ(TypeExpression("trn1.32xlarge"), "attribute:ecs.instance-type == trn1.32xlarge");
}

}  // namespace
}  // namespace neuron
