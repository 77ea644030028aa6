#ifndef AGENT_PLACEMENT_REMEDY_H_
#define AGENT_PLACEMENT_REMEDY_H_

#include <string>
#include <vector>

#include "agent/base/reading.h"
#include "agent/placement/query.h"
#include "agent/placement/query_evaluation.h"
#include "agent/placement/truth.h"

namespace neuron {

// What would have to change so that an expression holds.

// For each clause whether the expression would have it true (or false, below a not), by index.
std::vector<bool> WantedTruths(const Query& query);

// What the value would have to be, as the end of a sentence that begins with the subject: "would
// have to be at least 04", "would have to exist and match .*_04_.* (lacks _04_)". Of a clause with
// a known or absent value.
std::string Remedy(const Clause& clause, const Reading<std::string>& value, bool wanted);

// Which clauses would have to be otherwise, counted from 1: "2 and (3 or 4)". Empty if the
// expression holds. What is unknown counts as not so.
std::string MissingClauses(const Query& query, const QueryEvaluation& evaluation);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_REMEDY_H_
