#ifndef TESTS_SIMULATOR_HOST_CHIP_COUNTERS_H_
#define TESTS_SIMULATOR_HOST_CHIP_COUNTERS_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tests/simulator/host/host.h"

namespace neuron::sim {

// A piece of memory that an application took.
struct Allocation {
  // The physical core that it is charged to.
  int core = 0;
  bool on_device = false;
  // A directory under device_mem/ (on_device) or host_mem/: "tensors", ...
  std::string memory_class;
  std::uint64_t bytes = 0;
};

// By the name of the counter's directory in driver 2.24: "success", ... What is not named is 0.
using CoreCounters = std::map<std::string, std::uint64_t>;

// Moves one chip's files in the tree as the driver moves them.
//
// A file that this driver has not, or that holds no number, stays as it is.
class ChipCounters {
 public:
  // `host` must outlive this.
  ChipCounters(Host* host, const Chip& chip);

  // total goes up or down, present becomes the size, peak the highest total: of the class, and of
  // the core's sum.
  void Allocate(const Allocation& allocation);
  void Free(const Allocation& allocation);

  // What an application's datastore held is added to the totals when it ends; present becomes what
  // was added. All event counters of the core but for the resets.
  void AddDatastore(int core, const CoreCounters& counters);

  // One more reset request on each core that has its bit set.
  void CountReset(std::uint32_t cores);

  // One more failed reset on each core.
  void CountResetFailure();

  // The file `reset`: 0, 1 or 2.
  void SetState(int state);

  // The tensor engines of the cores that have their bit set begin at 0.
  void ClearTensorEngines(std::uint32_t cores);

  // The tensor engine has run for `elapsed`, at this share of its cycles; the rest was idle.
  void RunTensorEngine(int core, absl::Duration elapsed, double busy_ratio);

  // The power of the minute that has ended, in percent.
  void SetPower(absl::Time minute, double min, double max, double average);

 private:
  Node* File(absl::string_view path);
  void Change(absl::string_view counter, std::int64_t change);
  void Charge(const Allocation& allocation, int sign);

  Host* host_;
  std::string directory_;
  int cores_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_CHIP_COUNTERS_H_
