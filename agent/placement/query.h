#ifndef AGENT_PLACEMENT_QUERY_H_
#define AGENT_PLACEMENT_QUERY_H_

#include <cstddef>
#include <string>
#include <vector>

#include "agent/placement/query_vocabulary.h"

namespace neuron {

// An expression of the ECS cluster query language, as a tree.

// What is compared.
struct Subject {
  SubjectKind kind = SubjectKind::kAttribute;
  // The name, of an attribute: "neuron.free-set".
  std::string attribute;
};
bool operator==(const Subject& a, const Subject& b);

// One comparison: subject, operator, argument.
struct Clause {
  Subject subject;
  Operator op = Operator::kEquals;
  // None for exists and !exists, one or more for in and !in, one for all others.
  std::vector<std::string> arguments;
  // Where the clause and its argument begin in the text, from 1.
  std::size_t column = 0;
  std::size_t argument_column = 0;
};
// Wherever they were written.
bool operator==(const Clause& a, const Clause& b);

struct QueryNode {
  enum class Kind { kClause, kNot, kAnd, kOr };
  Kind kind = Kind::kClause;
  // An index of Query::clauses, of kClause.
  std::size_t clause = 0;
  // One of kNot, two or more of kAnd and kOr.
  std::vector<QueryNode> children;
};
bool operator==(const QueryNode& a, const QueryNode& b);

struct Query {
  // In the order of the text.
  std::vector<Clause> clauses;
  // `and` binds before `or`.
  QueryNode root;
  // The same clauses with `and` and `or` taken from left to right. Differs from root only where an
  // expression mixes them without parentheses: ECS does not document which of the two it means.
  QueryNode left_to_right;
};

// "attribute:neuron.fits", "agentVersion".
std::string FormatSubject(const Subject& subject);

// The clause as one would write it, with the operator's symbol, and quotes where they are needed.
std::string FormatClause(const Clause& clause);

// The tree below root, with every parenthesis that it takes to be read only so. Parsed again it is
// the same tree.
std::string FormatQuery(const Query& query);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_QUERY_H_
