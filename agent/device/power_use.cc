#include "agent/device/power_use.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/device/attribute.h"
#include "agent/device/comma_fields.h"

namespace neuron {
namespace {

bool ParseStatus(absl::string_view text, PowerStatus* status) {
  constexpr struct {
    absl::string_view word;
    PowerStatus status;
  } kWords[] = {{"POWER_STATUS_VALID", PowerStatus::kValid},
                {"POWER_STATUS_NO_DATA", PowerStatus::kNoData},
                {"POWER_STATUS_INVALID", PowerStatus::kInvalid},
                {"POWER_STATUS_MAX", PowerStatus::kMax}};
  for (const auto& known : kWords) {
    if (text == known.word) {
      *status = known.status;
      return true;
    }
  }
  return false;
}

bool AreDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// "18" or "18.86": absl's own parser also takes signs, spaces, exponents and words.
bool ParsePercent(absl::string_view text, double* percent) {
  const std::size_t point = text.find('.');
  const bool whole = AreDigits(text.substr(0, point));
  const bool part = point == absl::string_view::npos || AreDigits(text.substr(point + 1));
  return whole && part && absl::SimpleAtod(text, percent) && std::isfinite(*percent);
}

bool ParseEpoch(absl::string_view text, absl::Time* time) {
  std::int64_t seconds;
  if (!AreDigits(text) || !absl::SimpleAtoi(text, &seconds)) {
    return false;
  }
  *time = absl::FromUnixSeconds(seconds);
  return true;
}

bool ParseLine(absl::string_view line, PowerUse* use) {
  std::array<absl::string_view, 5> fields;
  return SplitFields(line, &fields) && ParseStatus(fields[0], &use->status) &&
         ParseEpoch(fields[1], &use->rolled_up_at) && ParsePercent(fields[2], &use->min_percent) &&
         ParsePercent(fields[3], &use->max_percent) &&
         ParsePercent(fields[4], &use->average_percent);
}

Reading<double> ParseDieUse(absl::string_view text) {
  if (text == "unavailable") {
    return Reading<double>::Absent();
  }
  double percent;
  return ParsePercent(text, &percent) ? Reading<double>(percent)
                                      : Reading<double>::Unknown(Unexpected("a percentage", text));
}

bool ParseDie(absl::string_view line, RawPower::Die* die) {
  const std::size_t comma = line.find(',');
  if (comma == absl::string_view::npos || !AreDigits(line.substr(0, comma)) ||
      !absl::SimpleAtoi(line.substr(0, comma), &die->die)) {
    return false;
  }
  die->percent = ParseDieUse(line.substr(comma + 1));
  return true;
}

bool HasDie(const RawPower& power, int die) {
  return std::any_of(power.dies.begin(), power.dies.begin() + power.count,
                     [&](const RawPower::Die& other) { return other.die == die; });
}

}  // namespace

absl::StatusOr<PowerUse> ParsePowerUse(absl::string_view bytes) {
  PowerUse use;
  if (!ParseLine(absl::StripSuffix(bytes, "\n"), &use)) {
    return Unexpected("a status, a time and three percentages", bytes);
  }
  if (use.status != PowerStatus::kValid) {
    use.min_percent = use.max_percent = use.average_percent = 0;
  }
  return use;
}

absl::StatusOr<RawPower> ParseRawPower(absl::string_view bytes) {
  RawPower power;
  if (bytes.empty()) {
    return Unexpected("a line for each die", bytes);
  }
  for (const absl::string_view line : absl::StrSplit(absl::StripSuffix(bytes, "\n"), '\n')) {
    RawPower::Die die;
    if (power.count == RawPower::kDies || !ParseDie(line, &die) || HasDie(power, die.die)) {
      return Unexpected("a line for each die", bytes);
    }
    power.dies[power.count++] = die;
  }
  return power;
}

}  // namespace neuron
