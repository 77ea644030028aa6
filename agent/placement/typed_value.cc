#include "agent/placement/typed_value.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace neuron {
namespace {

bool IsDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char byte) {
    return absl::ascii_isdigit(static_cast<unsigned char>(byte));
  });
}

}  // namespace

absl::optional<double> ParseNumber(absl::string_view text) {
  absl::string_view digits = text;
  absl::ConsumePrefix(&digits, "-");
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(digits, absl::MaxSplits('.', 1));
  const bool whole = digits.find('.') == absl::string_view::npos;
  double number = 0;
  const bool is_number = IsDigits(parts.first) && (whole || IsDigits(parts.second));
  return is_number && absl::SimpleAtod(text, &number) ? absl::make_optional(number) : absl::nullopt;
}

absl::optional<std::vector<int>> ParseVersion(absl::string_view text) {
  std::vector<int> parts;
  for (const absl::string_view part : absl::StrSplit(text, '.')) {
    int number = 0;
    if (!IsDigits(part) || !absl::SimpleAtoi(part, &number)) {
      return absl::nullopt;
    }
    parts.push_back(number);
  }
  return parts;
}

absl::optional<absl::Time> ParseDate(absl::string_view text) {
  for (const absl::string_view form :
       {"%Y-%m-%dT%H:%M:%E*S%Ez", "%Y-%m-%dT%H:%M:%E*S", "%Y-%m-%d"}) {
    absl::Time time;
    // ParseTime() would take spaces and words such as infinite-future, too.
    if (IsDigits(text.substr(0, 4)) && !absl::ascii_isspace(text.back()) &&
        absl::ParseTime(form, text, absl::UTCTimeZone(), &time, nullptr)) {
      return time;
    }
  }
  return absl::nullopt;
}

}  // namespace neuron
