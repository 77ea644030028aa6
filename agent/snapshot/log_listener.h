#ifndef AGENT_SNAPSHOT_LOG_LISTENER_H_
#define AGENT_SNAPSHOT_LOG_LISTENER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/clock.h"
#include "agent/base/lifetime.h"
#include "agent/device/inventory.h"
#include "agent/device/kernel_log_source.h"
#include "agent/health/kernel_log_report.h"
#include "agent/health/kernel_signs.h"
#include "agent/health/security_event.h"
#include "agent/health/sign.h"

namespace neuron {

// Hears what the kernel's log says of chips. Signs are handed on; security events and events of the
// host are logged, by us, as warnings, and what became of the log is kept account of. Used on the
// loop's thread only.
class LogListener {
 public:
  struct Links {
    // The inventory as it is known when a record comes; never null.
    std::function<std::shared_ptr<const Inventory>()> inventory;
    // Called with each sign, and when it was logged by a clock that never goes back.
    std::function<void(const Sign&, absl::Duration at)> tell;
  };

  // `source` and `clock` are borrowed; the source may go on without effect once this is gone.
  // `instance_id` is empty if it is not known.
  LogListener(KernelLogSource* source, Clock* clock, std::string instance_id, Links links);

  // Begins to listen, if it has not: once there is an inventory, since nothing can be verified
  // before.
  void Listen();

  // Whether the log is heard, or why not.
  absl::Status status() const { return source_->status(); }

  // What became of the log so far; nothing if it was never heard.
  absl::optional<KernelLogReport> Report() const;

 private:
  void Take(const KernelRecord& record);
  void Keep(SecurityEvent event);

  KernelLogSource* const source_;
  Clock* const clock_;
  const std::string instance_id_;
  const Links links_;
  bool listening_ = false;
  bool has_heard_ = false;
  KernelSigns signs_;
  // The latest first.
  std::vector<SecurityEvent> security_events_;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_LOG_LISTENER_H_
