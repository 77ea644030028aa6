#ifndef PROBES_DEVICE_CALLS_H_
#define PROBES_DEVICE_CALLS_H_

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "probes/descriptor.h"
#include "probes/device_call.h"
#include "probes/probe_report.h"

namespace neuron {

// The system calls of one kind on one chip, since the programs were loaded.
struct CallCounts {
  // A call that a signal made the kernel start again counts each time, and each but the last as
  // failed.
  std::uint64_t calls = 0;
  // Those of them that failed. Absent for open: an open that fails gives no descriptor, by which
  // alone a chip is known, and is not counted.
  absl::optional<std::uint64_t> errors;
  // How many took so long, from entering the kernel to leaving it: [2^n, 2^(n+1)) nanoseconds; the
  // first also less, the last also more. Their sum is `calls`.
  std::array<std::uint64_t, DEVICE_CALL_LATENCIES> latencies{};
};

// The system calls on one chip.
struct ChipCalls {
  unsigned chip = 0;
  CallCounts open;
  CallCounts close;
  CallCounts ioctl;
};

// Counts open, openat, openat2, close and ioctl of the chips by whichever process, and how long
// they took. Descriptors that go by another way (exec, exit, dup2, close_range, io_uring) are not
// seen.
//
// Taxes every system call of the host while loaded, also those of processes that never touch a
// chip, with about 35 ns: opt-in. Two BPF programs (on Linux 6.1 and later), which count in the
// kernel; no event is sent. One thread.
class DeviceCalls {
 public:
  // Chips are numbered from 0 to one less, as the driver's minors are.
  static constexpr unsigned kMaxChips = DEVICE_CALL_CHIPS;

  // A file, and the chip that it is.
  struct Device {
    descriptor_key key;
    unsigned chip;
  };

  // Loads and attaches the programs, which count nothing yet. PermissionDenied without CAP_BPF and
  // CAP_PERFMON (or root), NotFound without the kernel's BTF, Internal if the kernel refuses the
  // program itself, else Unimplemented: this kernel cannot; the message says what failed.
  static absl::StatusOr<std::unique_ptr<DeviceCalls>> Load();

  // How the programs fare where Load failed, for `why`.
  static std::vector<ProbeReport> ReportsWithout(const absl::Status& why);

  virtual ~DeviceCalls() = default;

  // Counts the calls on these files from now on, on no others; what was counted stays. REQUIRES: at
  // most kMaxChips, each key once. InvalidArgument for a chip of kMaxChips or more, else as
  // ErrnoStatus.
  virtual absl::Status SetDevices(const std::vector<Device>& devices) = 0;

  // What was counted of each chip that SetDevices named last, in the order of their numbers. Fails
  // as ErrnoStatus.
  virtual absl::StatusOr<std::vector<ChipCalls>> Read() const = 0;

  // How the two programs fare. Dropped are calls that may have been of a chip and are not counted,
  // as too many threads were in such a call at one time.
  virtual std::vector<ProbeReport> Reports() const = 0;
};

// The sum over the processors of what each counted of one kind of call: a pure function.
CallCounts SumDeviceCalls(device_call call, const std::vector<device_call_counts>& processors);

}  // namespace neuron

#endif  // PROBES_DEVICE_CALLS_H_
