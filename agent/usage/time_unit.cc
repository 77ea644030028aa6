#include "agent/usage/time_unit.h"

#include <algorithm>

namespace neuron {
namespace {

constexpr TimeUnit kUnits[] = {TimeUnit::kMicroseconds, TimeUnit::kNanoseconds,
                               TimeUnit::kPicoseconds};
// Of these, those that can be too coarse.
constexpr std::size_t kCoarse = 2;
// Units are a factor of 1000 apart.
constexpr double kMostUsePerActivity = 100;

}  // namespace

const char* Word(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::kUnsettled:
      return "unsettled";
    case TimeUnit::kMicroseconds:
      return "microseconds";
    case TimeUnit::kNanoseconds:
      return "nanoseconds";
    case TimeUnit::kPicoseconds:
      return "picoseconds";
  }
  return "";
}

double TicksPerSecond(TimeUnit unit) {
  return unit == TimeUnit::kMicroseconds ? 1e6 : unit == TimeUnit::kNanoseconds ? 1e9 : 1e12;
}

void TimeUnitTrial::Note(int core, absl::optional<double> ticks, absl::Duration elapsed) {
  Excess& excess = excess_[core];
  if (!ticks.has_value()) {
    excess = {};
    return;
  }
  const double possible = kMostBusy * absl::ToDoubleSeconds(elapsed);
  for (std::size_t i = 0; i < kCoarse; ++i) {
    excess[i] = std::max(0.0, excess[i] + *ticks / TicksPerSecond(kUnits[i]) - possible);
    if (excess[i] > absl::ToDoubleSeconds(kLongestExecution)) {
      excluded_ = std::max(excluded_, kUnits[i]);
    }
  }
}

void TimeUnitTrial::Compare(double ticks, absl::Duration active) {
  compared_ticks_ += ticks;
  compared_ += active;
  if (compared_ < kProof) {
    return;
  }
  const double least = absl::ToDoubleSeconds(compared_);
  for (const TimeUnit unit : kUnits) {
    const double used = compared_ticks_ / TicksPerSecond(unit);
    if (used >= least && used < kMostUsePerActivity * least) {
      proven_ = unit;
    }
  }
  compared_ticks_ = 0;
  compared_ = absl::ZeroDuration();
}

TimeUnit TimeUnitTrial::unit() const {
  if (excluded_ == TimeUnit::kNanoseconds) {
    return TimeUnit::kPicoseconds;
  }
  return proven_ > excluded_ ? proven_ : TimeUnit::kUnsettled;
}

}  // namespace neuron
