#ifndef AGENT_HEALTH_KERNEL_SIGNS_H_
#define AGENT_HEALTH_KERNEL_SIGNS_H_

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/device/inventory.h"
#include "agent/device/kernel_record.h"
#include "agent/health/kernel_message.h"
#include "agent/health/security_event.h"
#include "agent/health/sign.h"

namespace neuron {

// A line of the kernel's log that is about the host, or about a chip that it does not name. It
// counts against no chip: else whoever may open one could make all of them suspect by one line.
struct HostEvent {
  absl::Time seen_at;
  std::string text;
  // "it names no chip".
  std::string why;
};

// What a record comes to: one of these at most.
struct KernelNews {
  absl::optional<Sign> sign;
  absl::optional<SecurityEvent> security;
  absl::optional<HostEvent> host;
};

// Makes signs of what the kernel's log says, so far as it agrees with what is known of this host.
//
// A sign is what names a chip that is here, by index or by serial number, with no serial number but
// this chip's and no instance id but this host's, so far as both sides are known. What names
// another is a security event; so is every such line that a process wrote to /dev/kmsg, or that
// contradicts itself. An event of the host is a line that names no chip, one that may be of a chip
// that is missing, an error that is not known, and what the driver itself says of a chip that is
// not here yet.
//
// A line that came to the same within the last minute, among the last 64, is passed over as a
// repetition. Of each chip and ailment ten signs are let through in a minute, and ten events of
// either sort; the others are dropped. Both are counted, and events of either sort, told or not.
// One thread.
class KernelSigns {
 public:
  struct Counts {
    std::uint64_t repeated = 0;
    std::uint64_t dropped = 0;
    std::uint64_t security_events = 0;
    std::uint64_t host_events = 0;
  };

  // `at` is of a clock that never goes back. `instance_id` is empty while it is not known.
  KernelNews Judge(const KernelRecord& record, absl::Duration at, const Inventory& inventory,
                   absl::string_view instance_id);

  const Counts& counts() const { return counts_; }

 private:
  // How much of one kind was let through in the minute that began then.
  struct Minute {
    absl::Duration began = -absl::InfiniteDuration();
    int passed = 0;
  };
  // The chip, or that it is an event; the ailment.
  using Kind = std::pair<int, int>;
  struct Line {
    Kind kind;
    std::string text;
    absl::Duration said_at;
  };

  static Kind KindOf(const KernelNews& news);
  void Count(const KernelNews& news);
  bool IsRepeated(Kind kind, const std::string& text, absl::Duration at);
  bool IsAllowed(Kind kind, absl::Duration at);

  std::deque<Line> lines_;
  std::map<Kind, Minute> minutes_;
  Counts counts_;
};

}  // namespace neuron

#endif  // AGENT_HEALTH_KERNEL_SIGNS_H_
