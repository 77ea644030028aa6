#ifndef TESTS_SIMULATOR_PLAY_VERBS_H_
#define TESTS_SIMULATOR_PLAY_VERBS_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "proto/config.pb.h"

namespace neuron::sim {

// Whether a verb can be meant, on any host: names of the allowed letters, at least one chip, none
// twice, paths under sys/, kinds and errnos that exist, times that are not negative.
// InvalidArgument, naming what is wrong and what would be right.
absl::Status CheckVerb(const config::v1::Verb& verb);

// "1201@5": an execution that does not end well.
struct PlannedStatus {
  std::uint32_t code = 0;
  // Counted from 1.
  std::uint64_t execution = 0;
};

// InvalidArgument, showing the form, if the text is not like that.
absl::StatusOr<PlannedStatus> ParsePlannedStatus(absl::string_view text);

// The physical cores of each chip that the workload computes with: core 0, if it names none.
std::vector<int> CoresOf(const config::v1::StartWorkload& plan);

// How an application of this plan executes, what it does not say included. A rate of 0 is without a
// pause.
double ExecutionsPerSecond(const config::v1::StartWorkload& plan);
double LatencyMs(const config::v1::StartWorkload& plan);

// Whether the workload is an application with libnrt.
bool UsesLibnrt(const config::v1::StartWorkload& plan);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_VERBS_H_
