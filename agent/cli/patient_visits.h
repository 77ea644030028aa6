#ifndef AGENT_CLI_PATIENT_VISITS_H_
#define AGENT_CLI_PATIENT_VISITS_H_

#include <map>
#include <string>

#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/cli/read_latency.h"
#include "agent/device/host_paths.h"
#include "agent/snapshot/chip_report.h"

namespace neuron {

// Visits chips, one after the other, with an end to how long each may take, and takes the time of
// the reads.
//
// Each visit runs on a thread of its own, which is left to the read that does not come back. Never
// opens a device. Used on one thread.
class PatientVisits {
 public:
  // `patience` is for one chip.
  PatientVisits(HostPaths host, absl::Duration patience)
      : host_(std::move(host)), patience_(patience) {}

  // Reads each node of the chip once for the time that takes, then visits it as VisitChip() does.
  // SilentChip() if that is not done in time: DeadlineExceeded, which names the file.
  ChipReport Visit(const ChipVisit& visit);

  // Of each chip that was visited; unknown for one that was not done in time.
  const std::map<int, Reading<ReadLatency>>& latencies() const { return latencies_; }

 private:
  struct Progress;

  const HostPaths host_;
  const absl::Duration patience_;
  std::map<int, Reading<ReadLatency>> latencies_;
};

}  // namespace neuron

#endif  // AGENT_CLI_PATIENT_VISITS_H_
