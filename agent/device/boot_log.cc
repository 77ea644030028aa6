#include "agent/device/boot_log.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"
#include "agent/device/chip_set.h"
#include "agent/device/kernel_record.h"

namespace neuron {
namespace {

constexpr char kLoaded[] = "Neuron Driver Started with Version";

constexpr absl::string_view kFailures[] = {
    "Could not retrieve device index",
    "Invalid device index",
    "duplicate routing id",
    "scheduling unload",
    // The kernel's own words, up to 6.7 and since.
    "neuron-driver: probe of ",
    "probe with driver neuron-driver failed",
};

// What was logged since the driver was last loaded; all, if that is not in the log any more.
absl::string_view SinceLoaded(absl::string_view log) {
  const std::size_t loaded = log.rfind(kLoaded);
  return loaded == absl::string_view::npos ? log : log.substr(loaded);
}

// Goes on behind the next `word`.
bool SkipPast(absl::string_view* text, absl::string_view word) {
  const std::size_t at = text->find(word);
  if (at == absl::string_view::npos) {
    return false;
  }
  text->remove_prefix(at + word.size());
  *text = absl::StripLeadingAsciiWhitespace(*text);
  return true;
}

// Takes the hexadecimal digits in front, and the byte behind them, which has to be `end`.
bool TakeHex(absl::string_view* text, char end, std::uint32_t limit, std::uint8_t* value) {
  const std::size_t at = text->find(end);
  const absl::string_view digits = text->substr(0, at);
  std::uint32_t number;
  if (at == absl::string_view::npos || digits.empty() || digits.size() > 2 ||
      !std::all_of(digits.begin(), digits.end(), absl::ascii_isxdigit) ||
      !absl::SimpleHexAtoi(digits, &number) || number > limit) {
    return false;
  }
  *value = static_cast<std::uint8_t>(number);
  text->remove_prefix(at + 1);
  return true;
}

// Takes the decimal digits in front.
bool TakeNumber(absl::string_view* text, std::uint32_t* value) {
  const auto* end = std::find_if_not(text->begin(), text->end(), absl::ascii_isdigit);
  const auto size = static_cast<std::size_t>(end - text->begin());
  const bool taken = absl::SimpleAtoi(text->substr(0, size), value);
  text->remove_prefix(size);
  return taken;
}

// "... BDF: 00:10.0 => nd[0] (routing id: 0)"
absl::optional<LoggedChip> ParseChip(absl::string_view line) {
  LoggedChip chip;
  std::uint32_t index;
  if (!SkipPast(&line, "BDF:") || !TakeHex(&line, ':', 0xff, &chip.bus) ||
      !TakeHex(&line, '.', 0x1f, &chip.slot) || !TakeHex(&line, ' ', 7, &chip.function) ||
      !SkipPast(&line, "nd[") || !TakeNumber(&line, &index) || index >= kMaxChips ||
      !absl::ConsumePrefix(&line, "]") || !SkipPast(&line, "routing id:") ||
      !TakeNumber(&line, &chip.routing_id)) {
    return absl::nullopt;
  }
  chip.index = static_cast<int>(index);
  return chip;
}

std::string Printable(absl::string_view line) {
  constexpr std::size_t kQuoted = 120;
  std::string text(line.substr(0, kQuoted));
  std::replace_if(
      text.begin(), text.end(), [](char byte) { return !absl::ascii_isprint(byte); }, '?');
  return text;
}

bool IsFailure(absl::string_view line) {
  return std::any_of(std::begin(kFailures), std::end(kFailures),
                     [&](absl::string_view words) { return absl::StrContains(line, words); });
}

}  // namespace

std::vector<LoggedChip> FindLoggedChips(absl::string_view log) {
  std::map<int, LoggedChip> chips;
  for (absl::string_view line : absl::StrSplit(SinceLoaded(log), '\n')) {
    const absl::optional<LoggedChip> chip = ParseChip(line);
    if (chip.has_value()) {
      chips[chip->index] = *chip;
    }
  }
  std::vector<LoggedChip> found;
  for (const auto& entry : chips) {
    found.push_back(entry.second);
  }
  return found;
}

std::vector<std::string> FindProbeFailures(absl::string_view log) {
  constexpr std::size_t kKept = 16;
  std::vector<std::string> failures;
  for (absl::string_view line : absl::StrSplit(SinceLoaded(log), '\n')) {
    if (!IsFailure(line)) {
      continue;
    }
    if (failures.size() == kKept) {
      failures.erase(failures.begin());
    }
    failures.push_back(Printable(absl::StripAsciiWhitespace(ParseKernelRecord(line).text)));
  }
  return failures;
}

}  // namespace neuron
