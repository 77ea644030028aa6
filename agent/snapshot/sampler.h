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
#include "agent/edge/edge.h"
#include "agent/snapshot/assemble.h"
#include "agent/snapshot/chip_ledger.h"
#include "agent/snapshot/host_report.h"
#include "agent/snapshot/pass_pacer.h"
#include "agent/snapshot/reader_crew.h"
#include "agent/snapshot/round.h"
#include "agent/snapshot/sealer.h"
#include "agent/snapshot/snapshot.h"
#include "agent/snapshot/workload_facts.h"
#include "agent/snapshot/workload_looks.h"
#include "agent/snapshot/workload_visit.h"

namespace neuron {

// Visits every source once per period, and as soon as an event says that chips or their driver
// changed, and seals what it found.
//
// A pass is one round of the reader crew: the host, each chip, the processes and containers. If a
// round finds something that the other reads of the round could not know yet (a chip came or went),
// it is done over before the snapshot is sealed; where that never ends, the processes count as
// unseen and no chip as free.
//
// On an event it glances at the host alone, before the pass that the event starts and even during
// one that is under way. If chips or their driver came or went it says so at once in a snapshot of
// its own (agent/snapshot/first_word.h), however long the visits then take.
//
// On an edge, and when the facts ask for it, it looks at the processes and containers alone, also
// during a pass, and says at once if somebody has taken or left a chip.
//
// PCI is read at the start, each minute, and after the host or its chips changed, but never in the
// pass that an event started, which it could delay. A source that does not answer in time dims what
// rests on it and holds up nothing else. No descriptor of a chip is kept from one pass to the next,
// so that the driver can be unloaded (not while its copies are traced: probes/driver_copies.h).
// Used on the loop's thread only.
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
    AllocationPolicy policy;
  };
  // All are borrowed. `driver`, `visitor` and `traces` are used on the crews' threads, and must
  // outlive a read that does not come back. The others are started here, and may go on without
  // effect once the sampler is gone.
  struct Sources {
    Driver* driver;
    WorkloadVisitor* visitor;
    EventSource* events;
    EdgeSource* edges;
    WorkloadFacts* facts;
    TraceVisitor* traces;
  };

  // `clock` is borrowed.
  Sampler(Options options, Clock* clock, ReaderCrew::Post post, Sources sources, Sealer::Sink sink);
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
  void OnEdge(const Edge& edge);
  void StartPass(PassPacer::Reason reason);
  void StartGlance();
  void FinishGlance(const std::vector<absl::Status>& results, const HostReport& report);
  void StartRound();
  bool PciIsDue() const;
  void PlanChips();
  void PlanPci();
  WorkloadPlan PlanWorkload();
  void PlanTraces();
  void FinishLook(WorkloadReport report);
  void FinishRound(const std::vector<absl::Status>& results);
  bool AcceptHost();
  Change Accept(const HostReport& report);
  bool AcceptChips();
  void AcceptPci();
  void SetPci(absl::Time read_at, const PciSide& pci);
  void AcceptWorkload(bool settled);
  void Seal();
  Findings Collect();
  void AddTraces(Findings* findings);
  void AddCounters(Findings* findings);
  void NoteSuccess();
  std::vector<SourceReport> ReportSources() const;
  void Follow(const WorkloadReport& report);
  void FollowNodes(const WorkloadReport& report);

  const Options options_;
  Clock* const clock_;
  const Sources sources_;
  ReaderCrew crew_;
  // Glances, since the crew may be busy.
  ReaderCrew scout_;
  ChipLedger ledger_;
  Sealer sealer_;
  WorkloadLooks looks_;
  PassPacer pacer_;

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
  // Where edges are listened for, and until when that is believed to be right.
  ChipIdentities followed_chips_;
  std::vector<int> followed_containers_;
  absl::Duration follow_until_ = -absl::InfiniteDuration();
  // Of the last look that was planned.
  std::uint64_t turn_ = 0;
  SourceReport sysfs_{"sysfs", absl::OkStatus(), absl::InfinitePast()};
  SourceReport processes_{"processes", absl::OkStatus(), absl::InfinitePast()};
  SourceReport containers_{"containers", absl::OkStatus(), absl::InfinitePast()};
  SourceReport uevents_{"uevents", absl::OkStatus(), absl::InfinitePast()};
  SourceReport edges_{"edges", absl::OkStatus(), absl::InfinitePast()};
  // Not told of unless something is traced.
  SourceReport traces_{"traces", absl::OkStatus(), absl::InfinitePast()};
  SourceReport pci_{"pci", absl::OkStatus(), absl::InfinitePast()};
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_SAMPLER_H_
