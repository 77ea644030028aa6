#ifndef TESTS_SIMULATOR_PLAY_SIMULATION_H_
#define TESTS_SIMULATOR_PLAY_SIMULATION_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "proto/config.pb.h"
#include "tests/simulator/driver/devices.h"
#include "tests/simulator/driver/recorder.h"
#include "tests/simulator/host/host.h"
#include "tests/simulator/play/file_faults.h"
#include "tests/simulator/play/hardware.h"
#include "tests/simulator/play/hotplug.h"
#include "tests/simulator/play/kernel_log.h"
#include "tests/simulator/play/retries.h"
#include "tests/simulator/play/runtime_files.h"
#include "tests/simulator/play/uevents.h"
#include "tests/simulator/play/workload_counters.h"
#include "tests/simulator/play/workloads.h"

namespace neuron::sim {

// The simulated host in motion: does the verbs, and moves what moves with workloads and time. On
// one thread; never waits.
class Simulation {
 public:
  // All must outlive this. `mount` is where the host's files are; `say` gets the recorder's lines.
  Simulation(Host* host, const std::string& mount, const RuntimeFiles* runtime, UeventSink* uevents,
             Recorder::Say say);

  // Does the verb. InvalidArgument for a chip, a core or a path that the host has not; else as
  // those say that do it.
  void Execute(const config::v1::Verb& verb, absl::Time now, Done done);

  // When Advance is to be called next; nothing while all stands still.
  std::optional<absl::Time> NextDue() const;
  // Moves what moves with time.
  void Advance(absl::Time now);

  // A process writes to a file under sys/. Recorded; then done as the driver would.
  void WriteSysfs(const Process& process, Node* file);

  // What the recorder saw, as JSON.
  std::string ReportJson() const;

  Devices* devices() { return &devices_; }
  Recorder* recorder() { return &recorder_; }
  Workloads* workloads() { return &workloads_; }
  // Whether it was told to quit.
  bool quit() const { return quit_; }

 private:
  void Start(const config::v1::StartWorkload& plan, Done done);
  void Unload(const config::v1::Verb& verb, absl::Time now, Done done);
  absl::Status AddChip(const config::v1::AddChip& add);
  bool ShowsHeartbeats() const;
  void Beat();
  absl::Status CheckPresent(std::uint32_t chip) const;
  absl::Status CheckPlan(const config::v1::StartWorkload& plan) const;
  // The verbs that are done at once.
  absl::Status ExecuteAtOnce(const config::v1::Verb& verb, absl::Time now);
  absl::Status ExecuteOnFiles(const config::v1::Verb& verb);
  absl::Status ExecuteOnDriver(const config::v1::Verb& verb, absl::Time now);
  absl::Status SetFile(const config::v1::SetFile& set);

  Host* host_;
  std::string mount_;
  const RuntimeFiles* runtime_;
  Recorder recorder_;
  Devices devices_;
  FileFaults file_faults_;
  Hardware hardware_;
  Hotplug hotplug_;
  KernelLog kernel_log_;
  WorkloadCounters counters_;
  Retries retries_;
  Workloads workloads_;
  absl::Time ticked_ = absl::InfinitePast();
  bool quit_ = false;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_SIMULATION_H_
