// What is made of the numbers that the kernel counted.

#include "probes/device_call.h"

#include <gtest/gtest.h>

#include <vector>

#include "probes/device_calls.h"

namespace neuron {
namespace {

TEST(SumDeviceCalls, AddsWhatTheProcessorsCounted) {
  std::vector<device_call_counts> processors(3);
  processors[0].latencies[10] = 5;
  processors[2].latencies[10] = 1;
  processors[2].latencies[31] = 2;
  processors[1].errors = 3;
  processors[2].errors = 4;
  const CallCounts sum = SumDeviceCalls(DEVICE_CALL_IOCTL, processors);
  EXPECT_EQ(sum.calls, 8u);
  EXPECT_EQ(sum.latencies[10], 6u);
  EXPECT_EQ(sum.latencies[31], 2u);
  EXPECT_EQ(sum.errors, 7u);
}

TEST(SumDeviceCalls, TellsThatNoCallFailed) {
  EXPECT_EQ(SumDeviceCalls(DEVICE_CALL_IOCTL, {}).errors, 0u);
  EXPECT_EQ(SumDeviceCalls(DEVICE_CALL_CLOSE, {}).errors, 0u);
}

TEST(SumDeviceCalls, DoesNotSayThatNoOpenFailed) {
  EXPECT_FALSE(SumDeviceCalls(DEVICE_CALL_OPEN, {}).errors.has_value());
}

}  // namespace
}  // namespace neuron
