#include "agent/device/firmware_health.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/device/attribute.h"
#include "agent/device/sysfs_value.h"

namespace neuron {
namespace {

constexpr absl::string_view kUnreachable = "device_unreachable";

bool IsName(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isgraph);
}

bool AreNames(absl::string_view text) {
  for (const absl::string_view name : absl::StrSplit(text, ',')) {
    if (!IsName(name)) {
      return false;
    }
  }
  return true;
}

}  // namespace

absl::StatusOr<UnhealthyComponents> ParseUnhealthyComponents(absl::string_view bytes) {
  const absl::string_view names = absl::StripSuffix(bytes, "\n");
  if (names == kUnreachable) {
    return UnhealthyComponents{true, ""};
  }
  if (bytes != "\n" && (names.empty() || !AreNames(names))) {
    return Unexpected("names of components", bytes);
  }
  return UnhealthyComponents{false, std::string(names)};
}

absl::StatusOr<Heartbeat> ParseHeartbeat(absl::string_view bytes) {
  constexpr std::uint64_t kMost = 255;
  if (absl::StripSuffix(bytes, "\n") == kUnreachable) {
    return Heartbeat{true, 0};
  }
  const absl::StatusOr<std::uint64_t> beat = ParseUnsigned(bytes);
  if (!beat.ok() || *beat > kMost) {
    return Unexpected("a number up to 255", bytes);
  }
  return Heartbeat{false, static_cast<std::uint8_t>(*beat)};
}

}  // namespace neuron
