#ifndef AGENT_SNAPSHOT_WORKLOAD_LOOKS_H_
#define AGENT_SNAPSHOT_WORKLOAD_LOOKS_H_

#include <functional>
#include <memory>
#include <utility>

#include "absl/time/time.h"
#include "agent/base/clock.h"
#include "agent/base/reader_crew.h"
#include "agent/snapshot/look_pace.h"
#include "agent/snapshot/workload_visit.h"

namespace neuron {

// Looks at who has the chips as soon as somebody says that it may have changed, between the passes.
//
// What is said during a look has another begin after it, and a second one begins kSecond after the
// last that was said: a sign comes before the descriptor is where a look can find it. However much
// is said, looks take no more than a quarter of the time. Used on the loop's thread only.
class WorkloadLooks {
 public:
  static constexpr absl::Duration kSecond = absl::Milliseconds(10);

  // What to look for, asked as each look begins.
  using Plan = std::function<WorkloadPlan()>;
  // What it brought: BlindReport() if it did not come back within the deadline.
  using Done = std::function<void(WorkloadReport)>;

  // All pointers are borrowed; `visitor` must outlive a look that does not come back.
  WorkloadLooks(Clock* clock, ReaderCrew::Post post, absl::Duration deadline,
                WorkloadVisitor* visitor, Plan plan, Done done);

  // A look that begins from now on is wanted.
  void Want();

 private:
  void WantSecond(absl::Duration delay);
  void Begin();
  void Finish(WorkloadReport report);

  Clock* const clock_;
  WorkloadVisitor* const visitor_;
  const Plan plan_;
  const Done done_;
  ReaderCrew crew_;
  LookPace pace_;
  absl::Duration said_;
  std::unique_ptr<Alarm> second_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_WORKLOAD_LOOKS_H_
