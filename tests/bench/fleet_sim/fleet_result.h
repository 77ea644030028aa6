#ifndef TESTS_BENCH_FLEET_SIM_FLEET_RESULT_H_
#define TESTS_BENCH_FLEET_SIM_FLEET_RESULT_H_

#include <cstdint>
#include <string>

#include "absl/types/optional.h"

namespace neuron {

// What a scenario cost, and how late ECS was told. Where nothing of the kind happened, none.
struct FleetResult {
  // Of the agents: writes that ECS took, as a part of what the account may write; and of all that
  // they tried, the part that was throttled or failed.
  std::uint64_t writes = 0;
  double bucket_ratio = 0;
  double refused_ratio = 0;
  // The most that they tried in any second, and in one from a minute after the trouble on.
  std::uint64_t peak = 0;
  std::uint64_t late_peak = 0;
  // What they read, as a part of what the account may read.
  double read_ratio = 0;

  // From the change until ECS shows it, or it is so no more.
  absl::optional<double> less_p50_seconds;
  absl::optional<double> less_p99_seconds;
  absl::optional<double> more_p50_seconds;
  absl::optional<double> more_p99_seconds;
  // Of all hosts and all time, when ECS showed chips as free that were not, and when it did not
  // show chips that were; and how long such a lie was in the mean.
  double lying_ratio = 0;
  double hiding_ratio = 0;
  absl::optional<double> lie_seconds;
  // From the end of the trouble until ECS had shown the truth of each host once; at least as long
  // as the simulation if it never did.
  absl::optional<double> recovery_seconds;

  // RunTask in the trouble and 15 minutes after it, of an outage only after it: the part of the
  // calls that failed with all their retries, and how long the others took.
  double run_task_failed_ratio = 0;
  absl::optional<double> run_task_p99_seconds;
};

// One object of JSON, with `scenario` and `hosts` and a member for each field that there is.
std::string FormatFleetResult(const std::string& scenario, std::uint64_t hosts,
                              const FleetResult& result);

}  // namespace neuron

#endif  // TESTS_BENCH_FLEET_SIM_FLEET_RESULT_H_
