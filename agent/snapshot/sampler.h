#ifndef AGENT_SNAPSHOT_SAMPLER_H_
#define AGENT_SNAPSHOT_SAMPLER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/clock.h"
#include "agent/base/lifetime.h"
#include "agent/base/reader_crew.h"
#include "agent/device/driver.h"
#include "agent/device/event_source.h"
#include "agent/device/firmware_event_source.h"
#include "agent/device/host_paths.h"
#include "agent/device/kernel_log_source.h"
#include "agent/edge/edge.h"
#include "agent/snapshot/assemble.h"
#include "agent/snapshot/chip_ledger.h"
#include "agent/snapshot/chip_report.h"
#include "agent/snapshot/chip_visits.h"
#include "agent/snapshot/datastore_facts.h"
#include "agent/snapshot/demand.h"
#include "agent/snapshot/edge_following.h"
#include "agent/snapshot/host_report.h"
#include "agent/snapshot/log_listener.h"
#include "agent/snapshot/pass_pacer.h"
#include "agent/snapshot/pci_visits.h"
#include "agent/snapshot/round.h"
#include "agent/snapshot/sealer.h"
#include "agent/snapshot/snapshot.h"
#include "agent/snapshot/source_states.h"
#include "agent/snapshot/verdict_book.h"
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
// On an edge, when a pass finds that edges were lost, and when the facts ask for it, it looks at
// the processes and containers alone, also during a pass, and says at once if somebody has taken or
// left a chip. Once edges are listened for in another way, it makes a pass, which tells how.
//
// When the firmware of a chip has news, it looks at the health of that chip alone, also during a
// pass, and says at once in a snapshot of its own what it found (agent/snapshot/chip_looks.h). The
// pass under way does not undo it.
//
// A chip that does not answer in time is left alone for a while (agent/snapshot/chip_breaker.h).
//
// Groups of counters that only readers want are not read while nobody asks, but for a chip's first
// visit; they keep their age. When somebody asks again it makes a pass that reads them.
//
// PCI is read at the start, each minute, and after the host or its chips changed, but never in the
// pass that an event started, which it could delay. A source that does not answer in time dims what
// rests on it and holds up nothing else. No descriptor of a chip's node is kept from one pass to
// the next, so that the driver can be unloaded (not while its copies are traced:
// probes/driver_copies.h); descriptors of its sysfs files, which some drivers bear
// (agent/device/chip_reader.h), do not hold it up.
// Used on the loop's thread only.
class Sampler {
 public:
  struct Options {
    HostPaths host;
    // From the start of one pass to the start of the next.
    absl::Duration period = absl::Seconds(1);
    // How long one chip, or any other source, may take to answer.
    absl::Duration deadline = absl::Seconds(1);
    // How often each group of counters is read; the fast one in each pass.
    GroupPeriods groups = DefaultGroupPeriods();
    // Where answers by ioctl are kept: /run/neuron-agent/chips.
    std::string book_path;
    AllocationPolicy policy;
    HealthRules rules = DefaultHealthRules();
    // EC2's id of this host; empty if it is not known.
    std::string instance_id;
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
    KernelLogSource* log;
    FirmwareEventSource* firmware;
    // Who asks of it is on other threads.
    Demand* demand;
    // Null where nobody reads datastores.
    DatastoreFacts* datastores = nullptr;
    // Null where verdicts are not kept.
    VerdictBook* verdicts = nullptr;
  };

  // `clock` is borrowed.
  Sampler(Options options, Clock* clock, ReaderCrew::Post post, Sources sources, Sealer::Sink sink);
  ~Sampler();

  // Makes the first pass now, and then one each period or event.
  void Start();

  // From the next pass on, other rules of health hold.
  void SetRules(HealthRules rules) { sealer_.SetRules(std::move(rules)); }

 private:
  // What a look at the host changed.
  struct Change {
    bool chips = false;
    bool any = false;
  };

  void OnEvent();
  void OnEdge(const Edge& edge);
  void Note(const Sign& sign, absl::Duration at);
  void Listen();
  void StartPass(PassPacer::Reason reason);
  void StartGlance();
  void FinishGlance(const std::vector<absl::Status>& results, const HostReport& report);
  void StartRound();
  bool IsInHaste() const;
  bool PciIsDue() const;
  void PlanChips();
  void TellOfLooks(std::vector<ChipReport> looks);
  WorkloadPlan PlanWorkload();
  void PlanTraces();
  void FinishLook(WorkloadReport report);
  void FinishRound(const std::vector<absl::Status>& results);
  bool AcceptHost();
  Change Accept(const HostReport& report);
  void AcceptWorkload(bool settled);
  void Seal();
  Findings Collect();
  void AddTraces(Findings* findings);
  void NoteSuccess();

  const Options options_;
  Clock* const clock_;
  const Sources sources_;
  const ReaderCrew::Post post_;
  ReaderCrew crew_;
  // Glances, since the crew may be busy.
  ReaderCrew scout_;
  ChipLedger ledger_;
  ChipVisits visits_;
  Sealer sealer_;
  WorkloadLooks looks_;
  PassPacer pacer_;

  // Of the pass under way.
  PassPacer::Reason reason_ = PassPacer::Reason::kPeriod;
  absl::Time pass_started_at_;
  absl::Duration pass_started_;
  Demand::Wish wish_;
  int rounds_left_ = 0;
  // Null between passes.
  std::unique_ptr<Round> round_;
  bool glancing_ = false;
  // A pass waits for the glance that is under way.
  bool round_waits_ = false;
  // What a glance changed while the round was under way: what the round has of the host is older.
  absl::optional<Change> overtaken_;
  EdgeFollowing following_;
  LogListener listener_;
  // For whose chips the firmware's events are heard.
  std::shared_ptr<const Inventory> followed_;
  // Of the last look that was planned.
  std::uint64_t turn_ = 0;
  SourceStates states_;
  PciVisits pci_{&ledger_, &states_.pci};
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_SAMPLER_H_
