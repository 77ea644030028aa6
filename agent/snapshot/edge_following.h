#ifndef AGENT_SNAPSHOT_EDGE_FOLLOWING_H_
#define AGENT_SNAPSHOT_EDGE_FOLLOWING_H_

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/clock.h"
#include "agent/device/chip_identities.h"
#include "agent/edge/edge.h"
#include "agent/snapshot/workload_visit.h"
#include "probes/probe_report.h"

namespace neuron {

// Where edges are listened for: on the chips, containers and holders that the last look found. Used
// on the loop's thread only.
class EdgeFollowing {
 public:
  // Nodes may be replaced without anybody saying so: they are followed anew after so long.
  static constexpr absl::Duration kPeriod = absl::Seconds(10);

  // Both are borrowed.
  EdgeFollowing(EdgeSource* edges, Clock* clock) : edges_(edges), clock_(clock) {}

  // Goes by what this look found.
  void Follow(const WorkloadReport& report);

  // Follows the same anew, now: the driver may have been loaded again, and have lost whoever
  // listened.
  void Renew();

  // Where it listens may not be right any more: the next look decides anew.
  void Doubt() { follow_until_ = clock_->Monotonic(); }

  // Whether edges have been lost since this was last asked.
  bool HasLost(const std::vector<ProbeReport>& probes);

 private:
  EdgeSource* const edges_;
  Clock* const clock_;
  ChipIdentities chips_;
  // By the pid in which each is seen.
  std::vector<int> containers_;
  // Until when that is believed to be right.
  absl::Duration follow_until_ = -absl::InfiniteDuration();
  std::uint64_t lost_ = 0;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_EDGE_FOLLOWING_H_
