#ifndef AGENT_CLI_WORDS_H_
#define AGENT_CLI_WORDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "agent/base/reading.h"
#include "agent/device/capability.h"
#include "agent/device/pci_function.h"

namespace neuron {

// "32 GiB", "1.5 GiB", "512 B".
std::string BytesText(std::uint64_t bytes);

// "gen4 x8"; "12 GT/s x8" for a speed that no generation of PCI Express has. Absent or unknown as
// its speed, else as its width.
Reading<std::string> LinkText(const PciLink& link);

// Lower-case words for people.
absl::string_view Word(Access access);
absl::string_view Word(CapabilityKind kind);
absl::string_view Word(Liveness liveness);

// "0-3, 7" for 0, 1, 2, 3, 7. REQUIRES: ascending.
std::string RangesText(const std::vector<int>& numbers);

}  // namespace neuron

#endif  // AGENT_CLI_WORDS_H_
