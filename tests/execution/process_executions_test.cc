#include "agent/execution/process_executions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace neuron {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

TEST(FromRow, SaysWhatTheCountsMean) {
  nrt_row row = {};
  row.calls[NRT_EXECUTE] = {4, 1, 4};
  row.calls[NRT_EXECUTE_REPEAT] = {2, 0, 20};
  row.calls[NRT_SCHEDULE] = {7, 0, 7};
  row.calls[NRT_LOAD] = {3, 1, 0};
  row.calls[NRT_UNLOAD] = {5, 0, 0};
  row.calls[NRT_INIT] = {2, 1, 0};
  row.calls[NRT_CLOSE] = {1, 0, 0};
  row.calls[NRT_READ] = {1, 0, 100};
  row.calls[NRT_WRITE] = {1, 0, 200};
  row.calls[NRT_ALLOCATE_DEVICE] = {1, 0, 300};
  row.calls[NRT_ALLOCATE_HOST] = {1, 0, 400};
  row.calls[NRT_ALLOCATE_VIRTUAL] = {1, 0, 500};
  row.latencies[3] = 6;
  row.busy_ns = 1500;
  row.begun = 8;
  row.missed = 9;
  const ProcessExecutions read = FromRow({77, 1234}, row);
  EXPECT_EQ(read.process, (ProcessId{77, 1234}));
  EXPECT_EQ(read.executions, 24u);
  EXPECT_EQ(read.in_flight, 2u);
  EXPECT_EQ(read.scheduled, 7u);
  EXPECT_EQ(read.latencies[3], 6u);
  EXPECT_EQ(read.busy, absl::Nanoseconds(1500));
  EXPECT_EQ(read.loads, 3u);
  EXPECT_EQ(read.failed_loads, 1u);
  EXPECT_EQ(read.unloads, 5u);
  EXPECT_EQ(read.inits, 2u);
  EXPECT_EQ(read.closes, 1u);
  EXPECT_EQ(read.read_bytes, 100u);
  EXPECT_EQ(read.written_bytes, 200u);
  EXPECT_EQ(read.allocated_device_bytes, 300u);
  EXPECT_EQ(read.allocated_host_bytes, 400u);
  EXPECT_EQ(read.allocated_virtual_bytes, 500u);
  EXPECT_EQ(read.missed, 9u);
}

TEST(FromRow, NamesTheStatusesThatOccurred) {
  nrt_row row = {};
  row.statuses[NRT_STATUS_SUCCESS] = 1;
  row.statuses[NRT_STATUS_6] = 2;
  row.statuses[NRT_STATUS_101] = 3;
  row.statuses[NRT_STATUS_1200 + 5] = 4;
  row.statuses[NRT_STATUS_OTHER] = 5;
  const ProcessExecutions read = FromRow({1, 1}, row);
  EXPECT_THAT(read.statuses, ElementsAre(Pair(0, 1), Pair(6, 2), Pair(101, 3), Pair(1205, 4)));
  EXPECT_EQ(read.other_statuses, 5u);
}

TEST(FromRow, CountsNoCallThatWillNotBeSeenToReturn) {
  nrt_row row = {};
  row.begun = 10;
  row.abandoned = 3;
  row.calls[NRT_EXECUTE].calls = 5;
  EXPECT_EQ(FromRow({1, 1}, row).in_flight, 2u);
}

// The counts are read while they move.
TEST(FromRow, IsNotMisledByAReturnWithoutItsBegin) {
  nrt_row row = {};
  row.begun = 1;
  row.calls[NRT_EXECUTE].calls = 2;
  EXPECT_EQ(FromRow({1, 1}, row).in_flight, 0u);
}

TEST(AddRows, AddsEveryCount) {
  nrt_row a = {};
  nrt_row b = {};
  a.calls[NRT_EXECUTE].calls = 1;
  b.calls[NRT_EXECUTE].calls = 2;
  a.latencies[NRT_LATENCIES - 1] = 3;
  b.missed = 4;
  const nrt_row sum = AddRows(a, b);
  EXPECT_EQ(sum.calls[NRT_EXECUTE].calls, 3u);
  EXPECT_EQ(sum.latencies[NRT_LATENCIES - 1], 3u);
  EXPECT_EQ(sum.missed, 4u);
}

TEST(AddEnded, LeavesNothingInFlight) {
  nrt_row sum = {};
  nrt_row part = {};
  part.begun = 10;
  part.calls[NRT_EXECUTE] = {8, 0, 8};
  AddEnded(part, &sum);
  AddEnded(part, &sum);
  EXPECT_EQ(FromRow({1, 1}, sum).executions, 16u);
  EXPECT_EQ(FromRow({1, 1}, sum).in_flight, 0u);
}

}  // namespace
}  // namespace neuron
