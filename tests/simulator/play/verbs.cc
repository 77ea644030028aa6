#include "tests/simulator/play/verbs.h"

#include <cmath>
#include <cstddef>
#include <set>
#include <string>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/base/status.h"
#include "tests/simulator/play/file_faults.h"
#include "tests/simulator/play/hardware.h"

namespace neuron::sim {
namespace {

using config::v1::StartWorkload;
using config::v1::Verb;

constexpr std::size_t kSerialNumberDigits = 16;

absl::Status Bad(const std::string& why) { return absl::InvalidArgumentError(why); }

absl::Status CheckName(absl::string_view name) {
  const bool ok = !name.empty() && absl::c_all_of(name, [](char c) {
    return absl::ascii_isalnum(c) || absl::StrContains("-_.", c);
  });
  if (ok) return absl::OkStatus();
  return Bad(absl::StrCat("\"", name, "\" is no name: use letters, digits, '-', '_' and '.'"));
}

absl::Status CheckPath(absl::string_view path) {
  if (absl::StartsWith(path, "sys/")) return absl::OkStatus();
  return Bad(absl::StrCat("\"", path, "\" is not under sys/"));
}

template <typename Words>
absl::Status CheckOneOf(absl::string_view what, absl::string_view word, const Words& words) {
  if (absl::c_linear_search(words, word)) return absl::OkStatus();
  return Bad(absl::StrCat("\"", word, "\" is no ", what, ": use ", absl::StrJoin(words, ", ")));
}

absl::Status CheckNotNegative(absl::string_view what, double value) {
  if (std::isfinite(value) && value >= 0) return absl::OkStatus();
  return Bad(absl::StrCat(what, " must be 0 or more, not ", value));
}

template <typename Indices>
absl::Status CheckDistinct(absl::string_view what, const Indices& indices) {
  std::set<std::uint32_t> seen;
  for (const std::uint32_t index : indices) {
    if (!seen.insert(index).second) return Bad(absl::StrCat(what, " ", index, " twice"));
  }
  return absl::OkStatus();
}

absl::Status CheckMode(const StartWorkload& start) {
  if (!start.has_mode() || start.mode() == "nrt") return absl::OkStatus();
  if (start.mode() != "plain") return Bad("a mode is nrt or plain");
  const bool executes = start.has_executions_per_second() || start.has_latency_ms() ||
                        !start.status().empty() || start.has_picoseconds();
  return executes ? Bad("executions_per_second=, latency_ms=, status= and picoseconds= are of "
                        "mode=nrt")
                  : absl::OkStatus();
}

absl::Status CheckStart(const StartWorkload& start) {
  NEURON_RETURN_IF_ERROR(CheckName(start.name()));
  if (start.has_comm()) NEURON_RETURN_IF_ERROR(CheckName(start.comm()));
  if (start.chips().empty()) return Bad("a workload needs chips: chips=0,1");
  NEURON_RETURN_IF_ERROR(CheckDistinct("chip", start.chips()));
  NEURON_RETURN_IF_ERROR(CheckDistinct("core", start.cores()));
  NEURON_RETURN_IF_ERROR(CheckMode(start));
  for (const std::string& status : start.status()) {
    NEURON_RETURN_IF_ERROR(ParsePlannedStatus(status).status());
  }
  NEURON_RETURN_IF_ERROR(CheckNotNegative("executions_per_second", start.executions_per_second()));
  return CheckNotNegative("latency_ms", start.latency_ms());
}

absl::Status CheckPower(const config::v1::SetPower& power) {
  for (const double percent : {power.min(), power.max(), power.average()}) {
    NEURON_RETURN_IF_ERROR(CheckNotNegative("a power in percent", percent));
  }
  return absl::OkStatus();
}

absl::Status CheckBehave(const config::v1::Behave& behave) {
  if (!behave.has_reset_seconds() && !behave.has_reset_fails() &&
      !behave.has_reads_sleep_in_reset()) {
    return Bad("behave needs reset_seconds=, reset_fails= or reads_sleep_in_reset=");
  }
  return CheckNotNegative("reset_seconds", behave.reset_seconds());
}

absl::Status CheckAddChip(const config::v1::AddChip& add) {
  const std::string& serial_number = add.serial_number();
  const bool is_hex = absl::c_all_of(serial_number, absl::ascii_isxdigit);
  return !add.has_serial_number() || (is_hex && serial_number.size() == kSerialNumberDigits)
             ? absl::OkStatus()
             : Bad(absl::StrCat("\"", serial_number, "\" is no serial number: use 16 hex digits"));
}

absl::Status CheckHealth(const config::v1::SetHealth& health) {
  if (!health.has_components() && !health.has_heartbeat() && !health.has_unreachable() &&
      !health.has_beating()) {
    return Bad("health needs components=, heartbeat=, unreachable= or beating=");
  }
  if (health.heartbeat() > 255) return Bad("a heartbeat is 0 to 255");
  if (!health.has_components() || health.components() == "none") return absl::OkStatus();
  return CheckComponents(health.components());
}

absl::Status CheckFileFault(const Verb& verb) {
  switch (verb.verb_case()) {
    case Verb::kSlow:
      return CheckPath(verb.slow().path());
    case Verb::kHang:
      return CheckPath(verb.hang().path());
    case Verb::kUnhang:
      return CheckPath(verb.unhang().path());
    case Verb::kHeal:
      return CheckPath(verb.heal().path());
    case Verb::kError:
      NEURON_RETURN_IF_ERROR(CheckPath(verb.error().path()));
      return ErrnoOf(verb.error().errno_name()).status();
    default:
      NEURON_RETURN_IF_ERROR(CheckPath(verb.garbage().path()));
      return CheckOneOf("kind of garbage", verb.garbage().kind(), GarbageKinds());
  }
}

}  // namespace

absl::StatusOr<PlannedStatus> ParsePlannedStatus(absl::string_view text) {
  PlannedStatus planned;
  const std::size_t at = text.find('@');
  if (at != absl::string_view::npos && absl::SimpleAtoi(text.substr(0, at), &planned.code) &&
      absl::SimpleAtoi(text.substr(at + 1), &planned.execution) && planned.execution > 0) {
    return planned;
  }
  return Bad(absl::StrCat("\"", text, "\" is no status: use CODE@EXECUTION, such as 1201@5"));
}

std::vector<int> CoresOf(const StartWorkload& plan) {
  if (plan.cores().empty()) return {0};
  return {plan.cores().begin(), plan.cores().end()};
}

double ExecutionsPerSecond(const StartWorkload& plan) {
  return plan.has_executions_per_second() ? plan.executions_per_second() : 10;
}

double LatencyMs(const StartWorkload& plan) {
  return plan.has_latency_ms() ? plan.latency_ms() : 1;
}

bool UsesLibnrt(const StartWorkload& plan) { return plan.mode() != "plain"; }

absl::Status CheckVerb(const Verb& verb) {
  switch (verb.verb_case()) {
    case Verb::VERB_NOT_SET:
      return Bad("no verb");
    case Verb::kStart:
      return CheckStart(verb.start());
    case Verb::kStop:
      return CheckName(verb.stop().name());
    case Verb::kKill:
      return CheckName(verb.kill().name());
    case Verb::kSet:
      return CheckPath(verb.set().path());
    case Verb::kSetCounter:
      return CheckName(verb.set_counter().counter());
    case Verb::kAddCounter:
      return CheckName(verb.add_counter().counter());
    case Verb::kEcc:
      return CheckOneOf("kind of ECC error", verb.ecc().kind(), EccKinds());
    case Verb::kReset:
      return CheckNotNegative("seconds", verb.reset().seconds());
    case Verb::kKernelLog:
      return verb.kernel_log().text().empty() ? Bad("kernel_log needs a text") : absl::OkStatus();
    case Verb::kBehave:
      return CheckBehave(verb.behave());
    case Verb::kPower:
      return CheckPower(verb.power());
    case Verb::kHealth:
      return CheckHealth(verb.health());
    case Verb::kAddChip:
      return CheckAddChip(verb.add_chip());
    case Verb::kSlow:
    case Verb::kHang:
    case Verb::kUnhang:
    case Verb::kError:
    case Verb::kGarbage:
    case Verb::kHeal:
      return CheckFileFault(verb);
    default:
      return absl::OkStatus();
  }
}

}  // namespace neuron::sim
