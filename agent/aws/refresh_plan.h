#ifndef AGENT_AWS_REFRESH_PLAN_H_
#define AGENT_AWS_REFRESH_PLAN_H_

#include "absl/time/time.h"

namespace neuron {

// When to ask a source of credentials again, in the background. REQUIRES: 0 <= random01 < 1, which
// keeps hosts that started together from asking together.

// After it gave credentials that live for `life` more.
//
// At a random moment from 15 to 10 minutes before they end, but within a day: our clock, by which
// they last for long, may be wrong. If that is past, the source has not
// renewed them yet, which EC2 does as late as 5 minutes before the end: in 2 to 5 minutes. If they
// have ended already, the source cannot renew them and AWS lets them live on: in 17 to 25 minutes.
absl::Duration UntilRefresh(absl::Duration life, double random01);

// After it failed so often in a row: in 1 minute or more, up to 6 as failures go on. REQUIRES:
// failures >= 1.
absl::Duration UntilRetry(int failures, double random01);

}  // namespace neuron

#endif  // AGENT_AWS_REFRESH_PLAN_H_
