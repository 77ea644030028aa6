#include "tests/simulator/driver/chip_file.h"

#include <gtest/gtest.h>

#include <string>

namespace neuron::sim {
namespace {

const std::string& Chips() {
  static const auto* const kChips = new std::string("sys/devices/virtual/neuron_device/");
  return *kChips;
}

class ChipFileTest : public testing::Test {
 protected:
  std::optional<ChipFile> Of(const std::string& path) {
    return ChipFileOf(*tree_.Make(path, NodeKind::kFile, 0644));
  }

  Tree tree_;
};

TEST_F(ChipFileTest, AnEventCounterIsKnownWhereverItIs) {
  for (const char* path : {"neuron12/neuron_core3/stats/status/success/total",
                           "neuron12/cores/neuron_core3/metrics/execution/success/present"}) {
    const auto file = Of(Chips() + path);
    ASSERT_TRUE(file.has_value());
    EXPECT_EQ(file->chip, 12);
    EXPECT_EQ(file->core, 3);
    EXPECT_TRUE(file->is_counter);
    ASSERT_NE(file->event, nullptr);
    EXPECT_EQ(file->event->name, "success");
  }
}

TEST_F(ChipFileTest, OtherCountersAreNoEvents) {
  const auto file = Of(Chips() + "neuron0/stats/memory_usage/host_mem/tensors/peak");
  EXPECT_TRUE(file->is_counter);
  EXPECT_EQ(file->core, -1);
  EXPECT_EQ(file->event, nullptr);
  EXPECT_EQ(Of(Chips() + "neuron0/neuron_core0/stats/other_info/reset_req_count/total")->event,
            nullptr);
}

TEST_F(ChipFileTest, KnowsWhatIsReadFromRegisters) {
  EXPECT_EQ(Of(Chips() + "neuron0/stats/hardware/mem_ecc_uncorrected")->registers, 2);
  EXPECT_EQ(Of(Chips() + "neuron0/stats/hardware/sram_ecc_uncorrected")->registers, 1);
  EXPECT_EQ(Of(Chips() + "neuron0/info/serial_number")->registers, 1);
  EXPECT_EQ(Of(Chips() + "neuron0/core_count")->registers, 0);
}

TEST_F(ChipFileTest, KnowsTheResetFile) {
  EXPECT_TRUE(Of(Chips() + "neuron0/reset")->is_reset);
  EXPECT_FALSE(Of(Chips() + "neuron0/stats/reset")->is_reset);
}

TEST_F(ChipFileTest, OtherFilesAreNobodys) {
  EXPECT_FALSE(Of("sys/class/neuron_device/node_id_2").has_value());
  EXPECT_FALSE(Of("sys/module/neuron/version").has_value());
}

}  // namespace
}  // namespace neuron::sim
