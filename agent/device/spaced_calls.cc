#include "agent/device/spaced_calls.h"

#include <utility>

namespace neuron {

SpacedCalls::SpacedCalls(Clock* clock, absl::Duration spacing, std::function<void(int)> call)
    : clock_(clock), spacing_(spacing), call_(std::move(call)) {}

void SpacedCalls::Ask(int subject) {
  Subject& asked = subjects_[subject];
  if (asked.due != nullptr) {
    return;
  }
  const absl::Duration wait = asked.called + spacing_ - clock_->Monotonic();
  if (wait <= absl::ZeroDuration()) {
    Call(subject);
  } else {
    asked.due = clock_->CallAfter(wait, [this, subject] { Call(subject); });
  }
}

void SpacedCalls::Call(int subject) {
  Subject& asked = subjects_[subject];
  asked.due = nullptr;
  asked.called = clock_->Monotonic();
  call_(subject);
}

}  // namespace neuron
