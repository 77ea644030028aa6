#ifndef AGENT_SNAPSHOT_ACTIVITIES_H_
#define AGENT_SNAPSHOT_ACTIVITIES_H_

#include <map>

#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/execution/activity.h"
#include "agent/snapshot/assemble.h"

namespace neuron {

// Which chips that are held compute, from pass to pass: a chip that is held and idle shows within
// kWindow. One thread.
class Activities {
 public:
  static constexpr absl::Duration kWindow = absl::Seconds(10);

  // By this pass, whose evidence has the holders. `at` is of a clock that never goes back. Chips
  // that nobody holds are left out.
  std::map<int, Reading<bool>> Look(const Findings& findings, absl::Duration at);

 private:
  ActivityLedger ledger_{kWindow};
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_ACTIVITIES_H_
