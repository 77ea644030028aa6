#ifndef AGENT_TELEMETRY_PCI_CODEC_H_
#define AGENT_TELEMETRY_PCI_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/device/pci_function.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// A chip as PCI sees it. Speeds travel in whole transfers per second.
void EncodePci(const PciFunction& function, agent::v1::PciFunction* message);

// The reverse. A NUMA node or a speed that cannot be is unknown. FieldError without an address that
// is written as ToString writes it, without a device id, and for a type of a later version.
absl::StatusOr<PciFunction> DecodePci(const agent::v1::PciFunction& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_PCI_CODEC_H_
