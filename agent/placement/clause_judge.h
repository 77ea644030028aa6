#ifndef AGENT_PLACEMENT_CLAUSE_JUDGE_H_
#define AGENT_PLACEMENT_CLAUSE_JUDGE_H_

#include <string>

#include "absl/status/statusor.h"
#include "agent/base/reading.h"
#include "agent/placement/pattern.h"
#include "agent/placement/query.h"
#include "agent/placement/query_reading.h"
#include "agent/placement/truth.h"

namespace neuron {

// Tells of values whether one clause holds.
//
// Versions, dates and counts are compared as such; of an attribute, == and in compare text, and the
// order is by text or by number as the reading says. Unknown is what is compared with an unknown
// value, what is ordered by number and is none, and every value under a pattern that is not
// understood here. Where an attribute is missing, only !exists holds, or by the other reading every
// operator that begins with "!". May be used by several threads.
class ClauseJudge {
 public:
  explicit ClauseJudge(Clause clause);

  Truth Judge(const Reading<std::string>& value, QueryReading reading) const;

  // OK, or why the pattern is not understood.
  absl::Status pattern_status() const { return pattern_.status(); }

 private:
  Truth OfMissing(QueryReading reading) const;
  Truth OfValue(const std::string& value, QueryReading reading) const;
  Truth Ordered(const std::string& value, QueryReading reading) const;
  bool IsOneOf(const std::string& value, QueryReading reading) const;

  Clause clause_;
  // Any, if the clause has no pattern.
  absl::StatusOr<Pattern> pattern_;
};

}  // namespace neuron

#endif  // AGENT_PLACEMENT_CLAUSE_JUDGE_H_
