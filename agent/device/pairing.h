#ifndef AGENT_DEVICE_PAIRING_H_
#define AGENT_DEVICE_PAIRING_H_

#include <vector>

#include "agent/base/reading.h"
#include "agent/device/finding.h"
#include "agent/device/inventory.h"
#include "agent/device/pci_side.h"

namespace neuron {

// Which chip is which function on PCI.
struct Pairing {
  // One for each chip, in its order: its function, or why that cannot be told.
  std::vector<Reading<PciFunction>> functions;
  // What does not agree, kUnclearPciAddress.
  std::vector<Finding> findings;
};

// Goes by the best that there is: a single chip is the single function; else by the address that
// the chip said by ioctl; else by the one that the driver logged, if the chip's routing id is the
// logged one or not known, and if only one domain has such an address.
//
// Where a lesser source contradicts, the better one stands and a finding tells. No function is
// given to a chip of another type, nor to two chips; nor does a lesser source stand in for one that
// names a place where PCI has no chip. Where PCI shows no chip at all nothing is contradicted.
// Pure.
Pairing PairChips(const std::vector<Chip>& chips, const PciSide& pci);

}  // namespace neuron

#endif  // AGENT_DEVICE_PAIRING_H_
