#ifndef AGENT_PLACEMENT_QUERY_PARSER_H_
#define AGENT_PLACEMENT_QUERY_PARSER_H_

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/placement/query.h"

namespace neuron {

// What ECS takes.
inline constexpr std::size_t kMaxQueryBytes = 2000;

// Reads an expression of the ECS cluster query language, for example
//
//   attribute:neuron.health == ok and (attribute:neuron.fits =~ .*_04_.* or runningTasksCount == 0)
//
// What the language is, is in docs/placement.md. Where ECS does not document what it would make of
// a text, it is refused rather than guessed at. Pure.
//
// InvalidArgument, in one line with the column (from 1) and the cure. An expression that is read
// may still make no sense: see CheckClauses().
absl::StatusOr<Query> ParseQuery(absl::string_view text);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_QUERY_PARSER_H_
