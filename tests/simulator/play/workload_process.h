#ifndef TESTS_SIMULATOR_PLAY_WORKLOAD_PROCESS_H_
#define TESTS_SIMULATOR_PLAY_WORKLOAD_PROCESS_H_

#include <sys/types.h>

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/base/file.h"

namespace neuron::sim {

// How to start a workload. Its program says "ok" on descriptor 3 when it holds its chips, or why it
// does not, and closes it; ends on SIGTERM and SIGINT, which are blocked when it starts; and dies
// with its parent.
struct WorkloadCommand {
  std::string program;
  // argv.
  std::vector<std::string> words;
  // "NAME=value", in place of what this process has by that name.
  std::vector<std::string> environment;
};

// This same program, which opens these devices O_RDWR and holds them. `comm` is what /proc shows.
WorkloadCommand PlainCommand(const std::string& comm, const std::vector<std::string>& devices);

struct SpawnedWorkload {
  pid_t pid = 0;
  // The other end of its descriptor 3.
  UniqueFd ready;
};

// Does not wait for what it says. Fails as ErrnoStatus.
absl::StatusOr<SpawnedWorkload> SpawnWorkload(const WorkloadCommand& command);

// Whether these are the arguments of a PlainCommand, and its whole life then: main's exit code.
bool IsWorkload(int argc, char** argv);
int RunWorkload(int argc, char** argv);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_WORKLOAD_PROCESS_H_
