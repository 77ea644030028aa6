#ifndef AGENT_USAGE_ERROR_COUNT_H_
#define AGENT_USAGE_ERROR_COUNT_H_

#include <cstdint>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/usage/rebased_counter.h"

namespace neuron {

// Errors of one kind, and which of them are new.
class ErrorCount {
 public:
  ErrorCount() : counter_(RebasedCounter::Kind::kErrors16) {}

  void Take(const Reading<std::uint64_t>& value, const CounterEpoch& epoch, absl::Time now);
  // There was a reading of other things: what was new is not new any more.
  void Pass();

  // As of the last reading; absent before the first.
  const Reading<std::uint64_t>& total() const { return total_; }
  // Since the last reading that was known before this one, so that no error is lost in between;
  // unknown if this one is or there is none; absent with the counter.
  const Reading<std::uint64_t>& fresh() const { return fresh_; }
  // What the register holds, by the last reading; unknown or absent with the counter.
  Reading<std::uint64_t> held() const;
  // Since the first reading that was known; unknown or absent with the counter.
  Reading<std::uint64_t> since_start() const;

  const RebasedCounter& counter() const { return counter_; }

 private:
  RebasedCounter counter_;
  absl::optional<std::uint64_t> first_;
  std::uint64_t known_ = 0;
  Reading<std::uint64_t> total_;
  Reading<std::uint64_t> fresh_;
};

}  // namespace neuron

#endif  // AGENT_USAGE_ERROR_COUNT_H_
