#ifndef TESTS_SIMULATOR_PLAY_WORKLOADS_H_
#define TESTS_SIMULATOR_PLAY_WORKLOADS_H_

#include <sys/types.h>

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "agent/base/file.h"
#include "proto/config.pb.h"
#include "tests/simulator/play/workload_process.h"

namespace neuron::sim {

// Told how a verb ended, at once or later.
using Done = std::function<void(const absl::Status&)>;

// The child processes that use the simulated chips, by name. On one thread; never waits.
class Workloads {
 public:
  // `attached` is told of each workload when it holds all its chips.
  using Attached = std::function<void(pid_t pid)>;
  explicit Workloads(Attached attached) : attached_(std::move(attached)) {}

  // Carries out the plan by this command. `done` hears OK when it holds all its chips.
  // AlreadyExists for a name that runs; else what the workload says that failed, such as EBUSY.
  void Start(const config::v1::StartWorkload& plan, const WorkloadCommand& command, Done done);

  // Sends the signal; `done` hears OK when the process is gone. NotFound if no such name runs.
  void End(absl::string_view name, int signal, Done done);
  void EndAll(int signal);

  // What to wait for: when one of these is readable, or SIGCHLD came, call Attend.
  std::vector<int> ReadyFds() const;
  void Attend();

  // The plan of a workload that holds all its chips; nullptr for any other pid.
  const config::v1::StartWorkload* FindAttached(pid_t pid) const;

  bool empty() const { return running_.empty(); }

  // One line each: "workload train pid=12 chips=4,5 attached".
  std::string Text() const;

 private:
  struct Running {
    config::v1::StartWorkload plan;
    // Valid until the workload has said whether it is attached.
    UniqueFd ready;
    bool attached = false;
    Done started;
    std::vector<Done> ended;
  };

  void HearReady(pid_t pid, Running* running);
  void Bury(pid_t pid);

  Attached attached_;
  std::map<pid_t, Running> running_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_WORKLOADS_H_
