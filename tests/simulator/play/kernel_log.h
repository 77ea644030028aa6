#ifndef TESTS_SIMULATOR_PLAY_KERNEL_LOG_H_
#define TESTS_SIMULATOR_PLAY_KERNEL_LOG_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tests/simulator/host/tree.h"

namespace neuron::sim {

// The log of the simulated host's kernel: the file dev/kmsg, which only grows.
class KernelLog {
 public:
  // `tree` must outlive this.
  explicit KernelLog(Tree* tree) : tree_(tree) {}

  // The kernel says this, at error level, so long after boot: one line, with the prefix and the
  // escapes that /dev/kmsg gives a record.
  void Say(absl::string_view text, absl::Duration since_boot);

 private:
  Tree* tree_;
  std::uint64_t sequence_ = 0;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_KERNEL_LOG_H_
