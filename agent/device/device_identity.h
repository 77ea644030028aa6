#ifndef AGENT_DEVICE_DEVICE_IDENTITY_H_
#define AGENT_DEVICE_DEVICE_IDENTITY_H_

#include <cstdint>
#include <tuple>

struct statx;

namespace neuron {

// How a descriptor of a chip is known, whatever name or mount namespace it was opened by.
//
// A character device is known by its major and minor. Where the device nodes are simulated they
// are regular files, known by file system and inode. Both fit one small comparable value; the two
// kinds are never equal. The Linux numbers are kept as user space sees them.
struct DeviceIdentity {
  // The device number of a character device, or the file system's of a regular file.
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  // 0 for a character device: its node's inode does not matter.
  std::uint64_t inode = 0;

  static DeviceIdentity CharacterDevice(std::uint32_t major, std::uint32_t minor) {
    return {major, minor, 0};
  }

  friend bool operator==(const DeviceIdentity& a, const DeviceIdentity& b) {
    return std::tie(a.major, a.minor, a.inode) == std::tie(b.major, b.minor, b.inode);
  }
  friend bool operator<(const DeviceIdentity& a, const DeviceIdentity& b) {
    return std::tie(a.major, a.minor, a.inode) < std::tie(b.major, b.minor, b.inode);
  }
};

// The identity of what was looked up with STATX_TYPE | STATX_INO; all zero for what is neither a
// character device nor a regular file.
DeviceIdentity IdentityOf(const struct statx& found);

}  // namespace neuron

#endif  // AGENT_DEVICE_DEVICE_IDENTITY_H_
