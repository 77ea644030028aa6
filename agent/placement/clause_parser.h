#ifndef AGENT_PLACEMENT_CLAUSE_PARSER_H_
#define AGENT_PLACEMENT_CLAUSE_PARSER_H_

#include <string>

#include "absl/status/statusor.h"
#include "agent/placement/query.h"
#include "agent/placement/query_text.h"

namespace neuron {

// Takes one comparison: subject, operator, argument. Fails as QueryError.
absl::StatusOr<Clause> TakeClause(QueryText* text);

// A token in an error: its text in quotes, or "the end".
std::string Shown(const QueryToken& token);

// Whether it is that symbol without quotes.
bool IsSymbol(const QueryToken& token, absl::string_view symbol);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_CLAUSE_PARSER_H_
