#include "agent/snapshot/workload_change.h"

#include <algorithm>
#include <tuple>

namespace neuron {
namespace {

template <typename T, typename Same>
bool SameList(const std::vector<T>& a, const std::vector<T>& b, Same same) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

bool SameHolder(const Holder& a, const Holder& b) {
  return std::tie(a.pid, a.start_ticks, a.command, a.held, a.observed, a.container) ==
         std::tie(b.pid, b.start_ticks, b.command, b.held, b.observed, b.container);
}

bool SameContainer(const Container& a, const Container& b) {
  return std::tie(a.id, a.pid, a.mapped, a.privileged, a.name, a.task, a.daemon_service,
                  a.gone_at) ==
         std::tie(b.id, b.pid, b.mapped, b.privileged, b.name, b.task, b.daemon_service, b.gone_at);
}

bool SameLease(const Lease& a, const Lease& b) { return a.id == b.id && a.chips == b.chips; }

bool SameReservation(const Reservation& a, const Reservation& b) {
  return std::tie(a.chips, a.task_arn, a.container, a.why) ==
         std::tie(b.chips, b.task_arn, b.container, b.why);
}

bool SameClaim(const Claim& a, const Claim& b) {
  return std::tie(a.layer, a.takes, a.why, a.pid, a.container, a.task) ==
         std::tie(b.layer, b.takes, b.why, b.pid, b.container, b.task);
}

bool SameChip(const ChipState& a, const ChipState& b) {
  return a.index == b.index && a.allocation.occupancy == b.allocation.occupancy &&
         a.allocation.executing == b.allocation.executing && a.allocation.why == b.allocation.why &&
         SameList(a.allocation.claims, b.allocation.claims, SameClaim);
}

bool SameFinding(const WorkloadFinding& a, const WorkloadFinding& b) {
  return std::tie(a.code, a.chips, a.pid, a.container, a.tasks) ==
         std::tie(b.code, b.chips, b.pid, b.container, b.tasks);
}

bool SameEvidence(const Evidence& a, const Evidence& b) {
  return a.holders.sight == b.holders.sight && a.containers.sight == b.containers.sight &&
         SameList(a.holders.holders, b.holders.holders, SameHolder) &&
         SameList(a.containers.containers, b.containers.containers, SameContainer) &&
         SameList(a.containers.gone, b.containers.gone, SameContainer) &&
         SameList(a.leases, b.leases, SameLease) &&
         SameList(a.reservations, b.reservations, SameReservation);
}

}  // namespace

bool SameWorkload(const Snapshot& a, const Snapshot& b) {
  return a.free == b.free && SameEvidence(a.evidence, b.evidence) &&
         SameList(a.chips, b.chips, SameChip) &&
         SameList(a.workload_findings, b.workload_findings, SameFinding);
}

}  // namespace neuron
