#ifndef AGENT_DEVICE_FIRMWARE_HEALTH_H_
#define AGENT_DEVICE_FIRMWARE_HEALTH_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/base/reading.h"

namespace neuron {

// What the firmware says is not well (neuron-driver.md §7.5), by the names it uses.
struct UnhealthyComponents {
  // Its registers cannot be read although the chip is ready: nothing else is known then.
  bool unreachable = false;
  // "hbm,link_efa"; empty if all is well. In printable ASCII, names that we do not know included.
  std::string names;

  friend bool operator==(const UnhealthyComponents& a, const UnhealthyComponents& b) {
    return a.unreachable == b.unreachable && a.names == b.names;
  }
};

// A number of 8 bits that goes on while the firmware lives.
struct Heartbeat {
  bool unreachable = false;
  std::uint8_t beat = 0;

  friend bool operator==(const Heartbeat& a, const Heartbeat& b) {
    return a.unreachable == b.unreachable && a.beat == b.beat;
  }
};

// stats/hardware/health_status/*, which the driver takes every 50 ms while the chip is ready.
struct FirmwareHealth {
  // unhealthy_components and healthcheck_heartbeat.
  Reading<UnhealthyComponents> components;
  Reading<Heartbeat> heartbeat;
  // hw_error_event: how often the above have changed.
  Reading<std::uint64_t> events;
};

// The bytes of the files, with or without the closing line feed; an empty answer is a failure, not
// "all is well". DataLoss for anything else, quoting the start of what was there. Pure.
absl::StatusOr<UnhealthyComponents> ParseUnhealthyComponents(absl::string_view bytes);
absl::StatusOr<Heartbeat> ParseHeartbeat(absl::string_view bytes);

}  // namespace neuron

#endif  // AGENT_DEVICE_FIRMWARE_HEALTH_H_
