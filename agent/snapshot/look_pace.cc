#include "agent/snapshot/look_pace.h"

#include <algorithm>
#include <utility>

namespace neuron {
namespace {

// Of how long a look took: so long a rest makes up for it.
constexpr int kRest = 3;

}  // namespace

LookPace::LookPace(Clock* clock, Limits limits, std::function<void()> begin)
    : clock_(clock), limits_(limits), begin_(std::move(begin)) {}

void LookPace::Want() {
  wanted_ = true;
  if (!under_way_ && rest_ == nullptr) {
    Begin();
  }
}

void LookPace::Begin() {
  wanted_ = false;
  under_way_ = true;
  began_ = clock_->Monotonic();
  debt_ = std::max(absl::ZeroDuration(), debt_ - (began_ - ended_) / kRest);
  begin_();
}

void LookPace::Ended() {
  under_way_ = false;
  ended_ = clock_->Monotonic();
  const absl::Duration took = ended_ - began_;
  debt_ += took;
  const absl::Duration rest = std::max(kRest * (debt_ - limits_.burst), limits_.gap - took);
  rest_ = clock_->CallAfter(std::max(absl::ZeroDuration(), rest), [this] {
    rest_ = nullptr;
    if (wanted_) {
      Begin();
    }
  });
}

}  // namespace neuron
