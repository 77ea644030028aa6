#include "agent/snapshot/log_listener.h"

#include <utility>

#include "agent/base/log.h"

namespace neuron {
namespace {

template <typename Event>
void Warn(absl::string_view event, const Event& of) {
  Log(LogLevel::kWarning, event, {{"line", of.text}, {"why", of.why}});
}

}  // namespace

LogListener::LogListener(KernelLogSource* source, Clock* clock, std::string instance_id,
                         Links links)
    : source_(source),
      clock_(clock),
      instance_id_(std::move(instance_id)),
      links_(std::move(links)) {}

void LogListener::Listen() {
  if (!std::exchange(listening_, true)) {
    source_->Start(lifetime_.Guard([this](const KernelRecord& record) { Take(record); }));
  }
}

absl::optional<KernelLogReport> LogListener::Report() const {
  if (!has_heard_ && !(listening_ && source_->status().ok())) {
    return absl::nullopt;
  }
  const KernelSigns::Counts& counts = signs_.counts();
  KernelLogReport report;
  report.lost = source_->lost();
  report.too_long = source_->too_long();
  report.repeated = counts.repeated;
  report.dropped = counts.dropped;
  report.unplaced = counts.host_events;
  report.forged = counts.security_events;
  report.latest = security_events_;
  return report;
}

void LogListener::Keep(SecurityEvent event) {
  if (security_events_.size() == KernelLogReport::kLatest) {
    security_events_.pop_back();
  }
  security_events_.insert(security_events_.begin(), std::move(event));
}

void LogListener::Take(const KernelRecord& record) {
  has_heard_ = true;
  const absl::Duration at = clock_->Monotonic();
  KernelNews news = signs_.Judge(record, at, *links_.inventory(), instance_id_);
  if (news.sign.has_value()) {
    // What was logged before the start is as old as it says.
    const absl::Duration age = clock_->Now() - news.sign->seen_at;
    links_.tell(*news.sign, age > absl::ZeroDuration() ? at - age : at);
  }
  if (news.security.has_value()) {
    Warn("forged_kernel_message", *news.security);
    Keep(*std::move(news.security));
  }
  if (news.host.has_value()) {
    Warn("kernel_message", *news.host);
  }
}

}  // namespace neuron
