#include "agent/placement/query_evaluation.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

absl::string_view Word(Truth truth) {
  return truth == Truth::kTrue ? "true" : truth == Truth::kFalse ? "false" : "unknown";
}

// The truths of all clauses under one reading.
std::vector<Truth> Under(QueryReading reading, const std::vector<TruthByReading>& clauses) {
  std::vector<Truth> truths;
  for (const TruthByReading& clause : clauses) {
    truths.push_back(clause[reading.index()]);
  }
  return truths;
}

template <typename F>
TruthByReading ForEachReading(F truth) {
  TruthByReading truths = {};
  for (std::size_t index = 0; index < QueryReading::kCount; ++index) {
    truths[index] = truth(QueryReading(index));
  }
  return truths;
}

}  // namespace

QueryResult ResultOf(const TruthByReading& truths) {
  if (std::any_of(truths.begin(), truths.end(), [&](Truth truth) { return truth != truths[0]; })) {
    return QueryResult::kDepends;
  }
  return truths[0] == Truth::kTrue    ? QueryResult::kTrue
         : truths[0] == Truth::kFalse ? QueryResult::kFalse
                                      : QueryResult::kUnknown;
}

absl::string_view Word(QueryResult result) {
  return result == QueryResult::kDepends ? "depends" : Word(TruthOf(result));
}

Truth TruthOf(QueryResult result) {
  return result == QueryResult::kTrue    ? Truth::kTrue
         : result == QueryResult::kFalse ? Truth::kFalse
                                         : Truth::kUnknown;
}

QueryEvaluator::QueryEvaluator(Query query) : query_(std::move(query)) {
  for (const Clause& clause : query_.clauses) {
    judges_.emplace_back(clause);
  }
}

QueryEvaluation QueryEvaluator::Evaluate(const PlacementHost& host) const {
  QueryEvaluation evaluation;
  for (std::size_t i = 0; i < judges_.size(); ++i) {
    const Reading<std::string> value = ValueOf(host, query_.clauses[i].subject);
    evaluation.clauses.push_back(
        ForEachReading([&](QueryReading reading) { return judges_[i].Judge(value, reading); }));
    // The clause is not to be judged by a value that nobody can compare.
    const absl::Status understood = judges_[i].pattern_status();
    evaluation.values.push_back(understood.ok() ? value
                                                : Reading<std::string>::Unknown(understood));
  }
  evaluation.whole = ForEachReading([&](QueryReading reading) {
    const bool left_to_right = reading.TakesSecond(QueryQuestion::kPrecedence);
    return Fold(left_to_right ? query_.left_to_right : query_.root,
                Under(reading, evaluation.clauses));
  });
  return evaluation;
}

Truth Fold(const QueryNode& node, const std::vector<Truth>& truths) {
  if (node.kind == QueryNode::Kind::kClause) {
    return truths[node.clause];
  }
  if (node.kind == QueryNode::Kind::kNot) {
    return Not(Fold(node.children.front(), truths));
  }
  const bool all = node.kind == QueryNode::Kind::kAnd;
  Truth result = TruthOf(all);
  for (const QueryNode& child : node.children) {
    const Truth truth = Fold(child, truths);
    result = all ? And(result, truth) : Or(result, truth);
  }
  return result;
}

absl::optional<std::string> Doubt(const TruthByReading& truths, QueryQuestion question) {
  for (std::size_t index = 0; index < QueryReading::kCount; ++index) {
    const Truth other = truths[QueryReading(index).WithSecond(question).index()];
    if (truths[index] != other) {
      const QueryAnswers& answers = AnswersTo(question);
      return absl::StrCat(Word(truths[index]), " ", answers.first, ", ", Word(other), " ",
                          answers.second, ": AWS does not say; ", answers.cure);
    }
  }
  return absl::nullopt;
}

std::vector<std::string> Doubts(const TruthByReading& truths) {
  std::vector<std::string> doubts;
  for (const QueryQuestion question : kQueryQuestions) {
    const absl::optional<std::string> doubt = Doubt(truths, question);
    if (doubt.has_value()) {
      doubts.push_back(*doubt);
    }
  }
  return doubts;
}

}  // namespace neuron
