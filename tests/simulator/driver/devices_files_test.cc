// What the driver does to the chips' files.

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/simulator/driver/datastore_layout.h"
#include "tests/simulator/driver/devices.h"
#include "tests/simulator/driver/recorded_application.h"

namespace neuron::sim {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1795000000);

class DevicesFiles : public testing::Test {
 protected:
  explicit DevicesFiles(const char* driver = "2.24")
      : host_(*BuildHost(*FindInstance("trn1.2xlarge"), *FindGeneration(driver))) {}

  Node* File(const std::string& path) { return host_->tree.Find(ChipDirectory(0) + "/" + path); }
  std::string Read(const std::string& path) { return devices_.TextOf(*File(path)); }

  std::unique_ptr<Host> host_;
  Recorder recorder_{[](const std::string&) {}};
  Devices devices_{host_.get(), &recorder_, [](int, pid_t) {}, [] { return kNow; }};
};

TEST_F(DevicesFiles, RegistersCannotBeReadInAReset) {
  File("stats/hardware/sram_ecc_uncorrected")->content = "5\n";
  devices_.resets()->Begin(0, {}, kNow);
  EXPECT_EQ(Read("stats/hardware/sram_ecc_uncorrected"), "0\n");
  EXPECT_EQ(Read("info/serial_number"), "\n");
  EXPECT_EQ(Read("core_count"), "2");
  devices_.Advance(kNow + absl::Seconds(1));
  EXPECT_EQ(Read("stats/hardware/sram_ecc_uncorrected"), "5\n");
}

TEST_F(DevicesFiles, RegistersMayKeepTheirReadersAsleep) {
  devices_.resets()->Begin(0, {absl::Seconds(20), ResetOutcome::kReady, kWholeChip}, kNow);
  const auto wait = [&](const char* path) { return devices_.ReadableAt(*File(path), kNow) - kNow; };
  EXPECT_EQ(wait("stats/hardware/sram_ecc_uncorrected"), absl::ZeroDuration());
  devices_.behaviour()->reads_sleep_in_reset = true;
  EXPECT_EQ(wait("stats/hardware/sram_ecc_uncorrected"), absl::Seconds(15));
  EXPECT_EQ(wait("stats/hardware/mem_ecc_uncorrected"), absl::Seconds(20));
  EXPECT_EQ(wait("core_count"), absl::ZeroDuration());
}

TEST_F(DevicesFiles, AWriteToAFileThatIsNoCounterChangesNothing) {
  devices_.WriteFile(File("info/serial_number"));
  EXPECT_EQ(Read("info/serial_number"), "1a2b3c4d5e000000\n");
}

class LiveDevicesFiles : public DevicesFiles {
 protected:
  LiveDevicesFiles() : DevicesFiles("2.30") {
    application_.Open();
    application_.AcquireDatastore();
  }

  RecordedApplication application_{&devices_, {7, "app", true}};
};

TEST_F(LiveDevicesFiles, CountersAreLiveFrom2_30) {
  application_.Set(1, kSuccess, 7);
  application_.Set(1, kMacs, 7);
  EXPECT_EQ(Read("neuron_core1/stats/status/success/total"), "7\n");
  EXPECT_EQ(Read("neuron_core1/stats/status/success/present"), "7\n");
  EXPECT_EQ(Read("neuron_core1/stats/other_info/flop_count/total"), "14\n");
  EXPECT_EQ(Read("neuron_core0/stats/status/success/total"), "0\n");
}

TEST_F(LiveDevicesFiles, TheyStayWhenTheirOwnerIsGone) {
  application_.Set(1, kSuccess, 7);
  application_.Close();
  EXPECT_EQ(Read("neuron_core1/stats/status/success/total"), "7\n");
}

TEST_F(LiveDevicesFiles, AWriteClearsThemUnderTheRunningProcess) {
  application_.Set(1, kSuccess, 7);
  devices_.WriteFile(File("neuron_core1/stats/status/success/total"));
  EXPECT_EQ(Read("neuron_core1/stats/status/success/total"), "0\n");
  application_.Set(1, kSuccess, 2);
  EXPECT_EQ(Read("neuron_core1/stats/status/success/total"), "2\n");
}

}  // namespace
}  // namespace neuron::sim
