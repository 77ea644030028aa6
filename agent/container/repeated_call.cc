#include "agent/container/repeated_call.h"

#include "absl/time/time.h"

namespace neuron {
namespace {

constexpr absl::Duration kFirst = absl::Milliseconds(20);
constexpr absl::Duration kLast = absl::Milliseconds(2560);

}  // namespace

void RepeatedCall::Begin() {
  Wait(kFirst, kFirst);
  call_();
}

void RepeatedCall::Wait(absl::Duration since_begin, absl::Duration wait) {
  alarm_ = clock_->CallAfter(wait, [this, since_begin] {
    if (since_begin < kLast) {
      Wait(2 * since_begin, since_begin);
    } else {
      alarm_ = nullptr;
    }
    call_();
  });
}

}  // namespace neuron
