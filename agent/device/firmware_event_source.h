#ifndef AGENT_DEVICE_FIRMWARE_EVENT_SOURCE_H_
#define AGENT_DEVICE_FIRMWARE_EVENT_SOURCE_H_

#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "agent/device/firmware_event_file.h"

namespace neuron {

// Says at once that the health of a chip has changed, as its firmware sees it. Not how: whoever is
// told reads the chip for himself. Not every driver tells, so reading the chip now and then without
// a reason stays necessary.
//
// Used on the loop's thread.
class FirmwareEventSource {
 public:
  using Look = std::function<void(int chip)>;

  virtual ~FirmwareEventSource() = default;

  // From now on calls `look` with the chip when there is a reason to read it. REQUIRES: called
  // once; `look` does not destroy this.
  virtual void Start(Look look) = 0;

  // Listens to these files and no others; to those it listens to already it goes on listening.
  // REQUIRES: no two are of one chip.
  virtual void Follow(const std::vector<FirmwareEventFile>& files) = 0;

  // OK if every file of the last Follow() is listened to, but for those of chips that had gone by
  // then; else why not, and what follows from it.
  virtual absl::Status status() const = 0;
};

}  // namespace neuron

#endif  // AGENT_DEVICE_FIRMWARE_EVENT_SOURCE_H_
