#ifndef AGENT_DEVICE_HOST_FINDINGS_H_
#define AGENT_DEVICE_HOST_FINDINGS_H_

#include <vector>

#include "agent/device/finding.h"
#include "agent/device/inventory.h"

namespace neuron {

// What is wrong with a host, in the order of FindingCode, all but kUnclearPciAddress, which is
// pairing.h's: missing chips, one finding for each reason; another number or type of chips than the
// instance type is sold with, or several types where that is not known; links (link_findings.h);
// chips with one serial number or one routing id; no_reset not 0, nmetric_log_posts not 1. What is
// unknown is no finding. REQUIRES: `inventory.missing` is filled in. Pure.
std::vector<Finding> FindTroubles(const Inventory& inventory);

}  // namespace neuron

#endif  // AGENT_DEVICE_HOST_FINDINGS_H_
