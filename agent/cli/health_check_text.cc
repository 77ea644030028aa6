#include "agent/cli/health_check_text.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "agent/cli/health_outcome.h"
#include "agent/cli/observation_codec.h"
#include "agent/cli/text_table.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string Heading(const HealthCheck& check) {
  if (!check.baseline.has_value()) {
    return "no baseline: only what shows without one was checked\n";
  }
  const absl::string_view boot =
      check.baseline->boot_id == check.observation.boot_id ? "in this boot" : "in another boot";
  return absl::StrCat(
      "compared with the baseline of ",
      absl::FormatTime(absl::RFC3339_sec, check.baseline->taken_at, absl::UTCTimeZone()), ", ",
      boot, "\n");
}

std::vector<Difference> Of(const std::vector<Difference>& differences, int chip) {
  std::vector<Difference> those;
  std::copy_if(differences.begin(), differences.end(), std::back_inserter(those),
               [&](const Difference& difference) { return difference.chip == chip; });
  return those;
}

// Notes are no reason not to be ok.
std::string Fares(const std::vector<Difference>& differences) {
  const absl::optional<Gravity> gravest = Gravest(differences);
  return gravest.value_or(Gravity::kNote) == Gravity::kNote ? "ok" : std::string(Word(*gravest));
}

std::vector<std::string> ChipRow(const HealthCheck& check, const ObservedChip& chip) {
  std::vector<std::string> row = {absl::StrCat(chip.index),
                                  Fares(Of(check.differences, chip.index))};
  if (!chip.latency.has_value()) {
    row.insert(row.end(), 4, kUnknownCell);
    return row;
  }
  const ReadLatency& latency = chip.latency.value();
  row.insert(row.end(), {absl::StrCat(latency.reads), LatencyText(latency.median),
                         LatencyText(latency.worst), Printable(latency.slowest)});
  return row;
}

std::string Whose(const Difference& difference) {
  return difference.chip.has_value() ? absl::StrCat("chip ", *difference.chip) : "host";
}

std::string Found(const Difference& difference) {
  return difference.was.empty()
             ? Printable(difference.is)
             : absl::StrCat("was ", Printable(difference.was), ", is ", Printable(difference.is));
}

std::vector<std::string> DifferenceRow(const Difference& difference) {
  return {std::string(Word(difference.gravity)), Whose(difference), Printable(difference.what),
          Found(difference)};
}

std::string Table(const Rows& rows) {
  return rows.size() == 1 ? "" : absl::StrCat("\n", FormatTable(rows));
}

agent::v1::Gravity Encode(Gravity gravity) {
  switch (gravity) {
    case Gravity::kGrave:
      return agent::v1::GRAVITY_PROBLEM;
    case Gravity::kUntold:
      return agent::v1::GRAVITY_UNKNOWN;
    case Gravity::kNote:
      break;
  }
  return agent::v1::GRAVITY_NOTE;
}

agent::v1::Difference Encode(const Difference& difference) {
  agent::v1::Difference message;
  if (difference.chip.has_value()) {
    message.set_chip(static_cast<std::uint32_t>(*difference.chip));
  }
  message.set_what(ValidUtf8(difference.what));
  if (!difference.was.empty()) {
    message.set_was(ValidUtf8(difference.was));
  }
  message.set_is(ValidUtf8(difference.is));
  message.set_gravity(Encode(difference.gravity));
  return message;
}

}  // namespace

std::string DifferenceText(const Difference& difference) {
  return absl::StrCat(Whose(difference), ": ", Printable(difference.what), ": ", Found(difference));
}

std::string HealthCheckTable(const HealthCheck& check, ChipSet asked) {
  Rows chips = {{"CHIP", "CHECK", "READS", "MEDIAN", "WORST", "SLOWEST"}};
  for (const ObservedChip& chip : check.observation.chips) {
    if (IsAsked(asked, chip.index)) {
      chips.push_back(ChipRow(check, chip));
    }
  }
  Rows found = {{"", "WHOSE", "WHAT", "FOUND"}};
  for (const Difference& difference : AskedFor(check.differences, asked)) {
    found.push_back(DifferenceRow(difference));
  }
  return absl::StrCat(Heading(check), Table(chips), Table(found));
}

agent::v1::HealthCheck EncodeHealthCheck(const HealthCheck& check, ChipSet asked) {
  Observation observation = check.observation;
  const auto is_other = [&](const ObservedChip& chip) { return !IsAsked(asked, chip.index); };
  observation.chips.erase(
      std::remove_if(observation.chips.begin(), observation.chips.end(), is_other),
      observation.chips.end());
  agent::v1::HealthCheck message;
  *message.mutable_observation() = EncodeObservation(observation);
  if (check.baseline.has_value()) {
    *message.mutable_baseline_taken_at() = EncodeTime(check.baseline->taken_at);
  }
  for (const Difference& difference : AskedFor(check.differences, asked)) {
    *message.add_differences() = Encode(difference);
  }
  return message;
}

}  // namespace neuron
