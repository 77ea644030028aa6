#include "agent/workload/pending_reservations.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "agent/workload/mapped_rule.h"

namespace neuron {
namespace {

bool IsNamed(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Then what it was given counts as that.
bool IsUnderstood(const ContainerScan& containers, const std::string& id) {
  return std::any_of(containers.containers.begin(), containers.containers.end(),
                     [&](const Container& container) {
                       return container.id == id && container.mapped.has_value();
                     });
}

bool HasStopped(const TaskWord& ecs, const std::string& task_arn) {
  return std::any_of(ecs.tasks.begin(), ecs.tasks.end(), [&](const IntrospectedTask& task) {
    return task.arn == task_arn && task.known == TaskStatus::kStopped;
  });
}

// Whether the book says that containers of it take no chip that they do not lease.
bool IsHarmless(const FamilyBook& book, const ContainerTask& task) {
  const absl::optional<FamilyRecord> record = book.Find(task.family, task.revision);
  return record.has_value() &&
         (record->use == FamilyUse::kObserves || record->use == FamilyUse::kLeases);
}

bool Reserves(const CreatedContainer& container, const TaskWord& ecs, const FamilyBook& book,
              const ContainerScan& containers, const AllocationPolicy& policy) {
  if (IsNamed(policy.observers, container.name) || IsUnderstood(containers, container.id)) {
    return false;
  }
  const absl::optional<ContainerTask>& task = container.task;
  return !task.has_value() || !(IsNamed(policy.observers, task->family) ||
                                IsHarmless(book, *task) || HasStopped(ecs, task->arn));
}

Reservation ForContainer(const CreatedContainer& container) {
  Reservation reservation;
  reservation.chips = container.chips;
  reservation.task_arn = container.task.has_value() ? container.task->arn : "";
  reservation.container = container.id;
  reservation.why =
      absl::StrCat("container ", container.name, " was created with them and is not started yet");
  reservation.since = container.created_at;
  return reservation;
}

// Those that containers of the task have, or are about to have.
ChipSet GivenTo(const std::string& task_arn, const std::vector<Reservation>& reservations,
                const Evidence& evidence, const AllocationPolicy& policy) {
  std::uint64_t given = 0;
  for (const Reservation& reservation : reservations) {
    given |= reservation.task_arn == task_arn ? reservation.chips.bits() : 0;
  }
  for (const Container& container : evidence.containers.containers) {
    const bool is_its = container.task.has_value() && container.task.value().arn == task_arn;
    if (is_its && container.mapped.has_value() &&
        ExemptionOf(container, evidence, policy).empty()) {
      given |= container.mapped.value().bits();
    }
  }
  return ChipSet(given);
}

std::string WhyPending(const TaskWord& ecs, const IntrospectedTask& task, FamilyUse use,
                       absl::Time now) {
  const std::string why =
      absl::StrCat("a task of ", task.family, ":", task.revision, ", which ",
                   use == FamilyUse::kMaps ? "maps them by its task definition"
                                           : "has used them on this host before",
                   ", is PENDING");
  return ecs.silence.ok()
             ? why
             : absl::StrCat(why, "; the ECS agent has said nothing for ",
                            absl::FormatDuration(absl::Trunc(now - ecs.told_at, absl::Seconds(1))));
}

absl::Time PendingSince(const TaskWord& ecs, const std::string& task_arn) {
  const auto since = ecs.pending_since.find(task_arn);
  return since == ecs.pending_since.end() ? ecs.told_at : since->second;
}

// What its task definition takes; nothing if it is not known to take any.
FamilyRecord Takes(const FamilyBook& book, const AllocationPolicy& policy,
                   const IntrospectedTask& task) {
  const FamilyRecord record =
      book.Find(task.family, task.revision).value_or(FamilyRecord{FamilyUse::kNone, {}});
  const bool takes = record.use == FamilyUse::kTakes || record.use == FamilyUse::kMaps;
  return takes && !IsNamed(policy.observers, task.family) ? record
                                                          : FamilyRecord{FamilyUse::kNone, {}};
}

}  // namespace

std::vector<Reservation> PendingReservations(const TaskWord& ecs, const FamilyBook& book,
                                             const std::vector<CreatedContainer>& created,
                                             const Evidence& evidence,
                                             const AllocationPolicy& policy, absl::Time now) {
  std::vector<Reservation> reservations;
  if (policy.mapped == MappedPolicy::kLease) {
    return reservations;
  }
  for (const CreatedContainer& container : created) {
    if (policy.mapped == MappedPolicy::kExclusive &&
        Reserves(container, ecs, book, evidence.containers, policy)) {
      reservations.push_back(ForContainer(container));
    }
  }
  for (const IntrospectedTask& task : ecs.tasks) {
    if (!IsPending(task)) {
      continue;
    }
    const FamilyRecord takes = Takes(book, policy, task);
    const ChipSet given = GivenTo(task.arn, reservations, evidence, policy);
    const ChipSet rest(takes.chips.bits() & ~given.bits());
    if (!rest.empty()) {
      reservations.push_back(
          {rest, task.arn, "", WhyPending(ecs, task, takes.use, now), PendingSince(ecs, task.arn)});
    }
  }
  return reservations;
}

}  // namespace neuron
