#include "agent/device/pci_side.h"

#include "agent/device/kernel_log.h"

namespace neuron {

PciSide ReadPciSide(const HostPaths& host) {
  const std::string log = ReadKernelLog(host.kmsg).value_or("");
  return {ListPciFunctions(host), FindLoggedChips(log), FindProbeFailures(log)};
}

}  // namespace neuron
