#include "agent/placement/port_token.h"

#include <cstdint>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "agent/device/chip_set.h"

namespace neuron {
namespace {

constexpr absl::string_view kNamePrefix = "neuron-chip-";
// The first that an unprivileged process may have, and the first that the kernel gives away.
constexpr int kFirstPort = 1024;
constexpr int kEndPort = 32768;

}  // namespace

absl::Status CheckPortBase(int base) {
  return base >= kFirstPort && base <= kEndPort - kMaxChips
             ? absl::OkStatus()
             : absl::InvalidArgumentError(absl::StrCat("the ", kMaxChips, " ports from ", base,
                                                       " are not all within ", kFirstPort, "-",
                                                       kEndPort - 1));
}

std::string PortTokenName(int chip) { return absl::StrFormat("%s%02d", kNamePrefix, chip); }

bool IsPortTokenName(absl::string_view name) { return absl::StartsWith(name, kNamePrefix); }

bool IsPortToken(const TaskPort& port, int base) {
  const std::int64_t number = port.host_port.value_or(port.container_port.value_or(0));
  return IsPortTokenName(port.name) || (number >= base && number < base + kMaxChips);
}

}  // namespace neuron
