#include "tests/simulator/host/chip_counters.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/simulator/host/event_counters.h"
#include "tests/simulator/host/fixture_text.h"

namespace neuron::sim {
namespace {

// What the recorded application filled its datastore with; the driver doubles the MACs to flops.
CoreCounters RecordedDatastore(int core) {
  CoreCounters counters;
  for (const EventCounter& counter : EventCounters()) {
    counters[std::string(counter.name)] =
        (7 + static_cast<std::uint64_t>(core * 1000 + counter.index)) * counter.factor;
  }
  return counters;
}

const std::vector<Allocation>& RecordedAllocations() {
  static const std::vector<Allocation> allocations = {{0, false, "tensors", 65536},
                                                      {0, true, "tensors", 1048576},
                                                      {0, true, "model_code", 262144},
                                                      {0, true, "model_shared_scratchpad", 524288},
                                                      {0, false, "application_memory", 8192}};
  return allocations;
}

// Only what is emulated hardware in the recording may differ.
bool IsHardware(absl::string_view path) {
  return absl::EndsWith(path, "/pe_cntrs") || absl::EndsWith(path, "/power/utilization");
}

void ExpectAsRecorded(Host* host, const std::string& state) {
  const std::string path = absl::StrCat("tests/fixtures/neuron-driver/",
                                        host->instance.recording->name, "/sysfs-neuron0-", state);
  std::ifstream file(path + ".txt", std::ios::binary);
  ASSERT_TRUE(file) << path;
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto nodes = ParseRecordedTree(text);
  ASSERT_TRUE(nodes.ok()) << nodes.status();
  for (const RecordedNode& expected : *nodes) {
    const Node* node = host->tree.Find(expected.path);
    ASSERT_NE(node, nullptr) << expected.path;
    if (IsHardware(expected.path)) continue;
    EXPECT_EQ(node->content, expected.content) << expected.path;
  }
}

class RecordedHosts : public testing::TestWithParam<const char*> {};

TEST_P(RecordedHosts, MoveAsTheDriverWhileHeldAndAfterExit) {
  const auto host = *BuildHost(*FindInstance(GetParam()));
  ChipCounters counters(host.get(), host->chips[0]);
  for (const Allocation& allocation : RecordedAllocations()) counters.Allocate(allocation);
  ExpectAsRecorded(host.get(), "held");

  const auto& allocations = RecordedAllocations();
  for (auto it = allocations.rbegin(); it != allocations.rend(); ++it) counters.Free(*it);
  for (int core = 0; core < host->chips[0].cores; ++core) {
    counters.AddDatastore(core, RecordedDatastore(core));
  }
  ExpectAsRecorded(host.get(), "after-exit");
}

INSTANTIATE_TEST_SUITE_P(ChipCounters, RecordedHosts,
                         testing::Values("inf1.24xlarge", "inf2.48xlarge", "trn1.32xlarge",
                                         "trn2.48xlarge", "trn2u.48xlarge"));

class OneChip : public testing::Test {
 protected:
  OneChip()
      : host_(*BuildHost(*FindInstance("trn1.2xlarge"))), counters_(host_.get(), host_->chips[0]) {}

  Node* File(const std::string& path) { return host_->tree.Find(ChipDirectory(0) + "/" + path); }
  std::string Read(const std::string& path) { return File(path)->content; }

  std::unique_ptr<Host> host_;
  ChipCounters counters_;
};

TEST_F(OneChip, AResetIsCountedOnItsCores) {
  counters_.CountReset(0x2);
  EXPECT_EQ(Read("neuron_core0/stats/other_info/reset_req_count/total"), "1\n");
  EXPECT_EQ(Read("neuron_core1/stats/other_info/reset_req_count/total"), "2\n");
}

TEST_F(OneChip, AFailedResetIsCountedOnAllCores) {
  counters_.CountResetFailure();
  EXPECT_EQ(Read("neuron_core0/stats/other_info/reset_fail_count/total"), "1\n");
  EXPECT_EQ(Read("neuron_core1/stats/other_info/reset_fail_count/total"), "1\n");
}

TEST_F(OneChip, ShowsItsState) {
  counters_.SetState(2);
  EXPECT_EQ(Read("reset"), "2\n");
}

TEST_F(OneChip, AClearedTensorEngineBeginsAtZero) {
  counters_.ClearTensorEngines(0x1);
  EXPECT_EQ(Read("neuron_core0/stats/tensor_engine/pe_cntrs"),
            "xrow_grp,mm_active,wl_active,idle\n0,0,0,0\n1,0,0,0\n2,0,0,0\n3,0,0,0\n");
  EXPECT_NE(Read("neuron_core1/stats/tensor_engine/pe_cntrs"),
            Read("neuron_core0/stats/tensor_engine/pe_cntrs"));
}

TEST(ChipCounters, AreWhereTheDriverHasThem) {
  for (const auto& [driver, path] :
       {std::pair("2.7", "neuron_core1/stats/status/infer_failed_to_queue/total"),
        {"2.31", "cores/neuron_core1/metrics/execution/execute_failed_to_queue/total"}}) {
    const auto host = *BuildHost(*FindInstance("trn1.2xlarge"), *FindGeneration(driver));
    ChipCounters(host.get(), host->chips[0]).AddDatastore(1, {{"execute_failed_to_queue", 5}});
    const Node* file = host->tree.Find(ChipDirectory(0) + "/" + path);
    ASSERT_NE(file, nullptr) << driver;
    EXPECT_EQ(file->content, "5\n") << driver;
  }
}

TEST_F(OneChip, ADatastoreDoesNotCountResets) {
  counters_.AddDatastore(0, {{"reset_req_count", 5}});
  EXPECT_EQ(Read("neuron_core0/stats/other_info/reset_req_count/total"), "1\n");
}

TEST_F(OneChip, PresentBecomesWhatWasAddedAlsoIfThatIsNothing) {
  counters_.AddDatastore(0, {{"success", 3}});
  counters_.AddDatastore(0, {});
  EXPECT_EQ(Read("neuron_core0/stats/status/success/total"), "3\n");
  EXPECT_EQ(Read("neuron_core0/stats/status/success/present"), "0\n");
}

TEST_F(OneChip, TheTensorEngineCountsBusyAndIdleCycles) {
  File("neuron_core0/stats/tensor_engine/pe_cntrs")->content =
      "xrow_grp,mm_active,wl_active,idle\n0,1,2,3\n";
  counters_.RunTensorEngine(0, absl::Seconds(1), 0.5);
  EXPECT_EQ(Read("neuron_core0/stats/tensor_engine/pe_cntrs"),
            "xrow_grp,mm_active,wl_active,idle\n0,700000001,2,700000003\n");
}

TEST_F(OneChip, PowerIsOneValidLine) {
  counters_.SetPower(absl::FromUnixSeconds(1795291080), 25, 29.9, 27.28);
  EXPECT_EQ(Read("stats/power/utilization"), "POWER_STATUS_VALID,1795291080,25.00,29.90,27.28\n");
}

TEST_F(OneChip, AFileWithoutANumberStaysAsItIs) {
  File("neuron_core0/stats/status/success/total")->content = "garbage";
  counters_.AddDatastore(0, {{"success", 3}});
  EXPECT_EQ(Read("neuron_core0/stats/status/success/total"), "garbage");
}

}  // namespace
}  // namespace neuron::sim
