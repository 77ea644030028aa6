#ifndef AGENT_CLI_WORDS_H_
#define AGENT_CLI_WORDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "agent/base/reading.h"
#include "agent/device/inventory.h"
#include "agent/device/pci_address.h"

namespace neuron {

// "32 GiB", "1.5 GiB", "512 B".
std::string BytesText(std::uint64_t bytes);

// Where the chip sits on PCI, which only the chip itself tells.
Reading<PciAddress> PciAddressOf(const Chip& chip);

// "0-3, 7" for 0, 1, 2, 3, 7. REQUIRES: ascending.
std::string RangesText(const std::vector<int>& numbers);

}  // namespace neuron

#endif  // AGENT_CLI_WORDS_H_
