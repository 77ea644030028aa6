#ifndef AGENT_HEALTH_EXPLANATION_H_
#define AGENT_HEALTH_EXPLANATION_H_

#include <cstddef>
#include <vector>

#include "absl/time/time.h"
#include "agent/health/sight.h"
#include "agent/health/sign.h"
#include "agent/health/verdict.h"

namespace neuron {

// One ailment that makes a chip suspect or bad.
struct Trouble {
  Ailment ailment = Ailment::kSramUncorrectable;
  Verdict level = Verdict::kSuspect;
  // When it is over unless there is another sign; the infinite future if only something else ends
  // it. Of a state that holds, when it would be if the state were over now.
  absl::Time until;
  // For how long it holds after the last sign.
  absl::Duration hold;
  bool holds_now = false;
  bool cured_by_reload = false;
  // At least one.
  std::vector<Sign> signs;
};

// Verdicts in words, but for their `since`. Pure.
//
// Of an ill chip: the first of the gravest troubles gives reason, evidence and advice; what lasts
// longest of those says what would end it. REQUIRES: `troubles` is not empty, and in the order of
// the ailments.
ChipHealth ExplainTroubles(std::vector<Trouble> troubles);

// Of one that is well, or nearly, and has been well and ill again so often within a day.
ChipHealth ExplainFlapping(Verdict level, std::size_t relapses);

ChipHealth ExplainBlindness(const Blindness& blindness);

ChipHealth ExplainWell();

}  // namespace neuron

#endif  // AGENT_HEALTH_EXPLANATION_H_
