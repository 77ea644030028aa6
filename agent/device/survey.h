#ifndef AGENT_DEVICE_SURVEY_H_
#define AGENT_DEVICE_SURVEY_H_

#include "agent/device/inventory.h"
#include "agent/device/pci_side.h"

namespace neuron {

// Draws the conclusions from what was found: pairs each chip with its PCI function (pairing.h),
// names the chips that are missing with the likely reason (missing_chips.h), gives a chip that its
// driver does not name the type of its function, and fills in generation, findings
// (host_findings.h) and the table of capabilities. Surveyed again, with what PCI says by then, an
// inventory is as if surveyed once. Pure.
Inventory Survey(Inventory found, const PciSide& pci);

}  // namespace neuron

#endif  // AGENT_DEVICE_SURVEY_H_
