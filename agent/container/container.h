#ifndef AGENT_CONTAINER_CONTAINER_H_
#define AGENT_CONTAINER_CONTAINER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/device/chip_set.h"

namespace neuron {

// The ECS task that a container belongs to.
struct ContainerTask {
  // Whole: "arn:aws:ecs:us-east-1:012345678901:task/default/...".
  std::string arn;
  // Of the task definition: "train" and "7"; both empty if only the ARN is known.
  std::string family;
  std::string revision;

  friend bool operator==(const ContainerTask& a, const ContainerTask& b) {
    return a.arn == b.arn && a.family == b.family && a.revision == b.revision;
  }
};

// One container of this host: what its processes show, and what ECS and Docker say of it.
struct Container {
  // 64 hex digits, Docker's own.
  std::string id;
  // A process of it, by its number in the host's namespace, and field 22 of its /proc/<pid>/stat;
  // both 0 if it has none (yet, or any more).
  int pid = 0;
  std::uint64_t start_ticks = 0;
  // When it was first seen, and when it was first found gone; the infinite future until then.
  absl::Time seen_at;
  absl::Time gone_at = absl::InfiniteFuture();
  // How long ago that was when the look was taken, by a clock that is never set.
  absl::Duration gone_for;
  // The part of its cgroup's path that names its task; empty if none does.
  std::string task_id;
  // That path below its hierarchy: "/docker/<id>". Empty if it is not known.
  std::string cgroup;

  // Chips whose nodes it was given, opened or not: those in /proc/<pid>/root/dev. Absent while no
  // process runs in it that could use a node: it is being started, or has but the host's own
  // processes in its cgroup. Unknown if its start lasts, and if the look was refused.
  Reading<ChipSet> mapped;
  // Whether it may do everything (`docker run --privileged`), and so was given every node there is.
  Reading<bool> privileged;

  // What its processes have used of the host's processors, and what they use of its memory
  // (agent/container/cgroup_load.h). Absent of a container that has nothing to do with chips.
  Reading<absl::Duration> cpu_time;
  Reading<std::uint64_t> memory_bytes;

  // What follows is absent where nobody has such a word for it, unknown while he who should know
  // does not answer, and else what he said, at `told_at`.
  //
  // ECS's name for it, or Docker's.
  Reading<std::string> name;
  // Absent: it belongs to no ECS task.
  Reading<ContainerTask> task;
  // Whether its task is of a DAEMON service.
  Reading<bool> daemon_service;
  absl::Time told_at = absl::InfinitePast();
};

// One look at the containers of this host.
struct ContainerScan {
  absl::Time taken_at = absl::InfinitePast();
  // The same by Clock::Monotonic().
  absl::Duration began = -absl::InfiniteDuration();
  // Those that are there, by id.
  std::vector<Container> containers;
  // The last to go, latest first, bounded: whom their leftovers belonged to.
  std::vector<Container> gone;
  // OK if every container was seen. Otherwise more may be there than are in here: a chip that is
  // not known to be given to one of them is not known to be given to none. The message names the
  // cause and the cure.
  absl::Status sight = absl::UnknownError("nobody has looked yet");
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_CONTAINER_H_
