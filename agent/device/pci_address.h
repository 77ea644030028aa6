#ifndef AGENT_DEVICE_PCI_ADDRESS_H_
#define AGENT_DEVICE_PCI_ADDRESS_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_format.h"

namespace neuron {

// Where a function sits on PCI.
struct PciAddress {
  std::uint32_t domain = 0;
  std::uint32_t bus = 0;
  std::uint8_t slot = 0;
  std::uint8_t function = 0;

  friend bool operator==(const PciAddress& a, const PciAddress& b) {
    return a.domain == b.domain && a.bus == b.bus && a.slot == b.slot && a.function == b.function;
  }
};

// Whether PCI can have such an address: what a caller got from elsewhere may hold anything.
inline bool IsPossible(const PciAddress& address) {
  return address.bus <= 0xff && address.slot <= 0x1f && address.function <= 7;
}

// As sysfs names it: "0000:00:1e.0".
inline std::string ToString(const PciAddress& address) {
  return absl::StrFormat("%04x:%02x:%02x.%x", address.domain, address.bus, address.slot,
                         address.function);
}

}  // namespace neuron

#endif  // AGENT_DEVICE_PCI_ADDRESS_H_
