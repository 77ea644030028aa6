#ifndef AGENT_DEVICE_CAPABILITY_H_
#define AGENT_DEVICE_CAPABILITY_H_

#include <string>

#include "agent/device/chip_set.h"

namespace neuron {

// Where a capability comes from.
enum class CapabilityKind {
  // A file or counter below neuron<N>, by its leaf's name.
  kSysfs,
  // A file of the class directory.
  kClass,
  // A file of the PCI function.
  kPci,
  // An ioctl of the monitor's allowed list.
  kIoctl,
};

// What a look at it brought.
enum class Access {
  kAbsent,
  kReadable,
  // It is there, and this process may not read it.
  kRefused,
  // It should be there; asking failed, or has not happened yet.
  kUnknown,
};

// When what it says moves.
enum class Liveness {
  // Never, while the driver is loaded.
  kConstant,
  // As it happens.
  kLive,
  // When the process that it is about ends (drivers up to 2.29, neuron-driver.md §7.4).
  kAtExit,
  // Once a minute.
  kEachMinute,
};

// One row of the table of what this host's driver offers to a monitor.
struct Capability {
  // "mem_ecc_uncorrected", "DEVICE_BDF_EXT".
  std::string name;
  CapabilityKind kind = CapabilityKind::kSysfs;
  Access access = Access::kAbsent;
  Liveness liveness = Liveness::kConstant;
  // For which chips this row holds; empty for what belongs to the host. Chips that differ have a
  // row of their own.
  ChipSet chips;

  friend bool operator==(const Capability& a, const Capability& b) {
    return a.name == b.name && a.kind == b.kind && a.access == b.access &&
           a.liveness == b.liveness && a.chips == b.chips;
  }
};

}  // namespace neuron

#endif  // AGENT_DEVICE_CAPABILITY_H_
