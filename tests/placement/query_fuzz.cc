#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "agent/placement/clause_rules.h"
#include "agent/placement/placement_host.h"
#include "agent/placement/query_evaluation.h"
#include "agent/placement/query_parser.h"
#include "agent/placement/remedy.h"

namespace {

void Expect(bool held) {
  if (!held) {
    std::abort();
  }
}

void ExpectTheSameAgain(const neuron::Query& query) {
  const std::string text = neuron::FormatQuery(query);
  if (text.size() > neuron::kMaxQueryBytes) {
    return;
  }
  const auto again = neuron::ParseQuery(text);
  Expect(again.ok() && again->root == query.root && again->clauses == query.clauses &&
         again->left_to_right == query.root);
}

}  // namespace

// An expression that is read is read again as the same, and can be put to a host.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto query =
      neuron::ParseQuery(absl::string_view(reinterpret_cast<const char*>(data), size));
  if (!query.ok()) {
    return 0;
  }
  ExpectTheSameAgain(*query);
  (void)neuron::CheckClauses(*query);
  neuron::PlacementHost host;
  host.attributes = {{"a", std::string("_04_05_")}, {"b", std::string("10")}};
  host.fields = {{neuron::SubjectKind::kAgentVersion, std::string("1.105.1")},
                 {neuron::SubjectKind::kRegisteredAt, std::string("2018-06-18")}};
  const neuron::QueryEvaluation evaluation = neuron::QueryEvaluator(*query).Evaluate(host);
  const bool holds = neuron::ResultOf(evaluation.whole) == neuron::QueryResult::kTrue;
  const auto doubts = neuron::Doubts(evaluation.whole);
  Expect(!holds || doubts.empty());
  (void)neuron::MissingClauses(*query, evaluation);
  for (std::size_t i = 0; i < query->clauses.size(); ++i) {
    Expect(!neuron::Remedy(query->clauses[i], evaluation.values[i], true).empty());
  }
  return 0;
}
