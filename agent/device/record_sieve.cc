#include "agent/device/record_sieve.h"

#include <utility>

namespace neuron {
namespace {

constexpr absl::Duration kAround = absl::Minutes(5);

}  // namespace

RecordSieve::RecordSieve(const Clock* clock, KernelLogSource::Take take)
    : clock_(clock), take_(std::move(take)), started_(clock->Monotonic()) {}

void RecordSieve::Pass(KernelRecord record) const {
  if (caught_up_ || IsYoung(record)) {
    record.logged_at = Date(record);
    take_(record);
  }
}

bool RecordSieve::IsYoung(const KernelRecord& record) const {
  return record.since_boot.has_value() && *record.since_boot >= started_ - kAround &&
         *record.since_boot <= clock_->Monotonic() + kAround;
}

absl::Time RecordSieve::Date(const KernelRecord& record) const {
  const absl::Duration up = clock_->Monotonic();
  const bool is_known = record.since_boot.has_value() && *record.since_boot <= up;
  return is_known ? clock_->Now() - (up - *record.since_boot) : clock_->Now();
}

}  // namespace neuron
