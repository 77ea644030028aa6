#include "tests/simulator/host/chip_counters.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/simulator/host/fixture_text.h"

namespace neuron::sim {
namespace {

// The index of each counter in an application's datastore.
const std::map<std::string, std::uint64_t>& DatastoreIndex() {
  static const std::map<std::string, std::uint64_t> index = {
      {"nc_time_in_use", 0},
      {"success", 1},
      {"execute_completed_with_error", 2},
      {"execute_completed_with_num_error", 3},
      {"timeout", 4},
      {"exec_bad_input", 5},
      {"execute_failed_to_queue", 6},
      {"generic_error", 7},
      {"hw_error", 11},
      {"failure", 16},
      {"resource_error", 17},
      {"resource_nc_error", 18},
      {"invalid_error", 19},
      {"unsupported_neff_version", 20},
      {"model_load_count", 27},
      {"inference_count", 28},
      {"flop_count", 29},
      {"oob_error", 30},
      {"hw_collectives_error", 31},
      {"hw_hbm_ue_error", 32},
      {"hw_nc_ue_error", 33},
      {"hw_dma_abort_error", 34},
      {"execute_sw_nq_overflow", 35},
      {"execute_sw_semaphore_error", 36},
      {"execute_sw_event_error", 37},
      {"execute_sw_psum_collision", 38},
      {"execute_sw_sequencer_fatal", 39},
      {"hw_repairable_hbm_ue_error", 40},
  };
  return index;
}

// What the recorded application filled its datastore with; the driver doubles the MACs to flops.
CoreCounters RecordedDatastore(int core) {
  CoreCounters counters;
  for (const auto& [name, index] : DatastoreIndex()) {
    counters[name] = 7 + static_cast<std::uint64_t>(core) * 1000 + index;
  }
  counters["flop_count"] *= 2;
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
  ChipCounters counters(&host->tree, host->chips[0]);
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
                                         "trn2.48xlarge"));

class OneChip : public testing::Test {
 protected:
  OneChip()
      : host_(*BuildHost(*FindInstance("trn1.2xlarge"))),
        counters_(&host_->tree, host_->chips[0]) {}

  Node* File(const std::string& path) { return host_->tree.Find(ChipDirectory(0) + "/" + path); }
  std::string Read(const std::string& path) { return File(path)->content; }

  std::unique_ptr<Host> host_;
  ChipCounters counters_;
};

TEST_F(OneChip, AWriteZeroesOnlyThatFile) {
  counters_.AddDatastore(0, {{"success", 2000}});
  counters_.Write(File("neuron_core0/stats/status/success/total"), false);
  EXPECT_EQ(Read("neuron_core0/stats/status/success/total"), "0\n");
  EXPECT_EQ(Read("neuron_core0/stats/status/success/present"), "2000\n");
}

TEST_F(OneChip, AWriteToResetCountsUnlessTheChipIsHeld) {
  counters_.Write(File("reset"), true);
  EXPECT_EQ(Read("neuron_core1/stats/other_info/reset_req_count/total"), "1\n");
  counters_.Write(File("reset"), false);
  EXPECT_EQ(Read("neuron_core0/stats/other_info/reset_req_count/total"), "2\n");
  EXPECT_EQ(Read("neuron_core1/stats/other_info/reset_req_count/total"), "2\n");
}

TEST_F(OneChip, AWriteToAnotherFileChangesNothing) {
  counters_.Write(File("info/serial_number"), false);
  EXPECT_EQ(Read("info/serial_number"), "1a2b3c4d5e000000\n");
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
