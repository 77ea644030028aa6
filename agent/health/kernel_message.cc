#include "agent/health/kernel_message.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/base/excerpt.h"
#include "agent/health/driver_phrase.h"

namespace neuron {
namespace {

constexpr char kErrorKey[] = "NEURON_HW_ERR";

// Longer than any that is known, and short enough for a message.
constexpr std::size_t kLongestError = 64;

struct KnownError {
  absl::string_view word;
  Ailment ailment;
};

// docs/health.md.
constexpr KnownError kErrors[] = {
    {"SRAM_UNCORRECTABLE_ERROR", Ailment::kSramUncorrectable},
    {"NC_UNCORRECTABLE_ERROR", Ailment::kSramUncorrectable},
    {"HBM_UNCORRECTABLE_ERROR", Ailment::kHbmUncorrectable},
    {"DMA_ERROR", Ailment::kDmaAbort},
    {"HANG_ON_COLLECTIVES", Ailment::kCollectivesHang},
};

constexpr absl::string_view kOtherKeys[] = {"nd-id",       "nc-id",    "serial-num",
                                            "instance-id", "hostname", "action"};

using Fields = std::map<absl::string_view, absl::string_view>;
using Field = std::pair<absl::string_view, absl::string_view>;

bool IsErrorWord(absl::string_view word) {
  return !word.empty() && word.size() <= kLongestError &&
         std::all_of(word.begin(), word.end(), [](char byte) {
           return absl::ascii_isupper(byte) || absl::ascii_isdigit(byte) || byte == '_';
         });
}

bool IsOtherKey(absl::string_view key) {
  return std::find(std::begin(kOtherKeys), std::end(kOtherKeys), key) != std::end(kOtherKeys);
}

// Remembers the field. One that is said twice differently is a flaw.
void Add(const Field& field, Fields* fields, KernelMessage* message) {
  const auto added = fields->emplace(field);
  if (!added.second && added.first->second != field.second) {
    message->flaw = absl::StrCat(field.first, " is said twice");
  }
}

absl::string_view Find(const Fields& fields, absl::string_view key) {
  const auto found = fields.find(key);
  return found == fields.end() ? absl::string_view() : found->second;
}

absl::optional<int> FindIndex(const Fields& fields, absl::string_view key, KernelMessage* message) {
  const auto found = fields.find(key);
  if (found == fields.end()) {
    return absl::nullopt;
  }
  const absl::string_view digits = found->second;
  int index;
  if (!std::all_of(digits.begin(), digits.end(), absl::ascii_isdigit) ||
      !absl::SimpleAtoi(digits, &index)) {
    message->flaw = Excerpt(absl::StrCat(key, "=", digits, " is no index"));
    return absl::nullopt;
  }
  return index;
}

// The words of a line by key. False if it is no hardware error's.
bool CollectFields(absl::string_view line, Fields* fields, KernelMessage* message) {
  for (absl::string_view word : absl::StrSplit(line, ' ', absl::SkipEmpty())) {
    const Field field = absl::StrSplit(word, absl::MaxSplits('=', 1));
    const bool is_error = field.first == kErrorKey;
    const bool has_error = fields->count(kErrorKey) != 0;
    if (is_error ? !IsErrorWord(field.second) : !has_error && !IsOtherKey(field.first)) {
      return false;
    }
    if (is_error || (IsOtherKey(field.first) && absl::StrContains(word, '='))) {
      Add(field, fields, message);
    }
  }
  return fields->count(kErrorKey) != 0;
}

absl::optional<Ailment> AilmentOf(absl::string_view error) {
  const auto* found = std::find_if(std::begin(kErrors), std::end(kErrors),
                                   [&](const KnownError& known) { return known.word == error; });
  return found == std::end(kErrors) ? absl::nullopt : absl::make_optional(found->ailment);
}

absl::optional<KernelMessage> ParseHardwareError(absl::string_view line) {
  KernelMessage message;
  Fields fields;
  if (!CollectFields(line, &fields, &message)) {
    return absl::nullopt;
  }
  message.is_hardware_error = true;
  message.error = std::string(Find(fields, kErrorKey));
  message.ailment = AilmentOf(message.error);
  message.chip = FindIndex(fields, "nd-id", &message);
  message.core = FindIndex(fields, "nc-id", &message);
  message.serial_number = std::string(Find(fields, "serial-num"));
  message.instance_id = std::string(Find(fields, "instance-id"));
  message.action = std::string(Find(fields, "action"));
  return message;
}

absl::optional<KernelMessage> ParseDriverLine(absl::string_view line) {
  const absl::optional<DriverPhrase> phrase = ParseDriverPhrase(line);
  if (!phrase.has_value()) {
    return absl::nullopt;
  }
  KernelMessage message;
  message.ailment = phrase->ailment;
  message.chip = phrase->chip;
  return message;
}

absl::optional<KernelMessage> ParseLine(absl::string_view line) {
  absl::optional<KernelMessage> message = ParseHardwareError(line);
  return message.has_value() ? message : ParseDriverLine(line);
}

}  // namespace

absl::optional<KernelMessage> ParseKernelMessage(absl::string_view text) {
  constexpr absl::string_view kSyslog = "kernel: ";
  absl::optional<KernelMessage> message = ParseLine(text);
  const std::size_t syslog = text.find(kSyslog);
  if (!message.has_value() && syslog != absl::string_view::npos) {
    message = ParseLine(text.substr(syslog + kSyslog.size()));
  }
  return message;
}

}  // namespace neuron
