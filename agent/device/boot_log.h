#ifndef AGENT_DEVICE_BOOT_LOG_H_
#define AGENT_DEVICE_BOOT_LOG_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace neuron {

// A chip as the driver logged it when it found it. The domain is not in the line.
struct LoggedChip {
  std::uint8_t bus = 0;
  std::uint8_t slot = 0;
  std::uint8_t function = 0;
  // N of neuron<N>.
  int index = 0;
  std::uint32_t routing_id = 0;

  friend bool operator==(const LoggedChip& a, const LoggedChip& b) {
    return a.bus == b.bus && a.slot == b.slot && a.function == b.function && a.index == b.index &&
           a.routing_id == b.routing_id;
  }
};

// What follows takes text of the kernel log, one record a line, each with or without the prefix
// that `dmesg` ("[    3.35] ") or /dev/kmsg ("6,123,456,-;") gives it. Only what was logged since
// the driver was last loaded counts. Pure, over foreign bytes: anyone who may write to the log can
// forge a line, so nothing but a name or a hint rests on it.

// The chips named in it, by index, the last word on each (neuron-driver.md §3.3). Inferentia is not
// logged.
std::vector<LoggedChip> FindLoggedChips(absl::string_view log);

// What the driver, or the kernel of it, logged of chips that it could not take (§8.4): the last 16
// lines, without prefix, in printable ASCII, each cut at 120 bytes.
std::vector<std::string> FindProbeFailures(absl::string_view log);

}  // namespace neuron

#endif  // AGENT_DEVICE_BOOT_LOG_H_
