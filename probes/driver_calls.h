#ifndef PROBES_DRIVER_CALLS_H_
#define PROBES_DRIVER_CALLS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "probes/driver_call.h"
#include "probes/probe_report.h"

namespace neuron {

// Somebody has just entered one of the driver's functions.
struct DriverCall {
  struct Node {
    std::uint32_t major = 0;
    std::uint32_t minor = 0;
  };

  driver_function function = DRIVER_OPEN;
  // Of the kernel's monotonic clock.
  absl::Duration at;
  // The process, by its number in the initial pid namespace; what called may be the kernel's own.
  int pid = 0;
  // The device, where the function is told it: open, flush and release.
  absl::optional<Node> node;
};

// Hears the calls of the driver's functions that take a chip, leave it or reset it, by one kprobe
// on each. Of files opened for free access, which take nothing, the kernel hands nothing over.
//
// Each function is optional: which of them a driver has depends on its version and its compiler.
// Nothing of the driver's own data is read, and a probe holds up no rmmod. One thread, but for
// Reattach().
class DriverCalls {
 public:
  struct Options {
    // How much the kernel keeps until it is drained, at 40 bytes a call; rounded up to a power of
    // two of whole pages.
    std::size_t ring_bytes = 256 * 1024;
    // The kernel's list of its functions, and the directory that is there while the driver is.
    std::string kallsyms = "/proc/kallsyms";
    std::string module = "/sys/module/neuron";
  };

  // Loads the programs and attaches none. PermissionDenied without CAP_BPF and CAP_PERFMON (or
  // root), NotFound without the kernel's BTF, Internal if the kernel refuses the program itself,
  // else Unimplemented: this kernel cannot; the message says what failed.
  static absl::StatusOr<std::unique_ptr<DriverCalls>> Load(const Options& options);

  // How the programs fare where Load failed, for `why`.
  static std::vector<ProbeReport> ReportsWithout(const absl::Status& why);

  virtual ~DriverCalls() = default;

  // Whether the driver is another than the one attached to, whose probes went with it; or came, or
  // went. Costs one look at a file's status.
  virtual bool IsOutdated() const = 0;

  // Attaches to the driver as it is now, if that is another. Takes milliseconds, and half a second
  // where the kernel is slow: it reads the kernel's list, and for each probe that goes the kernel
  // waits for its processors. May be called on another thread, where nothing else is; meanwhile
  // only descriptor(), Drain() and drops() may be called.
  virtual void Reattach() = 0;

  // Whether calls of this function are heard.
  virtual bool Hears(driver_function function) const = 0;

  // Can be polled: readable while there are calls.
  virtual int descriptor() const = 0;

  // Calls `take` with each call that is there, oldest first, without waiting. DataLoss if one of
  // them was no call; the others were still taken.
  virtual absl::Status Drain(const std::function<void(const DriverCall&)>& take) = 0;

  // How many calls the kernel could not keep since Load, because nobody drained it in time.
  virtual std::uint64_t drops() const = 0;

  // How each program fares, in the order of the functions.
  virtual std::vector<ProbeReport> Reports() const = 0;
};

// "kprobe:ncdev_open": what a report calls the program of this function.
std::string DriverProbeName(driver_function function);

// The call in the bytes of one record: a pure function. DataLoss if they are none.
absl::StatusOr<DriverCall> DecodeDriverCall(absl::string_view bytes);

}  // namespace neuron

#endif  // PROBES_DRIVER_CALLS_H_
