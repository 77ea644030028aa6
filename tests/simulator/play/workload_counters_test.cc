#include "tests/simulator/play/workload_counters.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/simulator/play/control_line.h"

namespace neuron::sim {
namespace {

constexpr pid_t kPid = 7;
const absl::Time kNow = absl::FromUnixSeconds(600);

config::v1::StartWorkload Plan(absl::string_view line) { return ParseControlLine(line)->start(); }

class WorkloadCountersTest : public testing::Test {
 protected:
  std::string Text(absl::string_view path) {
    return host_->tree.Find(absl::StrCat(ChipDirectory(0), "/", path))->content;
  }

  std::unique_ptr<Host> host_ = *BuildHost(*FindInstance("trn1.2xlarge"));
  WorkloadCounters counters_{host_.get()};
};

TEST_F(WorkloadCountersTest, APlainWorkloadTakesMemoryAndCountsAtItsEnd) {
  const std::string core = "neuron_core1/stats/";
  counters_.Attach(kPid, Plan("start a chips=0 cores=1 memory_bytes=4096 executions=7 mode=plain"));
  EXPECT_EQ(Text(core + "memory_usage/device_mem/tensors/total"), "4096\n");
  EXPECT_EQ(Text(core + "status/success/total"), "0\n");
  counters_.Detach(0, kPid);
  EXPECT_EQ(Text(core + "memory_usage/device_mem/tensors/total"), "0\n");
  EXPECT_EQ(Text(core + "status/success/total"), "7\n");
  EXPECT_EQ(Text("neuron_core0/stats/status/success/total"), "0\n");
}

TEST_F(WorkloadCountersTest, AnApplicationCountsByItself) {
  counters_.Attach(kPid, Plan("start a chips=0 executions=7"));
  EXPECT_EQ(Text("neuron_core0/stats/memory_usage/device_mem/tensors/total"), "0\n");
  counters_.Detach(0, kPid);
  EXPECT_EQ(Text("neuron_core0/stats/status/success/total"), "0\n");
}

TEST_F(WorkloadCountersTest, TheTensorEngineRunsWhileItIsAttached) {
  const std::string path = "neuron_core0/stats/tensor_engine/pe_cntrs";
  counters_.Attach(kPid, Plan("start a chips=0"));
  counters_.Advance(kNow);
  const std::string begin = Text(path);
  counters_.Advance(kNow + absl::Seconds(1));
  EXPECT_NE(Text(path), begin);
  counters_.Detach(0, kPid);
  const std::string end = Text(path);
  counters_.Advance(kNow + absl::Seconds(2));
  EXPECT_EQ(Text(path), end);
}

TEST_F(WorkloadCountersTest, TheTensorEngineOfAnApplicationIsAsBusyAsItsPlan) {
  const std::string path = "neuron_core0/stats/tensor_engine/pe_cntrs";
  ASSERT_NE(host_->tree.Find(ChipDirectory(0) + "/" + path), nullptr);
  host_->tree.Find(ChipDirectory(0) + "/" + path)->content = "xrow\n0,0,0,0\n";
  counters_.Attach(kPid, Plan("start a chips=0 executions_per_second=100 latency_ms=2.5"));
  counters_.Advance(kNow);
  counters_.Advance(kNow + absl::Seconds(1));
  EXPECT_EQ(Text(path), "xrow\n0,350000000,0,1050000000\n");
}

TEST(WorkloadCounters, OnTrainium2BothCoresOfAPairRun) {
  const auto host = *BuildHost(*FindInstance("trn2.48xlarge"));
  WorkloadCounters counters(host.get());
  const auto text = [&host](int core) {
    return host->tree
        .Find(absl::StrCat(ChipDirectory(0), "/neuron_core", core, "/stats/tensor_engine/pe_cntrs"))
        ->content;
  };
  const std::string before[] = {text(2), text(3), text(4)};
  counters.Attach(kPid, Plan("start a chips=0 cores=3"));
  counters.Advance(kNow);
  counters.Advance(kNow + absl::Seconds(1));
  EXPECT_NE(text(2), before[0]);
  EXPECT_NE(text(3), before[1]);
  EXPECT_EQ(text(4), before[2]);
}

TEST_F(WorkloadCountersTest, PowerIsReportedEachMinuteAndOnceMoreAtRest) {
  const std::string path = "stats/power/utilization";
  EXPECT_FALSE(counters_.moving());
  counters_.Attach(kPid, Plan("start a chips=0"));
  counters_.Advance(kNow);
  counters_.Advance(kNow + absl::Minutes(1));
  EXPECT_EQ(Text(path), "POWER_STATUS_VALID,660,0.86,25.00,18.86\n");
  counters_.Detach(0, kPid);
  EXPECT_TRUE(counters_.moving());
  counters_.Advance(kNow + absl::Minutes(2));
  EXPECT_EQ(Text(path), "POWER_STATUS_VALID,720,0.00,2.06,0.56\n");
  EXPECT_FALSE(counters_.moving());
}

TEST_F(WorkloadCountersTest, NothingIsDetachedTwice) {
  counters_.Attach(kPid, Plan("start a chips=0 executions=7 mode=plain"));
  counters_.Detach(0, kPid);
  counters_.Detach(0, kPid);
  counters_.Detach(0, 8);
  EXPECT_EQ(Text("neuron_core0/stats/status/success/total"), "7\n");
}

}  // namespace
}  // namespace neuron::sim
