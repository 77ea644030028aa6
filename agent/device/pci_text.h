#ifndef AGENT_DEVICE_PCI_TEXT_H_
#define AGENT_DEVICE_PCI_TEXT_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/device/pci_address.h"

namespace neuron {

// The names and files of PCI functions in sysfs as values: pure, and strict, because a function
// that does not answer makes the kernel print what it does not have. Each takes the bytes with or
// without the closing line feed; what it does not know is unknown (DataLoss), quoting its start.

// The name of a function's directory, "0000:00:1e.0"; none for any other text.
absl::optional<PciAddress> ParsePciAddress(absl::string_view name);

// `vendor`, `device`, `revision`: "0x1d0f", no more than 16 bits.
Reading<std::uint64_t> ParsePciId(absl::string_view bytes);

// `numa_node`: absent if the platform names none ("-1").
Reading<int> ParseNumaNode(absl::string_view bytes);

// `local_cpulist`: "0-47,96-143", kept as it is; absent if there are none.
Reading<std::string> ParseCpuList(absl::string_view bytes);

// `current_link_speed`, `max_link_speed`: in GT/s, 16 for "16.0 GT/s PCIe" and for "16 GT/s". A
// link that the kernel knows no speed of ("Unknown") is unknown.
Reading<double> ParseLinkSpeed(absl::string_view bytes);

// `current_link_width`, `max_link_width`: one of the widths that PCI Express has. 0 and 255, which
// the kernel gives where it knows none, are unknown.
Reading<std::uint64_t> ParseLinkWidth(absl::string_view bytes);

// `aer_dev_correctable`, `aer_dev_nonfatal`, `aer_dev_fatal`: lines of a name and a number, of
// which one, TOTAL_ERR_*, is the sum.
Reading<std::uint64_t> ParseErrorTotal(absl::string_view bytes);

}  // namespace neuron

#endif  // AGENT_DEVICE_PCI_TEXT_H_
