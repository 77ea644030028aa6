#ifndef TESTS_EDGE_CHIP_NODES_H_
#define TESTS_EDGE_CHIP_NODES_H_

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>

#include "agent/device/device_identity.h"

namespace neuron {

// The identity of the node at `path`.
inline DeviceIdentity IdentityAt(const std::string& path) {
  struct statx found = {};
  EXPECT_EQ(statx(AT_FDCWD, path.c_str(), 0, STATX_TYPE | STATX_INO, &found), 0) << path;
  return IdentityOf(found);
}

}  // namespace neuron

#endif  // TESTS_EDGE_CHIP_NODES_H_
