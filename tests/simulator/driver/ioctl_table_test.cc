#include "tests/simulator/driver/ioctl_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "tests/simulator/driver/driver_abi.h"

namespace neuron::sim {
namespace {

const KnownIoctl* Find(const char* driver, std::uint32_t number, bool free_access = false) {
  return FindIoctl(*FindGeneration(driver), number, free_access);
}

TEST(KnownIoctls, HaveEachNumberAndNameOnce) {
  std::set<std::uint32_t> numbers;
  std::set<absl::string_view> names;
  for (const KnownIoctl& known : KnownIoctls()) {
    EXPECT_TRUE(numbers.insert(known.number).second) << known.name;
    EXPECT_TRUE(names.insert(known.name).second) << known.name;
  }
}

TEST(FindIoctl, FreeAccessHasWhatMonitorsMayAsk) {
  for (const std::uint32_t number : kAllowedIoctls) {
    EXPECT_NE(Find("2.24", number, true), nullptr) << std::hex << number;
  }
  EXPECT_EQ(Find("2.24", 0x80084e03, true), nullptr);
  EXPECT_NE(Find("2.24", 0x80084e03, false), nullptr);
}

TEST(FindIoctl, SomeAreKnownByTheirNumberByteAlone) {
  EXPECT_EQ(Find("2.24", 0x80404e6e)->name, "DRIVER_INFO");
  EXPECT_EQ(Find("2.24", 0xc1144e7a)->name, "POD_STATUS");
  EXPECT_EQ(Find("2.24", 0x80404e64), nullptr);
  EXPECT_EQ(Find("2.24", 0x8040586e), nullptr);
}

TEST(FindIoctl, TwoShareANumberByte) {
  EXPECT_EQ(Find("2.24", 0x80014e6a)->name, "DEVICE_RESET_STATUS");
  EXPECT_EQ(Find("2.24", 0x80084e6a)->name, "DEVICE_BDF_EXT");
}

TEST(FindIoctl, OldDriversHaveFewer) {
  EXPECT_EQ(Find("2.8", kIoctlDeviceBdfExt), nullptr);
  EXPECT_NE(Find("2.10", kIoctlDeviceBdfExt), nullptr);
  EXPECT_EQ(Find("2.10", kIoctlDriverInfoGet), nullptr);
  EXPECT_NE(Find("2.14", kIoctlDriverInfoGet), nullptr);
  EXPECT_EQ(Find("2.14", kIoctlRoutingIdMap), nullptr);
  EXPECT_NE(Find("2.16", kIoctlRoutingIdMap), nullptr);
  EXPECT_EQ(Find("2.18", kIoctlPodInfo), nullptr);
  EXPECT_NE(Find("2.19", kIoctlCoreMap), nullptr);
  EXPECT_EQ(Find("2.24", 0x40044e80), nullptr);
  EXPECT_NE(Find("2.25", 0x40044e80), nullptr);
}

}  // namespace
}  // namespace neuron::sim
