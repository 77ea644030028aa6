#include "tests/simulator/host/layout.h"

#include <gtest/gtest.h>

#include <utility>

namespace neuron::sim {
namespace {

constexpr char kChip[] = "sys/devices/virtual/neuron_device/neuron12/";

bool Has(const char* version, const std::string& path, Platform platform = Platform::kStandard) {
  return HasRecordedNode(*FindGeneration(version), platform, path);
}

std::string Place(const char* version, const char* path) {
  return PlaceOf(*FindGeneration(version), path);
}

TEST(HasRecordedNode, HasAllInTheRecordedGeneration) {
  for (const char* path : {"neuron_core0", "neuron_core7/stats/tensor_engine/pe_cntrs",
                           "stats/power/utilization", "info/serial_number", "core_count"}) {
    EXPECT_TRUE(Has("2.24", std::string(kChip) + path)) << path;
  }
  EXPECT_TRUE(Has("2.24", "sys/class/neuron_device/node_id_2"));
  EXPECT_TRUE(Has("2.24", "sys/module/neuron/parameters/userver_ctl"));
}

TEST(HasRecordedNode, TakesAwayWhatIsBelowToo) {
  const std::string counter = std::string(kChip) + "neuron_core3/stats/status/oob_error";
  EXPECT_FALSE(Has("2.14", counter));
  EXPECT_FALSE(Has("2.14", counter + "/total"));
  EXPECT_TRUE(Has("2.16", counter + "/total"));
}

TEST(HasRecordedNode, KnowsANameByItsWholeWord) {
  EXPECT_TRUE(Has("2.7", std::string(kChip) + "neuron_core0/stats/memory_usage/device_mem/total"));
  EXPECT_TRUE(Has("2.5", std::string(kChip) + "information"));
}

TEST(HasRecordedNode, KeepsTheChipsEntriesInTheClass) {
  EXPECT_TRUE(Has("2.5", "sys/class/neuron_device/neuron3"));
  EXPECT_FALSE(Has("2.5", "sys/class/neuron_device/node_id_2"));
}

TEST(HasRecordedNode, ShowsUltraServersOnlyWhatIsTheirsFrom230) {
  const std::string directory = "sys/class/neuron_device/";
  EXPECT_TRUE(Has("2.29", directory + "node_id_4"));
  EXPECT_FALSE(Has("2.30", directory + "node_id_4"));
  EXPECT_TRUE(Has("2.30", directory + "node_id_4", Platform::kUltraServer));
  EXPECT_FALSE(Has("2.30", directory + "server_id_2", Platform::kSwitch));
  EXPECT_TRUE(Has("2.30", directory + "ultraserver_mode", Platform::kSwitch));
}

TEST(PlaceOf, IsTheSamePathInMostGenerations) {
  for (const char* version : {"2.8", "2.24", "2.30"}) {
    EXPECT_EQ(Place(version, "neuron_core0/stats/status/execute_failed_to_queue"),
              "neuron_core0/stats/status/execute_failed_to_queue");
  }
}

TEST(PlaceOf, CallsExecutionsInferencesIn27) {
  EXPECT_EQ(Place("2.7", "neuron_core1/stats/status/execute_failed_to_queue/total"),
            "neuron_core1/stats/status/infer_failed_to_queue/total");
  EXPECT_EQ(Place("2.7", "neuron_core1/stats/status/success"), "neuron_core1/stats/status/success");
  EXPECT_EQ(Place("2.7", "core_count"), "core_count");
}

TEST(PlaceOf, MovesDirectoriesButNotLeavesIn231) {
  const std::pair<const char*, const char*> places[] = {
      {"neuron_core1/stats/status/success/total",
       "cores/neuron_core1/metrics/execution/success/total"},
      {"neuron_core1", "cores/neuron_core1"},
      {"neuron_core1/info/architecture/arch_type", "cores/neuron_core1/identity/arch_type"},
      {"stats/hardware/health_status/hw_error_event", "health/hw_error_event"},
      {"stats/hardware/mem_ecc_uncorrected", "metrics/hardware/mem_ecc_uncorrected"},
      {"info/serial_number", "identity/serial_number"},
      {"info/notify_delay", "info/notify_delay"},
      {"reset", "reset"}};
  for (const auto& [from, to] : places) EXPECT_EQ(Place("2.31", from), to);
}

TEST(PathInChip, IsWhatFollowsTheDirectory) {
  EXPECT_EQ(PathInChip(std::string(kChip) + "stats/power"), "stats/power");
  EXPECT_EQ(PathInChip("sys/devices/virtual/neuron_device/neuron12"), "");
  EXPECT_EQ(PathInChip("sys/module/neuron/version"), "");
}

}  // namespace
}  // namespace neuron::sim
