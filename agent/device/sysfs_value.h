#ifndef AGENT_DEVICE_SYSFS_VALUE_H_
#define AGENT_DEVICE_SYSFS_VALUE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/device/chip_set.h"

namespace neuron {

// The bytes of a sysfs attribute as values: pure, and strict, because a driver that is in trouble
// answers with all kinds of things (neuron-driver.md §7.9). Each takes the bytes with or without
// the closing line feed, and fails with DataLoss, quoting the start of what was there.

// A decimal number: digits only, no sign, no space, no more than 64 bits.
absl::StatusOr<std::uint64_t> ParseUnsigned(absl::string_view bytes);

// One line of printable ASCII that is not empty, without the line feed.
absl::StatusOr<std::string> ParseText(absl::string_view bytes);

// info/serial_number: 16 hex digits. A lone line feed, which the driver gives while it cannot read
// the number, is a failure.
absl::StatusOr<std::string> ParseSerialNumber(absl::string_view bytes);

// connected_devices: "12, 3, 4, 1", or nothing but a line feed for no neighbours. An empty answer
// is a failure: the driver gives it when its buffer overflows.
absl::StatusOr<ChipSet> ParseNeighbours(absl::string_view bytes);

// The `dev` attribute: "245:0".
struct DeviceNumber {
  std::uint32_t major;
  std::uint32_t minor;
};
absl::StatusOr<DeviceNumber> ParseDeviceNumber(absl::string_view bytes);

// The major of the character devices called `name` in the text of /proc/devices; NotFound if there
// are none.
absl::StatusOr<std::uint32_t> FindMajor(absl::string_view proc_devices, absl::string_view name);

// Reads `path` and parses it. No path (null), no such file or, once the module is gone, no such
// device: absent. Any other failure: unknown, with the path in the reason.
Reading<std::uint64_t> ReadUnsigned(const absl::optional<std::string>& path);
Reading<std::string> ReadText(const absl::optional<std::string>& path);
Reading<std::string> ReadSerialNumber(const absl::optional<std::string>& path);
Reading<ChipSet> ReadNeighbours(const absl::optional<std::string>& path);

}  // namespace neuron

#endif  // AGENT_DEVICE_SYSFS_VALUE_H_
