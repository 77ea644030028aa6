#include "agent/base/process_id.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

TEST(ProcessId, IsAnotherIfThePidIsReused) {
  EXPECT_TRUE((ProcessId{7, 100}) == (ProcessId{7, 100}));
  EXPECT_FALSE((ProcessId{7, 100}) == (ProcessId{7, 200}));
  EXPECT_FALSE((ProcessId{7, 100}) == (ProcessId{8, 100}));
}

TEST(ProcessId, IsOrderedByPidThenByStart) {
  EXPECT_TRUE((ProcessId{7, 200}) < (ProcessId{8, 100}));
  EXPECT_TRUE((ProcessId{7, 100}) < (ProcessId{7, 200}));
  EXPECT_FALSE((ProcessId{7, 100}) < (ProcessId{7, 100}));
}

}  // namespace
}  // namespace neuron
