#ifndef AGENT_DEVICE_RECORD_SIEVE_H_
#define AGENT_DEVICE_RECORD_SIEVE_H_

#include "absl/time/time.h"
#include "agent/base/clock.h"
#include "agent/device/kernel_log_source.h"

namespace neuron {

// Lets through what of a log is young enough, and dates it.
//
// Of the records that were there at the start, those of the last five minutes: what is older, says
// nothing of its time, or is more than five minutes ahead (another boot's) is held back. All that
// comes later is let through.
//
// logged_at is the wall time of boot, as the clocks stand now, and the record's time since then;
// now, if that is not known or ahead. Two things are not made up for: time for which the machine
// was suspended, and that the log's clock is not steered by NTP as ours is, so that the two drift
// apart by some seconds a month. One thread.
class RecordSieve {
 public:
  // `clock` is borrowed. REQUIRES: its Monotonic() counts from boot, as the loop's does.
  RecordSieve(const Clock* clock, KernelLogSource::Take take);

  // Dates the record and gives it to `take`, or holds it back.
  void Pass(KernelRecord record) const;

  // All that was there at the start has been passed.
  void CatchUp() { caught_up_ = true; }

 private:
  bool IsYoung(const KernelRecord& record) const;
  absl::Time Date(const KernelRecord& record) const;

  const Clock* const clock_;
  const KernelLogSource::Take take_;
  const absl::Duration started_;
  bool caught_up_ = false;
};

}  // namespace neuron

#endif  // AGENT_DEVICE_RECORD_SIEVE_H_
