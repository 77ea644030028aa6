#include "agent/snapshot/edge_following.h"

#include <numeric>
#include <utility>

namespace neuron {
namespace {

std::vector<int> ContainersOf(const WorkloadReport& report) {
  std::vector<int> pids;
  for (const Container& container : report.containers.containers) {
    if (container.pid != 0) {
      pids.push_back(container.pid);
    }
  }
  return pids;
}

std::vector<int> HoldersOf(const WorkloadReport& report) {
  std::vector<int> pids;
  for (const Holder& holder : report.holders.holders) {
    if (!holder.held.empty()) {
      pids.push_back(holder.pid);
    }
  }
  return pids;
}

}  // namespace

void EdgeFollowing::Follow(const WorkloadReport& report) {
  std::vector<int> containers = ContainersOf(report);
  const bool same = report.plan.identities == chips_ && containers == containers_;
  if (!same || clock_->Monotonic() >= follow_until_) {
    follow_until_ = clock_->Monotonic() + kPeriod;
    chips_ = report.plan.identities;
    containers_ = std::move(containers);
    Renew();
  }
  edges_->FollowExits(HoldersOf(report));
}

void EdgeFollowing::Renew() { edges_->Follow(chips_, containers_); }

bool EdgeFollowing::HasLost(const std::vector<ProbeReport>& probes) {
  const std::uint64_t lost = std::accumulate(
      probes.begin(), probes.end(), std::uint64_t{0},
      [](std::uint64_t sum, const ProbeReport& probe) { return sum + probe.drops; });
  return std::exchange(lost_, lost) != lost;
}

}  // namespace neuron
