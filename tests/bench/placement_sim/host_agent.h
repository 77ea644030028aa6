#ifndef TESTS_BENCH_PLACEMENT_SIM_HOST_AGENT_H_
#define TESTS_BENCH_PLACEMENT_SIM_HOST_AGENT_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "agent/container/family_book.h"
#include "agent/lease/lease_book.h"
#include "agent/snapshot/assemble.h"
#include "agent/snapshot/snapshot_pool.h"
#include "agent/telemetry/ecs_attributes.h"
#include "agent/workload/lingering.h"
#include "tests/bench/placement_sim/agenda.h"
#include "tests/bench/placement_sim/chance.h"
#include "tests/bench/placement_sim/host_scene.h"

namespace neuron {

// The agent of one trn1.32xlarge with 16 healthy chips, from what it sees to what it wants ECS to
// know and whom it leases what: the shipped code of evidence, reservations, allocation, snapshot,
// attributes and leases. Only when it looks is its own: a moment (5 to 50 ms) after something
// happens, as the kernel, Docker and the ECS agent tell. One thread.
class HostAgent {
 public:
  struct Ways {
    // Whether chips are reserved for what is PENDING or created.
    bool reservations = false;
    // Task definitions that it knows without having seen a task of them here, as by
    // DescribeTaskDefinition. Borrowed; null for none.
    const ConstraintCatalog* known = nullptr;
    AllocationPolicy policy;
  };
  struct Links {
    // Borrowed.
    Agenda* agenda;
    const HostScene* scene;
    std::function<void(std::vector<DesiredAttribute> attributes)> wanted;
    // A lease, by the task that asked for it.
    std::function<void(std::uint64_t task, ChipSet chips)> granted;
  };

  HostAgent(const Ways& ways, std::uint64_t seed, Links links);

  // Something has happened.
  void Look();

  // What `neuronctl run` does in the task's container: it asks, and ends.
  void Ask(const SentTask& task);
  void EndLease(const SentTask& task);

 private:
  void LookAfter(absl::Duration delay);
  void LookNow();
  Evidence MakeEvidence();
  void AddReservations(Evidence* evidence);
  std::shared_ptr<const Snapshot> Conclude(Evidence evidence);
  void Offer(const Snapshot& snapshot);
  void Grant(std::uint64_t task, ChipSet chips);

  const Ways ways_;
  Chance chance_;
  const Links links_;
  const std::shared_ptr<const Inventory> inventory_;
  const std::vector<ChipSet> valid_groups_;
  SnapshotPool pool_;
  std::uint64_t looks_ = 0;
  bool look_due_ = false;
  FamilyBook families_;
  Lingering<Reservation> lingering_reservations_;
  LeaseBook leases_;
  Lingering<Lease> lingering_leases_;
  std::set<std::string> lessees_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_PLACEMENT_SIM_HOST_AGENT_H_
