#ifndef AGENT_CLI_HEALTH_CHECK_H_
#define AGENT_CLI_HEALTH_CHECK_H_

#include "absl/status/status.h"
#include "agent/cli/options.h"
#include "agent/cli/output.h"

namespace neuron {

// neuronctl health --check, as its manual page has it: looks at this host, compares what it finds
// with the baseline, and prints that. Then the status is OutcomeOf() the differences, and without a
// baseline, if nothing is a problem, Unknown. Opens no device and writes nothing.
//
// Fails as LoadBaseline(), LookHere() and `output`, and with NotFound for a chip that this host
// does not have.
absl::Status RunHealthCheck(const Options& options, const Output& output);

// neuronctl health --check --record: writes what it finds as the baseline, and prints what was not
// known and is therefore not in it, and what was not as it should be. FailedPrecondition, and the
// file is as it was, if there is no chip or one does not answer; else fails as LookHere(),
// SaveBaseline() and `output`.
absl::Status RunRecord(const Options& options, const Output& output);

}  // namespace neuron

#endif  // AGENT_CLI_HEALTH_CHECK_H_
