#ifndef AGENT_WORKLOAD_CLAIM_H_
#define AGENT_WORKLOAD_CLAIM_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "agent/workload/evidence.h"

namespace neuron {

// How somebody has a chip, from the strongest.
enum class Layer {
  // A process has a full-access descriptor.
  kHeld,
  // A running container was given its node.
  kMapped,
  // The daemon has promised it (`neuronctl run`).
  kLeased,
  // It is what something that is about to run here will be given.
  kReserved,
};

// That somebody has a chip, and why we believe so.
struct Claim {
  Layer layer = Layer::kHeld;
  // Whether the chip is taken by it. A mapping by itself does not take it where the policy says so;
  // then `why` names the rule in one word: "held-only", "lease", "privileged", "daemon-service",
  // "observer" or "lessee".
  bool takes = true;
  // Of a reservation, how it is known.
  std::string why;
  // As far back as we saw it.
  absl::Time since;
  // 0 if no process stands for it.
  int pid = 0;
  std::uint64_t start_ticks = 0;
  // The container's id and the task's ARN; empty if there is none, or it is not known. A holder and
  // a lessee in a container that has gone still belong to its task.
  std::string container;
  std::string task;
};

// Who has this chip: one claim for each process that holds it, each container that was
// given it, each lease and each reservation. So a process that holds it inside a container that was
// given it makes two. By layer, then by since, then by pid, then by container. Pure.
std::vector<Claim> ClaimsOn(int chip, const Evidence& evidence, const AllocationPolicy& policy);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_CLAIM_H_
