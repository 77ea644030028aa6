#ifndef AGENT_BASE_UTC_TEXT_H_
#define AGENT_BASE_UTC_TEXT_H_

#include <string>

#include "absl/time/time.h"

namespace neuron {

// "2026-11-18T11:06:40Z", to the second, rounded down. Pure.
inline std::string UtcText(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone());
}

}  // namespace neuron

#endif  // AGENT_BASE_UTC_TEXT_H_
