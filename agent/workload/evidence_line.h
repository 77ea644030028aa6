#ifndef AGENT_WORKLOAD_EVIDENCE_LINE_H_
#define AGENT_WORKLOAD_EVIDENCE_LINE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "agent/device/chip_set.h"
#include "agent/workload/claim.h"
#include "agent/workload/evidence.h"

namespace neuron {

// What was seen, for people: one line that begins with its source ("bpf: pid 77 (train) holds
// neuron3"). Pure.

// "neuron3, neuron4".
std::string NamesOf(ChipSet chips);

// "container 0123456789ab": as much of the id as Docker shows.
std::string NameOfContainer(absl::string_view id);

std::string LineOf(const Holder& holder, const Evidence& evidence);
std::string LineOf(const Lease& lease);

// That `claim`, which is of `evidence`, is laid to these chips.
std::string LineOf(const Claim& claim, ChipSet chips, const Evidence& evidence);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_EVIDENCE_LINE_H_
