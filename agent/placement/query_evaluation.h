#ifndef AGENT_PLACEMENT_QUERY_EVALUATION_H_
#define AGENT_PLACEMENT_QUERY_EVALUATION_H_

#include <array>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/placement/clause_judge.h"
#include "agent/placement/placement_host.h"
#include "agent/placement/query.h"
#include "agent/placement/query_reading.h"
#include "agent/placement/truth.h"

namespace neuron {

// Whether something holds under each reading, by QueryReading::index().
using TruthByReading = std::array<Truth, QueryReading::kCount>;

// What can be said of all readings together.
enum class QueryResult {
  // Under every reading.
  kTrue,
  kFalse,
  kUnknown,
  // It depends on what AWS does not document.
  kDepends,
};
QueryResult ResultOf(const TruthByReading& truths);
// "true", "false", "unknown", "depends".
absl::string_view Word(QueryResult result);
// What is neither true nor false is unknown.
Truth TruthOf(QueryResult result);

// What one host makes of a query.
struct QueryEvaluation {
  // Of each clause, the value that was compared and whether it holds.
  std::vector<Reading<std::string>> values;
  std::vector<TruthByReading> clauses;
  // Of the whole.
  TruthByReading whole;
};

// A query that is ready to be put to hosts, however many. May be used by several threads.
class QueryEvaluator {
 public:
  explicit QueryEvaluator(Query query);

  QueryEvaluation Evaluate(const PlacementHost& host) const;

  const Query& query() const { return query_; }

 private:
  Query query_;
  std::vector<ClauseJudge> judges_;
};

// Whether the tree holds if its clauses do as `truths` say, by index.
Truth Fold(const QueryNode& node, const std::vector<Truth>& truths);

// If it depends on the question whether something holds, one line: what it is by either answer, and
// what to write so that the question does not arise.
absl::optional<std::string> Doubt(const TruthByReading& truths, QueryQuestion question);
// The doubts by all questions.
std::vector<std::string> Doubts(const TruthByReading& truths);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_QUERY_EVALUATION_H_
