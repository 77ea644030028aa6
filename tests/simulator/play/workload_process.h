#ifndef TESTS_SIMULATOR_PLAY_WORKLOAD_PROCESS_H_
#define TESTS_SIMULATOR_PLAY_WORKLOAD_PROCESS_H_

#include <sys/types.h>

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/base/file.h"

namespace neuron::sim {

// A workload is this same program, run again as a child process that attaches to devices.

struct SpawnedWorkload {
  pid_t pid = 0;
  // Says "ok" when all devices are attached, or why not; then ends.
  UniqueFd ready;
};

// Starts one that opens these devices O_RDWR and holds them until SIGTERM or SIGINT. It dies with
// this process. `comm` is what /proc shows. Does not wait for the opens. Fails as ErrnoStatus.
absl::StatusOr<SpawnedWorkload> SpawnWorkload(const std::string& comm,
                                              const std::vector<std::string>& devices);

// Whether these are the arguments of a workload, and its whole life then: main's exit code.
bool IsWorkload(int argc, char** argv);
int RunWorkload(int argc, char** argv);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_WORKLOAD_PROCESS_H_
