#ifndef TESTS_SIMULATOR_PLAY_WORKLOAD_COUNTERS_H_
#define TESTS_SIMULATOR_PLAY_WORKLOAD_COUNTERS_H_

#include <sys/types.h>

#include <map>
#include <set>
#include <utility>

#include "absl/time/time.h"
#include "proto/config.pb.h"
#include "tests/simulator/host/chip_counters.h"
#include "tests/simulator/host/host.h"

namespace neuron::sim {

// The counters that move because workloads are attached, and that no ioctl moves.
//
// Of every workload: its cores' tensor engines run, and the chip's power is reported each minute.
// Of one in plain mode also what an application would do by itself: memory goes up when it attaches
// and down when it detaches, and what it executed is added when it detaches, however it ends.
class WorkloadCounters {
 public:
  // `host` must outlive this.
  explicit WorkloadCounters(Host* host) : host_(host) {}

  // The process holds all chips of its plan.
  void Attach(pid_t pid, const config::v1::StartWorkload& plan);

  // The process has let go of the chip. Nothing if it was not attached.
  void Detach(int chip, pid_t pid);

  // Moves what moves with time. Call it about once a second while `moving`.
  void Advance(absl::Time now);
  bool moving() const { return !busy_.empty() || !warm_.empty(); }

 private:
  ChipCounters CountersOf(int chip) { return {host_, *FindChip(*host_, chip)}; }
  void AddDatastores(int chip, const config::v1::StartWorkload& plan);
  void ReportPower(absl::Time minute);

  Host* host_;
  // Plans by (chip, pid).
  std::map<std::pair<int, pid_t>, config::v1::StartWorkload> busy_;
  // Chips whose power was not yet reported as idle again.
  std::set<int> warm_;
  absl::Time advanced_ = absl::InfinitePast();
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_WORKLOAD_COUNTERS_H_
