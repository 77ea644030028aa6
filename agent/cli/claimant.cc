#include "agent/cli/claimant.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "agent/workload/known_container.h"

namespace neuron {
namespace {

constexpr std::size_t kShortId = 12;

bool IsOf(const Claim& claim, int pid, std::uint64_t start_ticks) {
  return claim.pid != 0 && claim.pid == pid && claim.start_ticks == start_ticks;
}

std::string LastPart(absl::string_view arn) {
  const std::size_t slash = arn.rfind('/');
  return std::string(slash == absl::string_view::npos ? arn : arn.substr(slash + 1));
}

Reading<std::string> Definition(const Reading<ContainerTask>& task) {
  if (task.has_value() && (task.value().family.empty() || task.value().revision.empty())) {
    return Reading<std::string>::Unknown(absl::UnavailableError(
        absl::StrCat("nobody has told yet of what definition the task ", LastPart(task.value().arn),
                     " is; see whether the ECS agent answers")));
  }
  return task.Map(
      [](const ContainerTask& known) { return absl::StrCat(known.family, ":", known.revision); });
}

const Holder* FindHolder(const Snapshot& snapshot, const Claim& claim) {
  for (const Holder& holder : snapshot.evidence.holders.holders) {
    if (IsOf(claim, holder.pid, holder.start_ticks)) {
      return &holder;
    }
  }
  return nullptr;
}

const Lease* FindLease(const Snapshot& snapshot, const Claim& claim) {
  for (const Lease& lease : snapshot.evidence.leases) {
    if (IsOf(claim, lease.pid, lease.start_ticks)) {
      return &lease;
    }
  }
  return nullptr;
}

// What is known of the container of the process that stands for the claim.
Reading<std::string> ContainerIdOf(const Snapshot& snapshot, const Claim& claim) {
  if (!claim.container.empty()) {
    return claim.container;
  }
  if (const Holder* const holder = FindHolder(snapshot, claim)) {
    return holder->container;
  }
  const Lease* const lease = FindLease(snapshot, claim);
  return lease == nullptr ? Reading<std::string>::Absent() : lease->container;
}

}  // namespace

std::string CommandOf(const Snapshot& snapshot, const Claim& claim) {
  if (const Holder* const holder = FindHolder(snapshot, claim)) {
    return holder->command;
  }
  const Lease* const lease = FindLease(snapshot, claim);
  return lease == nullptr ? "" : lease->command;
}

std::string ContainerName(const Snapshot& snapshot, absl::string_view id) {
  const Container* const container = FindContainer(snapshot.evidence.containers, id);
  const bool named = container != nullptr && container->name.has_value();
  return named ? container->name.value() : std::string(id.substr(0, kShortId));
}

Reading<std::string> ContainerName(const Snapshot& snapshot, const Claim& claim) {
  return ContainerIdOf(snapshot, claim).Map([&](const std::string& id) {
    return ContainerName(snapshot, id);
  });
}

Reading<std::string> TaskName(const Snapshot& snapshot, const Claim& claim) {
  const Reading<std::string> id = ContainerIdOf(snapshot, claim);
  const Container* const container =
      id.has_value() ? FindContainer(snapshot.evidence.containers, id.value()) : nullptr;
  if (container != nullptr) {
    return Definition(container->task);
  }
  if (!claim.task.empty()) {
    return LastPart(claim.task);
  }
  return id.is_unknown() ? id : Reading<std::string>::Absent();
}

}  // namespace neuron
