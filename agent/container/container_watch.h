#ifndef AGENT_CONTAINER_CONTAINER_WATCH_H_
#define AGENT_CONTAINER_CONTAINER_WATCH_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "probes/cgroup_events.h"
#include "probes/probe_report.h"

namespace neuron {

class Loop;

// Tells that containers came or went: a hint to look at them, never itself the truth. Used on the
// loop's thread only.
class ContainerWatch {
 public:
  virtual ~ContainerWatch() = default;

  // From now on calls `changed` on the loop's thread, never from within a call, when the cgroup of
  // a container was made or removed; and again a few times within the next 3 s, since its first
  // process runs some time later. REQUIRES: called once.
  virtual void Start(std::function<void()> changed) = 0;

  // OK while changes are heard of at once. Otherwise they are seen at the next regular look; the
  // message names the cause and the cure.
  virtual absl::Status status() const = 0;

  // How the programs behind it fare; the reason why, where there are none.
  virtual std::vector<ProbeReport> Reports() const = 0;
};

// Hears of them by `events`, and where there are none (its status says why) by watching the
// directories below `cgroup_root` (inotify). `loop` is borrowed, and outlives the watch.
//
// The directories are walked by Start(), which is the only time that the loop's thread looks at
// them. From then on a thread of its own does, at those that changed, and at all of them where not
// all can be watched: at once, and then no more than 20 times a second however many come and go,
// and less often where that takes long. status() tells of a look that does not come back.
std::unique_ptr<ContainerWatch> MakeContainerWatch(
    Loop* loop, std::string cgroup_root, absl::StatusOr<std::unique_ptr<CgroupEvents>> events);

}  // namespace neuron

#endif  // AGENT_CONTAINER_CONTAINER_WATCH_H_
