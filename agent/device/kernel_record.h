#ifndef AGENT_DEVICE_KERNEL_RECORD_H_
#define AGENT_DEVICE_KERNEL_RECORD_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace neuron {

// One record of the kernel's log.
struct KernelRecord {
  // 0 (emergency) ... 7 (debug).
  absl::optional<int> level;
  // Counts the records of this boot; one that is missing was lost.
  absl::optional<std::uint64_t> sequence;
  // When it was logged, since boot, by the log's own clock.
  absl::optional<absl::Duration> since_boot;
  // When it was logged, as far as its reader can tell; the parser cannot.
  absl::Time logged_at = absl::InfinitePast();
  // Whether the kernel wrote it, or a module of it; false for what a process wrote to /dev/kmsg.
  // The kernel does not let a process claim to be it. True where the line does not say.
  bool from_kernel = true;
  // On one line. /dev/kmsg gives control characters, backslashes and what is not ASCII as \xNN.
  std::string text;
};

// The record in what one read of /dev/kmsg gave ("6,123,456,-;text\n KEY=value\n"), or in a line of
// a log that was kept: with that prefix, with that of `dmesg` ("[    3.35] text"), or with none.
// What does not have such a prefix is text as a whole. Pure, over foreign bytes.
KernelRecord ParseKernelRecord(absl::string_view bytes);

}  // namespace neuron

#endif  // AGENT_DEVICE_KERNEL_RECORD_H_
