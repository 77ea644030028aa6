#include "agent/workload/workload_finding.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

TEST(WorkloadFindingCode, HasAWordForEach) {
  EXPECT_STREQ(Word(WorkloadFindingCode::kCollision), "collision");
  EXPECT_STREQ(Word(WorkloadFindingCode::kOutsideLease), "outside_lease");
  EXPECT_STREQ(Word(WorkloadFindingCode::kDeadHolder), "dead_holder");
  EXPECT_STREQ(Word(WorkloadFindingCode::kStuckHolder), "stuck_holder");
  EXPECT_STREQ(Word(WorkloadFindingCode::kNoContainer), "no_container");
  EXPECT_STREQ(Word(WorkloadFindingCode::kStoppedTask), "stopped_task");
  EXPECT_STREQ(Word(WorkloadFindingCode::kMemoryWithoutHolder), "memory_without_holder");
  EXPECT_STREQ(Word(WorkloadFindingCode::kLeaseWithoutLife), "lease_without_life");
  EXPECT_STREQ(Word(WorkloadFindingCode::kMonitorAttached), "monitor_attached");
}

}  // namespace
}  // namespace neuron
