#include "agent/usage/rebased_counter.h"

#include <limits>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

constexpr std::uint64_t kTornWord = std::uint64_t{1} << 32;

// How many values there are before it wraps; 0 if it does not.
std::uint64_t RangeOf(RebasedCounter::Kind kind) {
  switch (kind) {
    case RebasedCounter::Kind::kPlain:
      return 0;
    case RebasedCounter::Kind::kWraps32:
      return std::uint64_t{1} << 32;
    case RebasedCounter::Kind::kErrors16:
      return std::uint64_t{1} << 16;
  }
  return 0;
}

}  // namespace

const char* Word(RebaseReason reason) {
  switch (reason) {
    case RebaseReason::kCleared:
      return "cleared";
    case RebaseReason::kDriverReload:
      return "driver_reload";
    case RebaseReason::kChipReset:
      return "chip_reset";
    case RebaseReason::kOtherChip:
      return "other_chip";
  }
  return "";
}

Reading<std::uint64_t> RebasedCounter::Take(const Reading<std::uint64_t>& value,
                                            const CounterEpoch& epoch, absl::Time now) {
  if (!value.has_value()) {
    return value;
  }
  const std::uint64_t read = value.value();
  if (!seen_) {
    seen_ = true;
    total_ = read;
  } else if (read >= last_) {
    Grow(read - last_);
  } else {
    const RebaseReason reason = ReasonUnder(epoch);
    if (doubts_ + 1 < ReadingsToBelieve(last_ - read, reason)) {
      ++doubts_;
      return Reading<std::uint64_t>::Unknown(absl::UnavailableError(absl::StrCat(
          "fell from ", last_, " to ", read, ", which is not believed before it stays there")));
    }
    Fall(read, reason, now);
  }
  doubts_ = 0;
  last_ = read;
  epoch_ = epoch;
  return total_;
}

RebaseReason RebasedCounter::ReasonUnder(const CounterEpoch& epoch) const {
  if (epoch.driver_load != epoch_.driver_load) {
    return RebaseReason::kDriverReload;
  }
  if (epoch.appearance != epoch_.appearance) {
    return RebaseReason::kOtherChip;
  }
  return epoch.resets != epoch_.resets ? RebaseReason::kChipReset : RebaseReason::kCleared;
}

bool RebasedCounter::Wraps(std::uint64_t fall, RebaseReason reason) const {
  const std::uint64_t range = RangeOf(kind_);
  return reason == RebaseReason::kCleared && fall > range / 4 * 3 && fall <= range;
}

int RebasedCounter::ReadingsToBelieve(std::uint64_t fall, RebaseReason reason) const {
  const bool same_hardware = reason == RebaseReason::kCleared || reason == RebaseReason::kChipReset;
  if (kind_ == Kind::kErrors16) {
    return same_hardware ? kConfirmations : 1;
  }
  const bool may_be_torn = kind_ == Kind::kPlain && reason == RebaseReason::kCleared &&
                           fall >= kTornWord / 2 && fall <= kTornWord;
  return may_be_torn ? 2 : 1;
}

void RebasedCounter::Fall(std::uint64_t value, RebaseReason reason, absl::Time now) {
  if (Wraps(last_ - value, reason)) {
    Grow(RangeOf(kind_) - (last_ - value));
    return;
  }
  Grow(value);
  ++rebases_;
  rebased_at_ = now;
  reason_ = reason;
}

void RebasedCounter::Grow(std::uint64_t by) {
  const std::uint64_t room = std::numeric_limits<std::uint64_t>::max() - total_;
  total_ += by < room ? by : room;
}

}  // namespace neuron
