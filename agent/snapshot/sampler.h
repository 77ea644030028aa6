#ifndef AGENT_SNAPSHOT_SAMPLER_H_
#define AGENT_SNAPSHOT_SAMPLER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/clock.h"
#include "agent/device/driver.h"
#include "agent/device/host_paths.h"
#include "agent/snapshot/assemble.h"
#include "agent/snapshot/chip_ledger.h"
#include "agent/snapshot/reader_crew.h"
#include "agent/snapshot/snapshot.h"
#include "agent/workload/holder_source.h"

namespace neuron {

// Visits every source once per period, and seals what it found.
//
// A pass is one round of the reader crew: the host, each chip, the processes. If a round finds
// something that the other reads of the round could not know yet (a chip came or went), it is done
// over before the snapshot is sealed; where that never ends, the processes count as unseen and no
// chip as free. A source that does not answer in time dims what rests on it and holds up nothing
// else. Used on the loop's thread only.
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
  // outlive a read that does not come back.
  Sampler(Options options, Clock* clock, ReaderCrew::Post post, Driver* driver,
          HolderSource* holders, Sink sink);
  ~Sampler();

  // Makes the first pass now, and then one each period.
  void Start();

 private:
  struct Round;

  void StartPass();
  void StartRound();
  std::vector<ReaderCrew::Read> PlanReads();
  void FinishRound(const std::vector<absl::Status>& results);
  void AcceptHolders(const absl::Status& result, bool settled);
  bool AcceptHost(const absl::Status& result);
  bool AcceptChips(const std::vector<absl::Status>& results);
  void Seal();
  Findings Collect();

  const Options options_;
  Clock* const clock_;
  Driver* const driver_;
  HolderSource* const holders_;
  const Sink sink_;
  ReaderCrew crew_;
  ChipLedger ledger_;
  std::unique_ptr<Alarm> next_pass_;

  std::uint64_t sequence_ = 0;
  // Of the pass under way.
  absl::Time pass_started_at_;
  absl::Duration pass_started_;
  int rounds_left_ = 0;
  std::unique_ptr<Round> round_;
  // What the last snapshot said of holders: on an UltraServer, chips are asked only if it saw all
  // processes, could recognise all chips, and there were none.
  bool may_be_held_ = true;
  SourceReport sysfs_{"sysfs", absl::OkStatus(), absl::InfinitePast()};
  SourceReport processes_{"processes", absl::OkStatus(), absl::InfinitePast()};
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_SAMPLER_H_
