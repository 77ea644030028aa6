#include "tests/bench/fleet_sim/fleet_result.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace neuron {
namespace {

std::string Member(const char* name, double value) {
  return absl::StrFormat(", \"%s\": %.9g", name, value);
}

std::string Member(const char* name, const absl::optional<double>& value) {
  return value.has_value() ? Member(name, *value) : "";
}

}  // namespace

std::string FormatFleetResult(const std::string& scenario, std::uint64_t hosts,
                              const FleetResult& result) {
  return absl::StrCat(
      "{\"scenario\": \"", scenario, "\", \"hosts\": ", hosts, ", \"writes\": ", result.writes,
      ", \"peak\": ", result.peak, ", \"late_peak\": ", result.late_peak,
      Member("bucket_ratio", result.bucket_ratio), Member("refused_ratio", result.refused_ratio),
      Member("read_ratio", result.read_ratio), Member("less_p50_seconds", result.less_p50_seconds),
      Member("less_p99_seconds", result.less_p99_seconds),
      Member("more_p50_seconds", result.more_p50_seconds),
      Member("more_p99_seconds", result.more_p99_seconds),
      Member("lying_ratio", result.lying_ratio), Member("hiding_ratio", result.hiding_ratio),
      Member("lie_seconds", result.lie_seconds),
      Member("recovery_seconds", result.recovery_seconds),
      Member("run_task_failed_ratio", result.run_task_failed_ratio),
      Member("run_task_p99_seconds", result.run_task_p99_seconds), "}");
}

}  // namespace neuron
