#ifndef PROBES_CGROUP_EVENTS_H_
#define PROBES_CGROUP_EVENTS_H_

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
#include "probes/probe_report.h"

namespace neuron {

// The cgroup of a container came or went.
struct CgroupEvent {
  enum class Kind { kMade, kRemoved };

  Kind kind = Kind::kMade;
  // Of the kernel's monotonic clock.
  absl::Duration at;
  // The inode number of the cgroup's directory.
  std::uint64_t cgroup_id = 0;
  // From the root of its hierarchy, whatever the namespace: "/ecs/<task>/<container>". Of a path
  // over 255 bytes the last 255: what names the container stands at the right.
  std::string path;
};

// Hears of containers as their cgroups are made and removed, by two BPF programs (since Linux 5.8).
//
// The kernel hands over only cgroups whose own name has 64 hex digits in a row, as a container's
// has; others wake nobody. On cgroup v1 a container has a cgroup, and so an event, in each
// hierarchy. Paths of 1,024 bytes and more, which the kernel itself cuts off, may be missed. One
// thread.
class CgroupEvents {
 public:
  struct Options {
    // How much the kernel keeps until it is drained, at 288 bytes an event; rounded up to a power
    // of two of whole pages.
    std::size_t ring_bytes = 256 * 1024;
  };

  // Loads and attaches the programs, both or none. PermissionDenied without CAP_BPF and CAP_PERFMON
  // (or root), NotFound without the kernel's BTF or its cgroup tracepoints, Internal if the kernel
  // refuses the program itself, else Unimplemented: this kernel cannot; the message says what
  // failed.
  static absl::StatusOr<std::unique_ptr<CgroupEvents>> Load(const Options& options);

  // How the programs fare where Load failed, for `why`.
  static std::vector<ProbeReport> ReportsWithout(const absl::Status& why);

  virtual ~CgroupEvents() = default;

  // Can be polled: readable while there are events.
  virtual int descriptor() const = 0;

  // Calls `take` with each event that is there, oldest first, without waiting. DataLoss if one of
  // them was no event; the others were still taken.
  virtual absl::Status Drain(const std::function<void(const CgroupEvent&)>& take) = 0;

  // How many events the kernel could not keep since Load, because nobody drained it in time.
  virtual std::uint64_t drops() const = 0;

  // How the two programs fare.
  virtual std::vector<ProbeReport> Reports() const = 0;
};

// The event in the bytes of one record: a pure function. DataLoss if they are none.
absl::StatusOr<CgroupEvent> DecodeCgroupEvent(absl::string_view bytes);

}  // namespace neuron

#endif  // PROBES_CGROUP_EVENTS_H_
