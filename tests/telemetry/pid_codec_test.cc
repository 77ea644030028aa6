#include "agent/telemetry/pid_codec.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(DecodePid, TakesAProcessAboveThePreviousOne) {
  EXPECT_EQ(*DecodePid("pid", 1, 0), 1);
  EXPECT_EQ(*DecodePid("pid", 2147483647, 4711), 2147483647);
}

TEST(DecodePid, RefusesWhatIsNoProcess) {
  EXPECT_EQ(DecodePid("pid", 0, 0).status(), absl::InvalidArgumentError("pid: 0 is not a process"));
  EXPECT_FALSE(DecodePid("pid", 0x80000000, 0).ok());
}

TEST(DecodePid, RefusesDisorder) {
  EXPECT_EQ(DecodePid("pid", 7, 7).status(), absl::InvalidArgumentError("pid: 7 is out of order"));
}

}  // namespace
}  // namespace neuron
