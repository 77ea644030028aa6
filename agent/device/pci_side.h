#ifndef AGENT_DEVICE_PCI_SIDE_H_
#define AGENT_DEVICE_PCI_SIDE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/device/boot_log.h"
#include "agent/device/host_paths.h"
#include "agent/device/pci_function.h"

namespace neuron {

// What PCI and the kernel log say of the host's chips.
struct PciSide {
  // The chips on PCI, or why it could not be looked at.
  absl::StatusOr<std::vector<PciFunction>> functions = std::vector<PciFunction>();
  // Pairs of chip and address that the driver logged when it found them; may be empty.
  std::vector<LoggedChip> log;
  // What was logged of chips that the driver could not take; may be empty.
  std::vector<std::string> probe_failures;

  friend bool operator==(const PciSide& a, const PciSide& b) {
    return a.functions == b.functions && a.log == b.log && a.probe_failures == b.probe_failures;
  }
};

// The PCI side, read. Never fails; costs some dozen small reads for each chip, none of a register
// of its own, and one walk through the kernel log, so that it may be read each minute.
PciSide ReadPciSide(const HostPaths& host);

}  // namespace neuron

#endif  // AGENT_DEVICE_PCI_SIDE_H_
