#ifndef TESTS_SIMULATOR_PLAY_SIMULATION_H_
#define TESTS_SIMULATOR_PLAY_SIMULATION_H_

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "proto/config.pb.h"
#include "tests/simulator/driver/devices.h"
#include "tests/simulator/driver/recorder.h"
#include "tests/simulator/host/chip_counters.h"
#include "tests/simulator/host/host.h"
#include "tests/simulator/play/workloads.h"

namespace neuron::sim {

// The simulated host in motion: does the verbs, and moves the counters with the workloads.
//
// As with driver 2.24.7, memory moves when a workload has attached and when it detaches; what it
// executed is added to the counters only when it detaches, however it ends. While it is attached,
// its cores' tensor engines run. On one thread; never waits.
class Simulation {
 public:
  // `host` must outlive this. `mount` is where its files are. `say` gets the recorder's lines.
  Simulation(Host* host, const std::string& mount, Recorder::Say say);

  // Does the verb. InvalidArgument for a chip, a core or a path that the host has not; else as the
  // Workloads say.
  void Execute(const config::v1::Verb& verb, Done done);

  // Moves what moves with time. Call it about once a second while `moving`.
  void Advance(absl::Time now);
  bool moving() const { return !workloads_.empty() || !warm_.empty(); }

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
  absl::Status CheckPlan(const config::v1::StartWorkload& plan) const;
  absl::Status SetFile(const config::v1::SetFile& set);
  const Chip* FindChip(std::uint32_t chip) const;
  ChipCounters CountersOf(int chip) {
    return {&host_->tree, *FindChip(static_cast<std::uint32_t>(chip))};
  }
  void ReportPower(absl::Time minute);
  void OnAttached(pid_t pid);
  void OnDetached(int chip, pid_t pid);

  Host* host_;
  Recorder recorder_;
  Devices devices_;
  Workloads workloads_;
  // Chips that a workload is attached to, by (chip, pid), with its plan.
  std::map<std::pair<int, pid_t>, config::v1::StartWorkload> busy_;
  // Chips whose power was not yet reported as idle again.
  std::set<int> warm_;
  absl::Time advanced_ = absl::InfinitePast();
  bool quit_ = false;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_SIMULATION_H_
