#include "tests/simulator/play/simulation.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/fakes/temporary_directory.h"
#include "tests/simulator/play/control_line.h"

namespace neuron::sim {
namespace {

using testing::HasSubstr;

const absl::Time kNow = absl::FromUnixSeconds(1000);

class CountingSink final : public UeventSink {
 public:
  void Send(const Uevent&) override { ++sent_; }
  int sent() const { return sent_; }

 private:
  int sent_ = 0;
};

// What needs real workloads is in play_test.cc.
class SimulationTest : public testing::Test {
 protected:
  explicit SimulationTest(std::unique_ptr<Host> host = *BuildHost(*FindInstance("trn1.2xlarge")))
      : host_(std::move(host)) {}

  absl::Status Do(absl::string_view line) {
    const auto verb = ParseControlLine(line);
    if (!verb.ok()) return verb.status();
    // It may be told later.
    const auto result = std::make_shared<absl::Status>(absl::UnknownError("not done"));
    simulation_.Execute(*verb, kNow, [result](const absl::Status& status) { *result = status; });
    return *result;
  }

  Node* File(absl::string_view path) {
    return host_->tree.Find(absl::StrCat(ChipDirectory(0), "/", path));
  }

  TemporaryDirectory directory_;
  std::unique_ptr<RuntimeFiles> runtime_ = *RuntimeFiles::Make(directory_.path());
  std::unique_ptr<Host> host_;
  std::vector<std::string> said_;
  CountingSink uevents_;
  Simulation simulation_{host_.get(), "/nowhere", runtime_.get(), &uevents_,
                         [this](const std::string& line) { said_.push_back(line); }};
};

TEST_F(SimulationTest, SetsTheBytesOfAFileThroughLinks) {
  ASSERT_TRUE(Do("set sys/class/neuron_device/neuron0/core_count 0xdeadbeef").ok());
  EXPECT_EQ(host_->tree.Find(ChipDirectory(0) + "/core_count")->content, "0xdeadbeef");
}

TEST_F(SimulationTest, RefusesWhatTheHostHasNot) {
  EXPECT_THAT(Do("start a chips=0,1").message(), HasSubstr("no chip 1 on trn1.2xlarge"));
  EXPECT_THAT(Do("start a chips=0 cores=2").message(), HasSubstr("no core 2 on chip 0"));
  EXPECT_THAT(Do("set sys/nothing x").message(), HasSubstr("no file sys/nothing"));
  EXPECT_THAT(Do("set sys/class x").message(), HasSubstr("no file sys/class"));
  EXPECT_EQ(Do("remove_chip 1").code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Do("stop a").code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(Do("reset 1").message(), HasSubstr("no chip 1 on trn1.2xlarge now"));
  EXPECT_THAT(Do("invalid_chip 1").message(), HasSubstr("no chip 1"));
  EXPECT_THAT(Do("hang sys/nothing").message(), HasSubstr("no file sys/nothing"));
  EXPECT_THAT(Do("load_driver").message(), HasSubstr("loaded"));
}

TEST_F(SimulationTest, FilesMisbehaveAndHeal) {
  ASSERT_TRUE(Do("slow sys/class/neuron_device/neuron0 50").ok());
  EXPECT_EQ(File("core_count")->read_delay, absl::Milliseconds(50));
  ASSERT_TRUE(Do("hang sys/class/neuron_device/neuron0/core_count").ok());
  EXPECT_EQ(File("core_count")->read_delay, absl::InfiniteDuration());
  ASSERT_TRUE(Do("unhang sys/class/neuron_device/neuron0/core_count").ok());
  EXPECT_EQ(File("core_count")->read_delay, absl::ZeroDuration());
  ASSERT_TRUE(Do("error sys/class/neuron_device/neuron0/core_count EIO").ok());
  EXPECT_EQ(File("core_count")->read_error, EIO);
  ASSERT_TRUE(Do("garbage sys/class/neuron_device/neuron0/core_count hex").ok());
  EXPECT_EQ(File("core_count")->content, "0xdeadbeef\n");
  ASSERT_TRUE(Do("heal sys/class/neuron_device/neuron0").ok());
  EXPECT_EQ(File("core_count")->content, "2");
  EXPECT_EQ(File("core_count")->read_error, 0);
}

TEST_F(SimulationTest, TheKernelSaysWhatItIsTold) {
  ASSERT_TRUE(Do("kernel_log NEURON_HW_ERR=DMA_ERROR nd-id=0").ok());
  EXPECT_THAT(host_->tree.Find("dev/kmsg")->content,
              testing::MatchesRegex("3,0,[0-9]+,-;NEURON_HW_ERR=DMA_ERROR nd-id=0\n"));
}

TEST_F(SimulationTest, AResetTakesItsTime) {
  ASSERT_TRUE(Do("reset 0 seconds=5").ok());
  EXPECT_EQ(File("reset")->content, "0\n");
  EXPECT_EQ(simulation_.NextDue(), kNow + absl::Seconds(5));
  simulation_.Advance(kNow + absl::Seconds(5));
  EXPECT_EQ(File("reset")->content, "1\n");
  EXPECT_FALSE(simulation_.NextDue().has_value());
  EXPECT_EQ(File("neuron_core1/stats/other_info/reset_req_count/total")->content, "2\n");
}

TEST_F(SimulationTest, AResetThatFailsLeavesAnInvalidChip) {
  ASSERT_TRUE(Do("reset 0 fails=true").ok());
  simulation_.Advance(kNow + absl::Seconds(1));
  EXPECT_EQ(File("reset")->content, "2\n");
  ASSERT_TRUE(Do("reset 0").ok());
  simulation_.Advance(kNow + absl::Seconds(1));
  EXPECT_EQ(File("reset")->content, "1\n");
  ASSERT_TRUE(Do("invalid_chip 0").ok());
  EXPECT_EQ(File("reset")->content, "2\n");
}

TEST_F(SimulationTest, TheDriverBehavesAsItIsTold) {
  ASSERT_TRUE(Do("behave reset_seconds=7 reset_fails=true reads_sleep_in_reset=true").ok());
  const DriverBehaviour& behaviour = *simulation_.devices()->behaviour();
  EXPECT_EQ(behaviour.reset.lasts, absl::Seconds(7));
  EXPECT_EQ(behaviour.reset.outcome, ResetOutcome::kFails);
  EXPECT_TRUE(behaviour.reads_sleep_in_reset);
  ASSERT_TRUE(Do("behave reset_fails=false").ok());
  EXPECT_EQ(behaviour.reset.lasts, absl::Seconds(7));
  EXPECT_EQ(behaviour.reset.outcome, ResetOutcome::kReady);
}

TEST_F(SimulationTest, ChipsAndDriversComeAndGoWithUevents) {
  for (const char* line : {"remove_chip 0", "add_chip 0", "probe_race 0 100", "pci_only 0",
                           "add_chip 0", "unload_driver", "load_driver 2.30", "reload_driver"}) {
    const int before = uevents_.sent();
    EXPECT_TRUE(Do(line).ok()) << line;
    EXPECT_GT(uevents_.sent(), before) << line;
  }
  EXPECT_EQ(host_->generation.version, "2.30.2.0");
}

TEST_F(SimulationTest, AnotherChipHasAnotherSerialNumberUntilTheDriverLetsGoOfIt) {
  const std::string before = File("info/serial_number")->content;
  ASSERT_TRUE(Do("remove_chip 0").ok());
  ASSERT_TRUE(Do("add_chip 0 serial_number=00000000000000ab").ok());
  EXPECT_EQ(File("info/serial_number")->content, "00000000000000ab\n");
  ASSERT_TRUE(Do("reload_driver").ok());
  EXPECT_EQ(File("info/serial_number")->content, before);
}

TEST_F(SimulationTest, TriesForASecondToUnloadADriverThatIsInUse) {
  simulation_.devices()->Open({5, "agent", false}, 0, O_WRONLY, [](int) {});
  EXPECT_EQ(Do("unload_driver").message(), "not done");
  EXPECT_EQ(simulation_.NextDue(), kNow + absl::Seconds(1));
  simulation_.devices()->Close(5, 0, O_WRONLY, [](int) {});
  simulation_.devices()->Release();
  simulation_.Advance(kNow);
  EXPECT_FALSE(host_->driver_loaded);
}

TEST_F(SimulationTest, CountersAndPowerAreSet) {
  ASSERT_TRUE(Do("add_counter 0 failure 3 core=1").ok());
  EXPECT_EQ(File("neuron_core1/stats/status/failure/total")->content, "3\n");
  ASSERT_TRUE(Do("set_counter 0 failure 1 core=1").ok());
  EXPECT_EQ(File("neuron_core1/stats/status/failure/total")->content, "1\n");
  ASSERT_TRUE(Do("ecc 0 sram_uncorrected 4").ok());
  EXPECT_EQ(File("stats/hardware/sram_ecc_uncorrected")->content, "4\n");
  ASSERT_TRUE(Do("power 0 1 2 3").ok());
  EXPECT_EQ(File("stats/power/utilization")->content, "POWER_STATUS_VALID,960,1.00,2.00,3.00\n");
}

TEST_F(SimulationTest, QuitsWhenToldTo) {
  EXPECT_FALSE(simulation_.quit());
  ASSERT_TRUE(Do("quit").ok());
  EXPECT_TRUE(simulation_.quit());
}

TEST_F(SimulationTest, AWriteIsRecordedAndDone) {
  Node* file =
      host_->tree.Find(ChipDirectory(0) + "/stats/memory_usage/host_mem/driver_memory/peak");
  simulation_.WriteSysfs({5, "bash", false}, file);
  EXPECT_EQ(file->content, "0\n");
  EXPECT_TRUE(simulation_.recorder()->saw_forbidden());
  EXPECT_EQ(said_.size(), 1U);
}

TEST_F(SimulationTest, ReportsInJson) {
  simulator::v1::Report report;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(simulation_.ReportJson(), &report).ok());
  EXPECT_EQ(report.instance(), "trn1.2xlarge");
  EXPECT_EQ(report.devices_size(), 1);
}

class HeartbeatTest : public SimulationTest {
 protected:
  HeartbeatTest()
      : SimulationTest(*BuildHost(*FindInstance("trn2.3xlarge"), *FindGeneration("2.30"))) {}

  std::string Beat() { return File("stats/hardware/health_status/healthcheck_heartbeat")->content; }
};

TEST_F(HeartbeatTest, StepsOnceASecondWhileTheChipIsReady) {
  simulation_.Advance(kNow);
  EXPECT_EQ(Beat(), "1\n");
  EXPECT_EQ(simulation_.NextDue(), kNow + absl::Seconds(1));
  simulation_.Advance(kNow + absl::Milliseconds(999));
  EXPECT_EQ(Beat(), "1\n");
  simulation_.Advance(kNow + absl::Seconds(1));
  EXPECT_EQ(Beat(), "2\n");
  ASSERT_TRUE(Do("invalid_chip 0").ok());
  simulation_.Advance(kNow + absl::Seconds(2));
  EXPECT_EQ(Beat(), "2\n");
}

}  // namespace
}  // namespace neuron::sim
