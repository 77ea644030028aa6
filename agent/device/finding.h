#ifndef AGENT_DEVICE_FINDING_H_
#define AGENT_DEVICE_FINDING_H_

#include <string>
#include <vector>

#include "agent/device/chip_set.h"

namespace neuron {

// What is wrong with the host as it was found, by one word.
enum class FindingCode {
  // A chip is on PCI and has no neuron<N>.
  kMissingChip,
  // Fewer, or more, chips than the instance type is sold with.
  kFewerChips,
  kMoreChips,
  // Another type of chip than the instance type is sold with, or chips of several types.
  kOtherChipType,
  // connected_devices is not what this instance type has, or not mutual.
  kOtherTopology,
  // Two chips with one serial number, or with one routing id.
  kTwinChips,
  // What the ioctl, the boot log and PCI say of where a chip is does not agree.
  kUnclearPciAddress,
  // A parameter of the driver's module is not at its default.
  kModuleParameter,
};

// A fact that somebody should look into. It is no verdict on a chip.
struct Finding {
  FindingCode code = FindingCode::kMissingChip;
  // The chips that it is about; empty if the host as a whole.
  ChipSet chips;
  // One line for people: what was expected, what was found, what to do.
  std::string text;

  friend bool operator==(const Finding& a, const Finding& b) {
    return a.code == b.code && a.chips == b.chips && a.text == b.text;
  }
};

// "missing_chip", ...
const char* Word(FindingCode code);

}  // namespace neuron

#endif  // AGENT_DEVICE_FINDING_H_
