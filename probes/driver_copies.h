#ifndef PROBES_DRIVER_COPIES_H_
#define PROBES_DRIVER_COPIES_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "probes/driver_copy.h"
#include "probes/probe_report.h"
#include "probes/trace_format.h"

namespace neuron {

// What the driver has copied for one core since the probe was loaded.
struct CoreCopies {
  // By the driver's numbers: nd and nc.
  unsigned chip = 0;
  unsigned core = 0;
  std::uint64_t bytes = 0;
  std::uint64_t copies = 0;
};

// Sums the copies that the driver itself makes between host and chips (loading a model, tensors
// that go by ioctl), by its tracepoint neuron:dma_memcpy. Counted in the kernel; no event is sent,
// and the text form of the driver's traces, which may read freed memory, is never read.
//
// The driver cannot be unloaded while this is loaded: the kernel refuses rmmod with EBUSY, as for
// an open chip. Destroy it to let the driver go, and load it again when the driver is back. One
// thread.
class DriverCopies {
 public:
  // Loads and attaches the program. `tracefs` is where that is mounted: /sys/kernel/tracing.
  // NotFound where the driver is not loaded or has no such tracepoint, and where tracefs is not
  // mounted; the message names the file. PermissionDenied without CAP_BPF and CAP_PERFMON (or
  // root). DataLoss if the tracepoint is not as it should be. Internal if the kernel refuses the
  // program itself. Unimplemented: this kernel cannot.
  static absl::StatusOr<std::unique_ptr<DriverCopies>> Load(const std::string& tracefs);

  // How the program fares where Load failed, for `why`.
  static std::vector<ProbeReport> ReportsWithout(const absl::Status& why);

  virtual ~DriverCopies() = default;

  // For each core for which there was a copy, in the order of their numbers. Fails as ErrnoStatus.
  virtual absl::StatusOr<std::vector<CoreCopies>> Read() const = 0;

  // How the program fares. Dropped are copies for a core beyond the first 512 seen.
  virtual std::vector<ProbeReport> Reports() const = 0;
};

// Where the fields that the program reads stand: a pure function. DataLoss if one is not there.
absl::StatusOr<driver_copy_layout> LayoutOfCopies(const TraceFormat& format);

}  // namespace neuron

#endif  // PROBES_DRIVER_COPIES_H_
