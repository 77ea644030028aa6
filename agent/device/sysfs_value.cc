#include "agent/device/sysfs_value.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/device/attribute.h"

namespace neuron {
namespace {

// Digits only: absl's own parsers also take signs and spaces. Called for each file of each pass.
template <typename T>
bool ParseDigits(absl::string_view text, T* value) {
  const char* const end = text.data() + text.size();
  const std::from_chars_result parsed = std::from_chars(text.data(), end, *value);
  return !text.empty() && text.front() != '-' && parsed.ec == std::errc() && parsed.ptr == end;
}

template <typename T>
Reading<T> ReadWith(const absl::optional<std::string>& path,
                    absl::StatusOr<T> (*parse)(absl::string_view)) {
  if (!path.has_value()) {
    return Reading<T>::Absent();
  }
  return ReadAttribute(*path, [&](absl::string_view bytes) { return ReadingOf(parse(bytes)); });
}

}  // namespace

absl::StatusOr<std::uint64_t> ParseUnsigned(absl::string_view bytes) {
  std::uint64_t value = 0;
  if (!ParseDigits(absl::StripSuffix(bytes, "\n"), &value)) {
    return Unexpected("a decimal number", bytes);
  }
  return value;
}

absl::StatusOr<std::string> ParseText(absl::string_view bytes) {
  const absl::string_view line = absl::StripSuffix(bytes, "\n");
  if (line.empty() || !std::all_of(line.begin(), line.end(), absl::ascii_isprint)) {
    return Unexpected("a line of text", bytes);
  }
  return std::string(line);
}

absl::StatusOr<std::string> ParseSerialNumber(absl::string_view bytes) {
  constexpr std::size_t kDigits = 16;
  const absl::string_view digits = absl::StripSuffix(bytes, "\n");
  if (digits.size() != kDigits ||
      !std::all_of(digits.begin(), digits.end(), absl::ascii_isxdigit)) {
    return Unexpected("16 hex digits", bytes);
  }
  return std::string(digits);
}

absl::StatusOr<ChipSet> ParseNeighbours(absl::string_view bytes) {
  if (bytes == "\n") {
    return ChipSet();
  }
  if (bytes.empty()) {
    return Unexpected("a list of chips", bytes);
  }
  ChipSet chips;
  for (absl::string_view item : absl::StrSplit(absl::StripSuffix(bytes, "\n"), ", ")) {
    int chip = 0;
    if (!ParseDigits(item, &chip) || chip >= kMaxChips || chips.Contains(chip)) {
      return Unexpected("a list of chips", bytes);
    }
    chips.Add(chip);
  }
  return chips;
}

absl::StatusOr<DeviceNumber> ParseDeviceNumber(absl::string_view bytes) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(absl::StripSuffix(bytes, "\n"), absl::MaxSplits(':', 1));
  DeviceNumber number;
  if (!ParseDigits(parts.first, &number.major) || !ParseDigits(parts.second, &number.minor)) {
    return Unexpected("major:minor", bytes);
  }
  return number;
}

absl::StatusOr<std::uint32_t> FindMajor(absl::string_view proc_devices, absl::string_view name) {
  bool character_devices = false;
  for (absl::string_view line : absl::StrSplit(proc_devices, '\n')) {
    if (absl::EndsWith(line, ":")) {
      character_devices = line == "Character devices:";
      continue;
    }
    const std::vector<absl::string_view> words = absl::StrSplit(line, ' ', absl::SkipEmpty());
    std::uint32_t major;
    if (character_devices && words.size() == 2 && words[1] == name &&
        ParseDigits(words[0], &major)) {
      return major;
    }
  }
  return absl::NotFoundError(absl::StrCat("no character devices called ", name));
}

Reading<std::uint64_t> ReadUnsigned(const absl::optional<std::string>& path) {
  return ReadWith(path, ParseUnsigned);
}

Reading<std::string> ReadText(const absl::optional<std::string>& path) {
  return ReadWith(path, ParseText);
}

Reading<std::string> ReadSerialNumber(const absl::optional<std::string>& path) {
  return ReadWith(path, ParseSerialNumber);
}

Reading<ChipSet> ReadNeighbours(const absl::optional<std::string>& path) {
  return ReadWith(path, ParseNeighbours);
}

}  // namespace neuron
