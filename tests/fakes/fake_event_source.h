#ifndef TESTS_FAKES_FAKE_EVENT_SOURCE_H_
#define TESTS_FAKES_FAKE_EVENT_SOURCE_H_

#include <functional>
#include <utility>

#include "agent/device/event_source.h"

namespace neuron {

// Events when the test says so.
class FakeEventSource : public EventSource {
 public:
  // Something happened. REQUIRES: started.
  void Happen() { look_(); }

  // What it says of itself; OK at the start.
  void SetStatus(absl::Status status) { status_ = std::move(status); }

  void Start(std::function<void()> look) override { look_ = std::move(look); }
  absl::Status status() const override { return status_; }

 private:
  std::function<void()> look_;
  absl::Status status_;
};

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_EVENT_SOURCE_H_
