#include "agent/device/device_identity.h"

#include <sys/stat.h>

namespace neuron {

DeviceIdentity IdentityOf(const struct statx& found) {
  if (S_ISCHR(found.stx_mode)) {
    return DeviceIdentity::CharacterDevice(found.stx_rdev_major, found.stx_rdev_minor);
  }
  if (S_ISREG(found.stx_mode)) {
    return {found.stx_dev_major, found.stx_dev_minor, found.stx_ino};
  }
  return {};
}

}  // namespace neuron
