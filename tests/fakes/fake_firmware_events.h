#ifndef TESTS_FAKES_FAKE_FIRMWARE_EVENTS_H_
#define TESTS_FAKES_FAKE_FIRMWARE_EVENTS_H_

#include <utility>
#include <vector>

#include "agent/device/firmware_event_source.h"

namespace neuron {

// Firmware events when the test says so.
class FakeFirmwareEvents : public FirmwareEventSource {
 public:
  // The health of a chip has changed. REQUIRES: started.
  void Happen(int chip) { look_(chip); }

  // What it says of itself; OK at the start.
  void SetStatus(absl::Status status) { status_ = std::move(status); }

  // What it was told to follow last.
  const std::vector<FirmwareEventFile>& files() const { return files_; }

  void Start(Look look) override { look_ = std::move(look); }
  void Follow(const std::vector<FirmwareEventFile>& files) override { files_ = files; }
  absl::Status status() const override { return status_; }

 private:
  Look look_;
  std::vector<FirmwareEventFile> files_;
  absl::Status status_;
};

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_FIRMWARE_EVENTS_H_
