#ifndef AGENT_CLI_WORDS_H_
#define AGENT_CLI_WORDS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/device/capability.h"
#include "agent/device/pci_function.h"

namespace neuron {

// "32 GiB", "1.5 GiB", "512 B".
std::string BytesText(std::uint64_t bytes);

// "gen4 x8"; "12 GT/s x8" for a speed that no generation of PCI Express has. Absent or unknown as
// its speed, else as its width.
Reading<std::string> LinkText(const PciLink& link);

// How long ago, in its largest whole unit: "42 s", "5 min", "3 h", "12 d". What is still to come,
// by another's clock, is "0 s"; an infinite age is one that is not known: "?".
std::string AgeText(absl::Duration age);

// Lower-case words for people.
absl::string_view Word(Access access);
absl::string_view Word(CapabilityKind kind);
absl::string_view Word(Liveness liveness);

}  // namespace neuron

#endif  // AGENT_CLI_WORDS_H_
