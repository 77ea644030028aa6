#ifndef AGENT_DEVICE_KERNEL_LOG_H_
#define AGENT_DEVICE_KERNEL_LOG_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "agent/base/file.h"
#include "agent/device/kernel_record.h"

struct stat;

namespace neuron {

// Whether this is the kernel's log, /dev/kmsg by whatever name: by the number of the device.
bool IsKernelLog(const struct stat& found);

// What is in the kernel's log buffer now: the texts of its records, oldest first, one a line,
// without the prefix of /dev/kmsg ("6,123,456,-;") and its continuation lines. Reads without
// waiting, on a descriptor of its own, so that no other reader misses anything; takes at most the
// newest 4 MiB. A regular file in its place, a log that was kept, is given as it is.
//
// Fails as ErrnoStatus (PermissionDenied where the kernel lets only CAP_SYSLOG read its log), with
// ResourceExhausted for a file of more than 4 MiB, and with InvalidArgument for anything else: that
// is not opened, because to open a chip's node for reading would be to take it.
absl::StatusOr<std::string> ReadKernelLog(const std::string& path);

// The kernel's log, at its oldest record, on a descriptor of its own that never waits. Fails as
// ErrnoStatus, and with InvalidArgument for anything else, also a file: that is not opened.
absl::StatusOr<UniqueFd> OpenKernelLog(const std::string& path);

// The next record of a descriptor of which every read gives one; nothing if there is none now.
// Passes over those that were overwritten before they could be read: their sequence numbers are
// missing. Fails as ErrnoStatus, and with Unavailable where there will be none any more.
absl::StatusOr<absl::optional<KernelRecord>> ReadKernelRecord(const UniqueFd& log);

}  // namespace neuron

#endif  // AGENT_DEVICE_KERNEL_LOG_H_
