#ifndef TESTS_HOSTS_CHIP_PASSES_H_
#define TESTS_HOSTS_CHIP_PASSES_H_

#include "absl/time/time.h"
#include "agent/device/chip_reader.h"
#include "agent/device/counters.h"
#include "agent/device/host_paths.h"
#include "agent/device/inventory.h"
#include "agent/snapshot/assemble.h"
#include "agent/snapshot/judgement.h"

namespace neuron {

// What an agent draws from chip 0 of a host, pass after pass, with a reader and ledgers of its own:
// it reads all groups each time. The chip is not asked by ioctl, and nobody holds it. What does not
// move is read once.
class ChipPasses {
 public:
  explicit ChipPasses(const HostPaths& paths);

  // One pass, by the wall clock and by one that never goes back. Judged; there is one chip in it.
  Findings Pass(absl::Time now, absl::Duration at);

 private:
  const Inventory inventory_;
  ChipReader reader_;
  ChipCounters counters_;
  Judgement judgement_{DefaultHealthRules()};
};

}  // namespace neuron

#endif  // TESTS_HOSTS_CHIP_PASSES_H_
