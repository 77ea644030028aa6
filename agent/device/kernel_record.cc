#include "agent/device/kernel_record.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace neuron {
namespace {

// syslog(3): a level in the lower three bits, the facility above them; that of the kernel is 0.
constexpr std::uint32_t kLevelBits = 3;

// Far more than any machine is up: what is larger is no time.
constexpr double kLongestUptimeSeconds = 1e12;

bool IsNumber(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

template <typename Number>
bool ToNumber(absl::string_view text, Number* number) {
  return IsNumber(text) && absl::SimpleAtoi(text, number);
}

// "6,123,456,-" or, from newer kernels, with more fields.
bool TakeDevicePrefix(absl::string_view prefix, KernelRecord* record) {
  const std::vector<absl::string_view> fields = absl::StrSplit(prefix, ',');
  std::uint32_t priority;
  std::uint64_t sequence;
  std::uint64_t microseconds;
  if (fields.size() < 4 || !ToNumber(fields[0], &priority) || !ToNumber(fields[1], &sequence) ||
      !ToNumber(fields[2], &microseconds) || microseconds > kLongestUptimeSeconds * 1e6) {
    return false;
  }
  record->level = static_cast<int>(priority & ((1U << kLevelBits) - 1));
  record->from_kernel = priority >> kLevelBits == 0;
  record->sequence = sequence;
  record->since_boot = absl::Microseconds(static_cast<std::int64_t>(microseconds));
  return true;
}

// "    3.328367"
bool TakeDmesgPrefix(absl::string_view prefix, KernelRecord* record) {
  const absl::string_view time = absl::StripLeadingAsciiWhitespace(prefix);
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(time, absl::MaxSplits('.', 1));
  double seconds;
  if (!IsNumber(parts.first) || !IsNumber(parts.second) || !absl::SimpleAtod(time, &seconds) ||
      seconds > kLongestUptimeSeconds) {
    return false;
  }
  record->since_boot = absl::Seconds(seconds);
  return true;
}

// Takes the prefix off the line, if it has one.
absl::string_view TakePrefix(absl::string_view line, KernelRecord* record) {
  const std::size_t device_end = line.find(';');
  if (device_end != absl::string_view::npos &&
      TakeDevicePrefix(line.substr(0, device_end), record)) {
    return line.substr(device_end + 1);
  }
  const std::size_t dmesg_end = line.find(']');
  if (dmesg_end != absl::string_view::npos && line.front() == '[' &&
      TakeDmesgPrefix(line.substr(1, dmesg_end - 1), record)) {
    return absl::StripPrefix(line.substr(dmesg_end + 1), " ");
  }
  return line;
}

}  // namespace

KernelRecord ParseKernelRecord(absl::string_view bytes) {
  KernelRecord record;
  const absl::string_view line = bytes.substr(0, bytes.find('\n'));
  record.text = std::string(TakePrefix(line, &record));
  return record;
}

}  // namespace neuron
