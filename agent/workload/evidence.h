#ifndef AGENT_WORKLOAD_EVIDENCE_H_
#define AGENT_WORKLOAD_EVIDENCE_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/container/container.h"
#include "agent/workload/holder.h"
#include "agent/workload/lease.h"
#include "agent/workload/reservation.h"

namespace neuron {

// All that is known of who has which chip, each layer by itself.
//
// What takes a chip goes from the weakest layer to the strongest: it is reserved or leased, then
// mapped, then held. REQUIRES, so that it is seen in one of them whenever the looks happen to be:
// `containers` was taken before `holders`; and a lease or a reservation that has ended stays in
// here until both were taken after its end.
struct Evidence {
  HolderScan holders;
  ContainerScan containers;
  std::vector<Lease> leases;
  // None of their chips is known to be free. Those that have ended stay as leases do.
  std::vector<UnclearLease> unclear_leases;
  // Ids of the containers that have asked for a lease, whether they have got one, wait for it or
  // have given it back. They map more than they may use.
  std::set<std::string> lessees;
  // Of `leases`, by id: those whose own process has ended (agent/workload/lessee_life.h).
  std::set<std::uint64_t> ended_lessees;
  std::vector<Reservation> reservations;
  // By chip, for how long no look has found it held, as far back as there were looks; a chip that
  // is not in here is held, or was never looked at. The driver cleans up for up to a second after a
  // descriptor has gone from where a look can find it.
  std::map<int, absl::Duration> unheld_for;
  // Chips that are being used now, as far as can be told: by chip. A chip without an entry is one
  // of which nothing is known.
  std::map<int, Reading<bool>> executing;
  // ARNs of the tasks that ECS says are stopped.
  std::set<std::string> stopped_tasks;
};

// When a container that was given a chip's node takes it.
enum class MappedPolicy {
  // From its start, whether it opens the node or not.
  kExclusive,
  // Not before a process of it holds the chip.
  kHeldOnly,
  // Only by a lease, or by holding it.
  kLease,
};

struct AllocationPolicy {
  MappedPolicy mapped = MappedPolicy::kExclusive;
  // Names of containers, and families of tasks, that only observe.
  std::vector<std::string> observers;
};

}  // namespace neuron

#endif  // AGENT_WORKLOAD_EVIDENCE_H_
