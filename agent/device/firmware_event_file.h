#ifndef AGENT_DEVICE_FIRMWARE_EVENT_FILE_H_
#define AGENT_DEVICE_FIRMWARE_EVENT_FILE_H_

#include <string>
#include <vector>

#include "agent/device/inventory.h"

namespace neuron {

// The file that counts a chip's firmware events, its hw_error_event: how often the word of its
// health, and whether it can be reached, have changed. Whoever polls it is told of each.
struct FirmwareEventFile {
  int chip = 0;
  std::string path;

  friend bool operator==(const FirmwareEventFile& a, const FirmwareEventFile& b) {
    return a.chip == b.chip && a.path == b.path;
  }
};

// Those of an inventory, by chip. None of chips that have none, and none at all if the driver does
// not bear that files stay open (MayKeepOpen()). Pure.
std::vector<FirmwareEventFile> FirmwareEventFiles(const Inventory& inventory);

}  // namespace neuron

#endif  // AGENT_DEVICE_FIRMWARE_EVENT_FILE_H_
