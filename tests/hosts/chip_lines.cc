#include "tests/hosts/chip_lines.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "agent/device/counter_catalog.h"

namespace neuron {
namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t kCoresTold = 2;

template <typename T, typename Text>
std::string TextOf(const Reading<T>& reading, const Text& text) {
  if (reading.has_value()) {
    return text(reading.value());
  }
  return reading.is_absent() ? "-" : absl::StrCat("? ", std::string(reading.why().message()));
}

std::string NumberText(const Reading<std::uint64_t>& reading) {
  return TextOf(reading, [](std::uint64_t number) { return absl::StrCat(number); });
}

const char* StateWord(ResetState state) {
  switch (state) {
    case ResetState::kResetting:
      return "resetting";
    case ResetState::kReady:
      return "ready";
    case ResetState::kInvalid:
      break;
  }
  return "invalid";
}

std::string PowerText(const PowerUse& power) {
  const std::string minute =
      absl::FormatTime(", in the minute to %H:%M:%S", power.rolled_up_at, absl::UTCTimeZone());
  return power.status == PowerStatus::kValid
             ? absl::StrFormat("%.2f to %.2f %%, %.2f %% on average", power.min_percent,
                               power.max_percent, power.average_percent) +
                   minute
             : "no data";
}

std::string UseText(const Utilization& use) {
  return absl::StrFormat("%.2f by %s over %s", use.ratio, Word(use.source),
                         absl::FormatDuration(use.over));
}

std::string RebaseText(const Rebase& rebase) {
  return absl::StrCat(rebase.of_core ? NodeOf(rebase.tally) : NodeOf(rebase.ecc), " began anew ",
                      rebase.times, " x, last: ", Word(rebase.last_reason));
}

void AddHealth(const ChipHealth& health, Lines* lines) {
  lines->push_back(
      absl::StrCat("verdict ", std::string(Word(health.verdict)), ", ", health.reason));
  if (!health.evidence.empty()) {
    lines->push_back(absl::StrCat("because ", health.evidence));
    lines->push_back(absl::StrCat("clears when ", health.clears_when));
  }
  for (const Sign& sign : health.signs) {
    const std::string told = absl::StrCat("sign of ", std::string(Word(sign.ailment)), " by ",
                                          std::string(Word(sign.source)));
    if (std::find(lines->begin(), lines->end(), told) == lines->end()) {
      lines->push_back(told);
    }
  }
}

std::string ErrorsText(const Reading<std::uint64_t>& total, const Reading<std::uint64_t>& fresh) {
  return total.has_value() ? absl::StrCat(NumberText(total), "; new ", NumberText(fresh))
                           : NumberText(total);
}

void AddErrors(const ChipCounters& counters, const ChipUsage& usage, Lines* lines) {
  for (std::size_t place = 0; place < kEccTallies; ++place) {
    const EccTally tally = counters.ecc.At(place);
    if (!counters.ecc[tally].is_absent()) {
      lines->push_back(absl::StrCat(std::string(NodeOf(tally)), " ",
                                    ErrorsText(counters.ecc[tally], usage.new_errors[tally])));
    }
  }
  for (const Rebase& rebase : usage.rebases) {
    lines->push_back(RebaseText(rebase));
  }
}

// By CoreRate.
constexpr CoreTally kRated[kCoreRates] = {CoreTally::kSuccess, CoreTally::kFailure,
                                          CoreTally::kInferences, CoreTally::kFlops};

std::string RateText(CoreTally tally, const CoreRates& rates) {
  const auto found = std::find(std::begin(kRated), std::end(kRated), tally);
  if (found == std::end(kRated)) {
    return "";
  }
  const auto place = static_cast<std::size_t>(found - std::begin(kRated));
  return "; " + TextOf(rates[CoreRates::At(place)],
                       [](double per_second) { return absl::StrFormat("%.2f/s", per_second); });
}

void AddTallies(const std::string& name, const CoreCounters& core, const CoreUsage& usage,
                Lines* lines) {
  for (std::size_t place = 0; place < kCoreTallies; ++place) {
    const CoreTally tally = core.tallies.At(place);
    const Reading<std::uint64_t>& total = core.tallies[tally];
    if (total.is_absent() || total == Reading<std::uint64_t>(0)) {
      continue;
    }
    lines->push_back(absl::StrCat(name, std::string(NodeOf(tally)), " ", NumberText(total),
                                  RateText(tally, usage.per_second)));
  }
  for (const Rebase& rebase : usage.rebases) {
    lines->push_back(absl::StrCat(name, RebaseText(rebase)));
  }
}

void AddCore(const CoreCounters& core, const CoreUsage& usage, Lines* lines) {
  const std::string name = absl::StrCat("core ", core.core, " ");
  lines->push_back(absl::StrCat(name, "used ", TextOf(usage.utilization, UseText)));
  lines->push_back(absl::StrCat(name, "memory ", NumberText(core.device_memory.bytes),
                                " on the device, ", NumberText(core.host_memory.bytes),
                                " on the host"));
  AddTallies(name, core, usage, lines);
}

}  // namespace

std::vector<std::string> ChipLines(const Findings& findings) {
  Lines lines;
  AddHealth(findings.health.front(), &lines);
  if (!findings.counters.front().has_value()) {
    return lines;
  }
  const ChipCounters& counters = findings.counters.front().value();
  const ChipUsage& usage = *findings.usage.front();
  lines.push_back(absl::StrCat("state ", TextOf(counters.reset_state, StateWord)));
  AddErrors(counters, usage, &lines);
  lines.push_back(absl::StrCat("power ", TextOf(counters.power, PowerText)));
  lines.push_back(absl::StrCat("time in use in ", Word(usage.time_unit)));
  for (std::size_t i = 0; i < counters.cores.size() && i < kCoresTold; ++i) {
    AddCore(counters.cores[i], usage.cores[i], &lines);
  }
  return lines;
}

}  // namespace neuron
