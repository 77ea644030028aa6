#include "tests/simulator/host/event_counters.h"

#include <gtest/gtest.h>

#include <set>

namespace neuron::sim {
namespace {

TEST(EventCounters, HaveEachNameAndIndexOnce) {
  std::set<absl::string_view> names;
  std::set<int> indices;
  for (const EventCounter& counter : EventCounters()) {
    EXPECT_TRUE(names.insert(counter.name).second) << counter.name;
    EXPECT_TRUE(indices.insert(counter.index).second) << counter.name;
  }
  EXPECT_EQ(names.size(), 24U + 4U);
}

TEST(FindEventCounter, KnowsTheOldNames) {
  EXPECT_EQ(FindEventCounter("infer_failed_to_queue"), FindEventCounter("execute_failed_to_queue"));
  EXPECT_EQ(FindEventCounter("infer_failed_to_queue")->index, 6);
  EXPECT_EQ(FindEventCounter("success")->index, 1);
  EXPECT_EQ(FindEventCounter("reset_req_count"), nullptr);
  EXPECT_EQ(FindEventCounter("tensors"), nullptr);
}

}  // namespace
}  // namespace neuron::sim
