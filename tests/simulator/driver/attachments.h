#ifndef TESTS_SIMULATOR_DRIVER_ATTACHMENTS_H_
#define TESTS_SIMULATOR_DRIVER_ATTACHMENTS_H_

#include <sys/types.h>

#include <map>
#include <utility>

namespace neuron::sim {

// Which processes are attached to which chips by full-access descriptors, as the driver counts
// them: 16 processes a chip, each with the number of its opens.
class Attachments {
 public:
  // One more open by the process. False, and nothing changes, if it is a 17th process.
  bool Attach(int chip, pid_t pid);

  // One open less: the process closed a descriptor of the chip. True if it was its last, so that
  // the driver cleans up after it. Nothing happens for a process that is not attached.
  bool Detach(int chip, pid_t pid);

  // Whether any process is attached to the chip.
  bool Held(int chip) const;

 private:
  // Opens by (chip, pid).
  std::map<std::pair<int, pid_t>, int> opens_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_ATTACHMENTS_H_
