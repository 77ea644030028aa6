#ifndef AGENT_PLACEMENT_CONSTRAINT_QUERY_H_
#define AGENT_PLACEMENT_CONSTRAINT_QUERY_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/device/chip_set.h"
#include "agent/placement/published_names.h"
#include "agent/placement/query.h"
#include "agent/placement/query_evaluation.h"
#include "agent/placement/task_view.h"

namespace neuron {

// What placement constraints demand, whatever else a host is like. They are put to a host of which
// nothing is known but the one thing that is asked about: what they refuse then, by every reading
// of what AWS does not document, they always refuse.

// Reads an expression. Fails as ParseQuery() and CheckClauses().
absl::StatusOr<Query> ReadExpression(absl::string_view text);

// Those of the constraints that can be read; the others demand nothing that could be told here.
std::vector<Query> ReadableQueries(const TaskConstraints& constraints);

// Whether they refuse each host on which `chip` is not free, though all others of `all` are.
bool Demand(const std::vector<Query>& constraints, const PublishedNames& names, ChipSet all,
            int chip);

// Whether they refuse instances of this type.
bool RefuseType(const std::vector<Query>& constraints, absl::string_view instance_type);

// The instance type that one of them asks for by ==, in lower case; empty if none does.
std::string DemandedType(const std::vector<Query>& constraints);

// Whether a comparison of the query is about the attribute.
bool Mentions(const Query& query, absl::string_view attribute);

// Whether it matters to the query what != !in or !~ is where the attribute is missing.
bool DependsOnAbsence(const Query& query, const std::string& attribute);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_CONSTRAINT_QUERY_H_
