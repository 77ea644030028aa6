#ifndef TESTS_SIMULATOR_DRIVER_ATTACHMENTS_H_
#define TESTS_SIMULATOR_DRIVER_ATTACHMENTS_H_

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <vector>

namespace neuron::sim {

// One of the places for processes that a chip has.
struct ProcessSlot {
  // The thread group leader; 0 in a slot that nobody has.
  pid_t pid = 0;
  int opens = 0;
  // The memory that the process has on the chip. As in the driver it is what the slot's last owner
  // had until the new one allocates.
  std::uint64_t host_bytes = 0;
  std::uint64_t device_bytes = 0;
};

// Which processes are attached to which chips by full-access descriptors, as the driver counts
// them: a number of slots a chip, each of one process with the number of its opens.
class Attachments {
 public:
  // One more open by the process, in the slot that it has or in the first free one of `slots`.
  // False, and nothing changes, if there is none. A process that we cannot see (0) takes none.
  // REQUIRES: the chip's `slots` are always as many.
  bool Attach(int chip, pid_t pid, int slots);

  // One open less: the process closed a descriptor of the chip. True if it was its last, so that
  // the driver cleans up after it. Nothing happens for a process that is not attached.
  bool Detach(int chip, pid_t pid);

  // Whether any process is attached to the chip.
  bool Held(int chip) const;

  // nullptr if the process is not attached.
  ProcessSlot* Find(int chip, pid_t pid);

  // Those of the chip, in their order. Fewer than it has if nobody was ever in the others.
  const std::vector<ProcessSlot>& SlotsOf(int chip) const;

  void Forget(int chip) { slots_.erase(chip); }

 private:
  std::map<int, std::vector<ProcessSlot>> slots_;  // by chip
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_ATTACHMENTS_H_
