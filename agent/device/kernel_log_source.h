#ifndef AGENT_DEVICE_KERNEL_LOG_SOURCE_H_
#define AGENT_DEVICE_KERNEL_LOG_SOURCE_H_

#include <cstdint>
#include <functional>

#include "absl/status/status.h"
#include "agent/device/kernel_record.h"

namespace neuron {

// Tells what is logged by the kernel, record by record, and what was in the last five minutes. What
// it says is anybody's word who may write there: agent/health/kernel_signs.h judges it.
//
// Used on the loop's thread.
class KernelLogSource {
 public:
  using Take = std::function<void(const KernelRecord&)>;

  virtual ~KernelLogSource() = default;

  // From now on calls `take` with each record, in the log's order. REQUIRES: called once; `take`
  // does not destroy this.
  virtual void Start(Take take) = 0;

  // OK while the log is heard; else why not, and the cure.
  virtual absl::Status status() const = 0;

  // How many records since the start were gone before they could be read.
  virtual std::uint64_t lost() const = 0;

  // How many since the start were not told because they are longer than any record of the kernel's.
  virtual std::uint64_t too_long() const = 0;
};

}  // namespace neuron

#endif  // AGENT_DEVICE_KERNEL_LOG_SOURCE_H_
