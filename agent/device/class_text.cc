#include "agent/device/class_text.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/device/attribute.h"
#include "agent/device/sysfs_value.h"

namespace neuron {
namespace {

// Why the driver has no answer, if it says so; else OK.
absl::Status Excuse(absl::string_view text) {
  if (text == "busy") {
    return absl::UnavailableError("busy: the servers are electing an UltraServer");
  }
  if (text == "init_error") {
    return absl::FailedPreconditionError("init_error: the driver could not set it up");
  }
  return absl::OkStatus();
}

bool IsZero(absl::string_view digits) {
  return std::all_of(digits.begin(), digits.end(), [](char digit) { return digit == '0'; });
}

// The driver keeps modes as bits of a word.
bool IsMode(absl::string_view text) {
  std::uint32_t mode;
  return std::all_of(text.begin(), text.end(), absl::ascii_isdigit) &&
         absl::SimpleAtoi(text, &mode) && mode < 32;
}

}  // namespace

Reading<std::uint64_t> ParseClassNumber(absl::string_view bytes) {
  const absl::string_view text = absl::StripSuffix(bytes, "\n");
  if (text == "-1") {
    return Reading<std::uint64_t>::Absent();
  }
  const absl::Status excuse = Excuse(text);
  return excuse.ok() ? ReadingOf(ParseUnsigned(bytes)) : Reading<std::uint64_t>::Unknown(excuse);
}

Reading<std::string> ParseServerId(absl::string_view bytes) {
  const absl::string_view text = absl::StripSuffix(bytes, "\n");
  const absl::Status excuse = Excuse(text);
  if (!excuse.ok()) {
    return Reading<std::string>::Unknown(excuse);
  }
  const Reading<std::string> id = ReadingOf(ParseSerialNumber(bytes));
  return id.has_value() && IsZero(id.value()) ? Reading<std::string>::Absent() : id;
}

Reading<std::string> ParseModes(absl::string_view bytes) {
  if (bytes == "\n") {
    return Reading<std::string>::Absent();
  }
  const absl::string_view text = absl::StripSuffix(bytes, "\n");
  const absl::Status excuse = Excuse(text);
  if (!excuse.ok()) {
    return Reading<std::string>::Unknown(excuse);
  }
  const std::vector<absl::string_view> modes = absl::StrSplit(text, ',');
  return std::all_of(modes.begin(), modes.end(), IsMode)
             ? Reading<std::string>(std::string(text))
             : Reading<std::string>::Unknown(Unexpected("a list of modes", bytes));
}

Reading<std::string> ParseReservationId(absl::string_view bytes) {
  const absl::string_view text = absl::StripSuffix(bytes, "\n");
  if (text == "-1" || (!text.empty() && IsZero(text))) {
    return Reading<std::string>::Absent();
  }
  const absl::Status excuse = Excuse(text);
  return excuse.ok() ? ReadingOf(ParseText(bytes)) : Reading<std::string>::Unknown(excuse);
}

}  // namespace neuron
