#ifndef TESTS_SIMULATOR_SIMULATOR_PROCESS_H_
#define TESTS_SIMULATOR_SIMULATOR_PROCESS_H_

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tests/fakes/temporary_directory.h"
#include "tests/simulator/driver/report.pb.h"

namespace neuron::sim {

// Why neuron-sim cannot run here (no root, no /dev/fuse); empty if it can. For GTEST_SKIP.
std::string WhyNoSimulator();

// How a run of neuron-sim ended.
struct SimulatorEnd {
  int exit_code = -1;
  std::string errors;
  simulator::v1::Report report;
};

// A neuron-sim of its own for one test, mounted in a temporary directory. Stops it at the end of
// its life. Failures to start are test failures.
class SimulatorProcess {
 public:
  // `flags` beyond --mount, --report and --uevents: {"--instance=trn1.2xlarge"}.
  explicit SimulatorProcess(const std::vector<std::string>& flags);
  ~SimulatorProcess();
  SimulatorProcess(const SimulatorProcess&) = delete;
  SimulatorProcess& operator=(const SimulatorProcess&) = delete;

  // A path in the mount.
  std::string Path(absl::string_view name) const;

  // The bytes of a file in the mount, by one read; "!" and the errno's name if it fails.
  std::string Read(absl::string_view name) const;

  // Where it sends its uevents.
  std::string UeventsPath() const;

  // Reads the file again and again until its bytes are as wanted. False if they are not within 20
  // s.
  bool WaitFor(absl::string_view name, const std::function<bool(const std::string&)>& wanted) const;

  // Writes a line to the control file. False if the verb failed.
  bool Do(absl::string_view line) const;

  // The pid of a workload, from the control file; 0 if no such name runs.
  pid_t WorkloadPid(absl::string_view name) const;

  // SIGTERM, and what there is to know afterwards.
  SimulatorEnd Stop();

  // SIGKILL: leaves a dead mount. Start makes a new neuron-sim on it.
  void Kill();
  void Start();

 private:
  void AwaitReady(int output);
  int Wait();

  std::string directory_;
  // Where it keeps its runtime; not below /run, which may be noexec. Also what a killed one left
  // goes with it.
  TemporaryDirectory temporary_;
  std::vector<std::string> flags_;
  pid_t pid_ = 0;
};

// Runs neuron-sim with these flags until it ends, which it must by itself.
SimulatorEnd RunSimulator(const std::vector<std::string>& flags);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_SIMULATOR_PROCESS_H_
