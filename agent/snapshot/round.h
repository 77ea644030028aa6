#ifndef AGENT_SNAPSHOT_ROUND_H_
#define AGENT_SNAPSHOT_ROUND_H_

#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/reader_crew.h"
#include "agent/device/driver.h"
#include "agent/device/host_paths.h"
#include "agent/device/pci_side.h"
#include "agent/snapshot/chip_report.h"
#include "agent/snapshot/host_report.h"
#include "agent/snapshot/trace_visit.h"
#include "agent/snapshot/workload_visit.h"

namespace neuron {

// One round of the reader crew: what is to be read, and what came of it.
//
// First reads are added, then taken and run, then Finish() is told how they fared; what was found
// stands in here from then on. A read that was given up has a slot of its own for as long as it is
// out, so that nothing is touched that it may still fill in. Used on one thread; the reads run on
// others.
class Round {
 public:
  // One visit, and what it brought.
  struct ChipResult {
    ChipVisit visit;
    // SilentChip() of one that did not come back.
    ChipReport report;
  };

  // `driver` and `visitor` are borrowed, and must outlive a read that does not come back.
  Round(HostPaths host, Driver* driver, WorkloadVisitor* visitor);

  // The subject of a read of the host, which is no chip's.
  static constexpr int kHost = -1;

  void AddHost();
  // `late` is called with what came of asking the chip, if the visit comes back after all.
  using LateAnswers = std::function<void(const ChipVisit&, const absl::StatusOr<DeviceAnswers>&)>;
  // A chip that is to be left alone is silent.
  void AddChip(ChipVisit visit, LateAnswers late);
  void AddWorkload(WorkloadPlan plan);
  // `visitor` is borrowed as the others.
  void AddTraces(TraceVisitor* visitor, std::vector<ProcessId> holders, ChipIdentities chips);
  // `late` is called with what was read, if that comes back after all.
  void AddPci(std::function<void(const PciSide&)> late);

  // REQUIRES: called once.
  std::vector<ReaderCrew::Read> TakeReads();

  // A look at a chip brought this while the reads ran: where it read the chip later than the visit
  // does or did, its counters hold. REQUIRES: before Finish().
  void Overtake(ChipReport look);

  // Takes the results of these reads, in their order.
  void Finish(const std::vector<absl::Status>& results);

  // The host, or why it did not answer.
  const absl::StatusOr<HostReport>& host() const { return host_; }
  // In the order in which they were added.
  std::vector<ChipResult>& chips() { return chips_; }
  // BlindReport() if the look did not come back. REQUIRES: called once.
  WorkloadReport TakeWorkload() { return std::move(workload_); }
  // Of a reading that did not come back there is only its status. REQUIRES: called once.
  TraceReport TakeTraces() { return std::move(traces_); }
  // Set from AddPci() on.
  const absl::optional<absl::StatusOr<PciSide>>& pci() const { return pci_; }

 private:
  // Takes over what one read filled in, or why it did not.
  using Take = std::function<void(const absl::Status&)>;

  void Add(int subject, std::function<void()> run, std::function<void()> late, Take take);
  void GoByTheLook(ChipReport* report) const;

  const HostPaths paths_;
  Driver* const driver_;
  WorkloadVisitor* const visitor_;
  std::vector<ReaderCrew::Read> reads_;
  // One for each read.
  std::vector<Take> takes_;

  absl::StatusOr<HostReport> host_ = absl::UnavailableError("not read yet");
  std::vector<ChipResult> chips_;
  // The latest of each chip.
  std::map<int, ChipReport> looks_;
  WorkloadReport workload_;
  TraceReport traces_;
  absl::optional<absl::StatusOr<PciSide>> pci_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_ROUND_H_
