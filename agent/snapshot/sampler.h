#ifndef AGENT_SNAPSHOT_SAMPLER_H_
#define AGENT_SNAPSHOT_SAMPLER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/clock.h"
#include "agent/base/lifetime.h"
#include "agent/device/driver.h"
#include "agent/device/event_source.h"
#include "agent/device/host_paths.h"
#include "agent/snapshot/assemble.h"
#include "agent/snapshot/chip_ledger.h"
#include "agent/snapshot/host_report.h"
#include "agent/snapshot/pass_pacer.h"
#include "agent/snapshot/reader_crew.h"
#include "agent/snapshot/round.h"
#include "agent/snapshot/snapshot.h"
#include "agent/workload/holder_source.h"

namespace neuron {

// Visits every source once per period, and as soon as an event says that chips or their driver
// changed, and seals what it found.
//
// A pass is one round of the reader crew: the host, each chip, the processes. If a round finds
// something that the other reads of the round could not know yet (a chip came or went), it is done
// over before the snapshot is sealed; where that never ends, the processes count as unseen and no
// chip as free.
//
// On an event it glances at the host alone, before the pass that the event starts and even during
// one that is under way. If chips or their driver came or went it says so at once in a snapshot of
// its own (agent/snapshot/first_word.h), however long the visits then take.
//
// PCI is read at the start, each minute, and after the host or its chips changed, but never in the
// pass that an event started, which it could delay. A source that does not answer in time dims what
// rests on it and holds up nothing else. No descriptor is kept from one pass to the next, so that
// the driver can always be unloaded. Used on the loop's thread only.
class Sampler {
 public:
  struct Options {
    HostPaths host;
    // From the start of one pass to the start of the next.
    absl::Duration period = absl::Seconds(1);
    // How long one chip, or any other source, may take to answer.
    absl::Duration deadline = absl::Seconds(1);
    // Where answers by ioctl are kept: /run/neuron-agent/chips.
    std::string book_path;
  };
  // Called with each snapshot, on the loop's thread.
  using Sink = std::function<void(std::shared_ptr<const Snapshot>)>;

  // All pointers are borrowed; `driver` and `holders` are used on the crew's threads, and must
  // outlive a read that does not come back. `events` is started here, and may go on without effect
  // once this is gone.
  Sampler(Options options, Clock* clock, ReaderCrew::Post post, Driver* driver,
          HolderSource* holders, EventSource* events, Sink sink);
  ~Sampler();

  // Makes the first pass now, and then one each period or event.
  void Start();

 private:
  // What a look at the host changed.
  struct Change {
    bool chips = false;
    bool any = false;
  };

  void OnEvent();
  void StartPass(PassPacer::Reason reason);
  void StartGlance();
  void FinishGlance(const std::vector<absl::Status>& results, const HostReport& report);
  void TellFirstWord();
  void StartRound();
  bool PciIsDue() const;
  void PlanChips();
  void PlanPci();
  void FinishRound(const std::vector<absl::Status>& results);
  bool AcceptHost();
  Change Accept(const HostReport& report);
  bool AcceptChips();
  void AcceptPci();
  void SetPci(absl::Time read_at, const PciSide& pci);
  HolderScan TakeHolders(bool settled);
  void Seal(HolderScan holders);
  Findings Collect(HolderScan holders);
  void AddCounters(Findings* findings);
  std::vector<SourceReport> ReportSources();

  const Options options_;
  Clock* const clock_;
  Driver* const driver_;
  HolderSource* const holders_;
  EventSource* const events_;
  const Sink sink_;
  ReaderCrew crew_;
  // Glances, since the crew may be busy.
  ReaderCrew scout_;
  ChipLedger ledger_;
  PassPacer pacer_;

  std::uint64_t sequence_ = 0;
  // Of the pass under way.
  PassPacer::Reason reason_ = PassPacer::Reason::kPeriod;
  absl::Time pass_started_at_;
  absl::Duration pass_started_;
  int rounds_left_ = 0;
  // Null between passes.
  std::unique_ptr<Round> round_;
  bool glancing_ = false;
  // A pass waits for the glance that is under way.
  bool round_waits_ = false;
  // What a glance changed while the round was under way: what the round has of the host is older.
  absl::optional<Change> overtaken_;
  absl::Duration pci_due_ = -absl::InfiniteDuration();
  // What the last pass came to; null before the first has.
  std::shared_ptr<const Snapshot> last_;
  // What the last snapshot said of holders: on an UltraServer, chips are asked only if it saw all
  // processes, could recognise all chips, and there were none.
  bool may_be_held_ = true;
  SourceReport sysfs_{"sysfs", absl::OkStatus(), absl::InfinitePast()};
  SourceReport processes_{"processes", absl::OkStatus(), absl::InfinitePast()};
  SourceReport uevents_{"uevents", absl::OkStatus(), absl::InfinitePast()};
  SourceReport pci_{"pci", absl::OkStatus(), absl::InfinitePast()};
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_SAMPLER_H_
