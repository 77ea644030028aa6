#include "agent/cli/placement_explanation.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "agent/placement/query_evaluation.h"
#include "agent/placement/remedy.h"
#include "agent/placement/truth.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

agent::v1::QueryResult Encode(QueryResult result) {
  switch (result) {
    case QueryResult::kTrue:
      return agent::v1::QUERY_RESULT_TRUE;
    case QueryResult::kFalse:
      return agent::v1::QUERY_RESULT_FALSE;
    case QueryResult::kDepends:
      return agent::v1::QUERY_RESULT_DEPENDS;
    case QueryResult::kUnknown:
      break;
  }
  return agent::v1::QUERY_RESULT_UNKNOWN;
}

void EncodeValue(const Reading<std::string>& value, agent::v1::ExplainedClause* message) {
  if (value.has_value()) {
    message->set_value(ValidUtf8(value.value()));
  } else if (value.is_unknown()) {
    message->set_unknown_reason(ValidUtf8(std::string(value.why().message())));
  }
}

agent::v1::ExplainedClause EncodeClause(const Clause& clause, const Reading<std::string>& value,
                                        const TruthByReading& truths, bool wanted) {
  agent::v1::ExplainedClause message;
  const QueryResult result = ResultOf(truths);
  message.set_clause(FormatClause(clause));
  message.set_column(static_cast<std::uint32_t>(clause.column));
  message.set_result(Encode(result));
  EncodeValue(value, &message);
  if (TruthOf(result) == Not(TruthOf(wanted))) {
    message.set_remedy(ValidUtf8(Remedy(clause, value, wanted)));
  }
  for (const std::string& doubt : Doubts(truths)) {
    message.add_warnings(doubt);
  }
  return message;
}

agent::v1::ExplainedHost EncodeHost(const QueryEvaluator& evaluator, const PlacementHost& host) {
  const Query& query = evaluator.query();
  const QueryEvaluation evaluation = evaluator.Evaluate(host);
  const std::vector<bool> wanted = WantedTruths(query);
  agent::v1::ExplainedHost message;
  message.set_name(ValidUtf8(host.name));
  message.set_result(Encode(ResultOf(evaluation.whole)));
  for (std::size_t i = 0; i < query.clauses.size(); ++i) {
    *message.add_clauses() =
        EncodeClause(query.clauses[i], evaluation.values[i], evaluation.clauses[i], wanted[i]);
  }
  const std::string missing = MissingClauses(query, evaluation);
  if (message.result() != agent::v1::QUERY_RESULT_TRUE && !missing.empty()) {
    message.set_missing_clauses(missing);
  }
  // What else the whole depends on is said of the clauses.
  const absl::optional<std::string> doubt = Doubt(evaluation.whole, QueryQuestion::kPrecedence);
  if (doubt.has_value()) {
    message.add_warnings(*doubt);
  }
  for (const std::string& note : host.notes) {
    message.add_warnings(ValidUtf8(note));
  }
  return message;
}

int CountOf(const agent::v1::Explanation& explanation, agent::v1::QueryResult result) {
  return static_cast<int>(
      std::count_if(explanation.hosts().begin(), explanation.hosts().end(),
                    [&](const agent::v1::ExplainedHost& host) { return host.result() == result; }));
}

}  // namespace

agent::v1::Explanation Explain(const Query& query, const std::vector<PlacementHost>& hosts) {
  const QueryEvaluator evaluator(query);
  agent::v1::Explanation explanation;
  explanation.set_expression(FormatQuery(query));
  for (const PlacementHost& host : hosts) {
    *explanation.add_hosts() = EncodeHost(evaluator, host);
  }
  return explanation;
}

absl::Status ExplanationOutcome(const agent::v1::Explanation& explanation) {
  const int hosts = explanation.hosts_size();
  if (CountOf(explanation, agent::v1::QUERY_RESULT_TRUE) > 0) {
    return absl::OkStatus();
  }
  const int untold = hosts - CountOf(explanation, agent::v1::QUERY_RESULT_FALSE);
  if (hosts > 1) {
    const std::string tally = absl::StrCat("no host is known to fit: the expression is false of ",
                                           hosts - untold, ", and cannot be told of ", untold);
    return untold == 0 ? absl::FailedPreconditionError("no host fits") : absl::UnknownError(tally);
  }
  const std::string& name = explanation.hosts(0).name();
  return untold == 0
             ? absl::FailedPreconditionError(absl::StrCat("the expression is false of ", name))
             : absl::UnknownError(
                   absl::StrCat("whether the expression is true of ", name, " cannot be told"));
}

}  // namespace neuron
