#include "tests/simulator/libnrt/status_counters.h"

#include <gtest/gtest.h>

namespace neuron::sim::nrt {
namespace {

TEST(CounterOfStatus, HasOneForEveryStatusWithACounter) {
  EXPECT_EQ(CounterOfStatus(0), 1);
  EXPECT_EQ(CounterOfStatus(5), 4);
  EXPECT_EQ(CounterOfStatus(1201), 32);
  EXPECT_EQ(CounterOfStatus(1205), 40);
}

TEST(CounterOfStatus, IsTheGenericErrorForAllOthers) {
  EXPECT_EQ(CounterOfStatus(3), 7);
  EXPECT_EQ(CounterOfStatus(99999), 7);
  EXPECT_EQ(CounterOfStatus(-1), 7);
}

}  // namespace
}  // namespace neuron::sim::nrt
