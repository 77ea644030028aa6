#ifndef AGENT_CLI_PATIENT_VISITS_H_
#define AGENT_CLI_PATIENT_VISITS_H_

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/cli/read_latency.h"
#include "agent/device/host_paths.h"
#include "agent/snapshot/chip_report.h"

namespace neuron {

// Visits chips with an end to how long each may take, and takes the time of the reads if asked.
//
// One chip after the other, so that none slows the reads of another, but for those that stall: the
// next one is begun beside a chip that has been at one file for kStall, and for half as long after
// each that stalls, but for no less than a tenth of it; and for no more than a quarter of the
// patience for one chip. Once that patience has passed in all, the rest is begun at once. So many
// that hang cost little more than one.
//
// Each visit runs on a thread of its own, which is left to the read that does not come back. Never
// opens a device. Used on one thread.
class PatientVisits {
 public:
  enum class Timing { kNone, kEachRead };

  static constexpr absl::Duration kStall = absl::Seconds(1);

  // `patience` is for one chip.
  PatientVisits(HostPaths host, absl::Duration patience, Timing timing)
      : host_(std::move(host)), patience_(patience), timing_(timing) {}

  // Visits each as VisitChip() does; first, with timing, reads each node of the chip once for the
  // time that takes. SilentChip() of one that is not done in time: DeadlineExceeded, which names
  // the file where reads are timed, else the chip's directory.
  std::vector<ChipReport> Visit(const std::vector<ChipVisit>& visits);

  // Of each chip whose reads were timed; unknown for one that was not done in time.
  const std::map<int, Reading<ReadLatency>>& latencies() const { return latencies_; }

 private:
  struct Progress;

  std::shared_ptr<Progress> Begin(const ChipVisit& visit) const;
  ChipReport Finish(const ChipVisit& visit, Progress* progress);

  const HostPaths host_;
  const absl::Duration patience_;
  const Timing timing_;
  std::map<int, Reading<ReadLatency>> latencies_;
};

}  // namespace neuron

#endif  // AGENT_CLI_PATIENT_VISITS_H_
