#ifndef TESTS_SIMULATOR_DRIVER_PROCESS_H_
#define TESTS_SIMULATOR_DRIVER_PROCESS_H_

#include <sys/types.h>

#include <string>

namespace neuron::sim {

// Who made a request.
struct Process {
  // The thread group leader; 0 if it is in a pid namespace that we do not see, or gone.
  pid_t pid = 0;
  std::string comm = "?";
  // A descendant of this process: a workload that neuron-sim started.
  bool own = false;
};

// The process of a thread, as FUSE names the caller. Reads /proc.
Process ProcessOf(pid_t tid);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_PROCESS_H_
