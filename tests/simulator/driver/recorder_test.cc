#include "tests/simulator/driver/recorder.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/simulator/driver/application_abi.h"
#include "tests/simulator/driver/driver_abi.h"

namespace neuron::sim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Process kAgent = {10, "neuron-agent", false};
const Process kTrain = {20, "train", true};

class RecorderTest : public testing::Test {
 protected:
  simulator::v1::Report Report() { return recorder_.Report("trn1.2xlarge", {"dev/neuron0"}); }

  std::vector<std::string> said_;
  Recorder recorder_{[this](const std::string& line) { said_.push_back(line); }};
};

TEST_F(RecorderTest, AllowsAMonitorItsOpenAndItsIoctls) {
  recorder_.Open(kAgent, "dev/neuron0", O_WRONLY | O_NONBLOCK);
  for (const std::uint32_t number : kAllowedIoctls) {
    recorder_.Ioctl(kAgent, "dev/neuron0", 0, number, std::nullopt);
  }
  recorder_.Ioctl(kAgent, "dev/neuron0", 0, kIoctlDeviceBdfExt, 0);
  EXPECT_FALSE(recorder_.saw_forbidden());
  EXPECT_THAT(said_, IsEmpty());
}

TEST_F(RecorderTest, ForbidsEveryOtherOpenMode) {
  recorder_.Open(kAgent, "dev/neuron0", O_RDONLY);
  recorder_.Open(kAgent, "dev/neuron0", O_RDWR);
  recorder_.Open(kAgent, "dev/neuron0", O_ACCMODE);
  EXPECT_TRUE(recorder_.saw_forbidden());
  EXPECT_THAT(said_, ElementsAre("forbidden: neuron-agent (pid 10) dev/neuron0: opens O_RDONLY",
                                 "forbidden: neuron-agent (pid 10) dev/neuron0: opens O_RDWR",
                                 "forbidden: neuron-agent (pid 10) dev/neuron0: opens O_ACCMODE"));
}

TEST_F(RecorderTest, ForbidsEveryOtherIoctl) {
  recorder_.Ioctl(kAgent, "dev/neuron0", 0, 0x00004e01, std::nullopt);
  EXPECT_THAT(said_,
              ElementsAre("forbidden: neuron-agent (pid 10) dev/neuron0: makes ioctl 0x00004e01"));
}

TEST_F(RecorderTest, ForbidsARelativeIndexAndNamesAKernelBug) {
  recorder_.Ioctl(kAgent, "dev/neuron0", 0, kIoctlDeviceBdfExt, 1);
  recorder_.Ioctl(kAgent, "dev/neuron4", 4, kIoctlDeviceBdfExt, 60);
  EXPECT_THAT(said_, ElementsAre(testing::EndsWith("relative index 1"),
                                 testing::EndsWith("relative index 60: a kernel BUG")));
}

TEST_F(RecorderTest, ForbidsEveryChange) {
  recorder_.Change(kAgent, "sys/x/reset", "writes");
  EXPECT_THAT(said_, ElementsAre("forbidden: neuron-agent (pid 10) sys/x/reset: writes"));
}

TEST_F(RecorderTest, ForbidsToAttach) {
  recorder_.Ioctl(kAgent, "dev/neuron0", 0, kIoctlAcquireDatastore, 20);
  recorder_.Map(kAgent, "dev/neuron0");
  EXPECT_THAT(said_,
              ElementsAre("forbidden: neuron-agent (pid 10) dev/neuron0: makes ioctl 0x80084e47",
                          "forbidden: neuron-agent (pid 10) dev/neuron0: reads or maps it"));
}

TEST_F(RecorderTest, LetsAMonitorAttachAndReadWhereThatIsAllowed) {
  recorder_.AllowAttach();
  recorder_.Open(kAgent, "dev/neuron0", O_RDONLY);
  recorder_.Ioctl(kAgent, "dev/neuron0", 0, kIoctlAcquireDatastore, 20);
  recorder_.Map(kAgent, "dev/neuron0");
  EXPECT_FALSE(recorder_.saw_forbidden());
  EXPECT_EQ(Report().processes(0).opens(0).mode(), "O_RDONLY");
}

TEST_F(RecorderTest, ForbidsAllElseAlsoWhereAttachingIsAllowed) {
  recorder_.AllowAttach();
  recorder_.Open(kAgent, "dev/neuron0", O_RDWR);
  recorder_.Ioctl(kAgent, "dev/neuron0", 0, kIoctlAcquireDatastore, 0);
  recorder_.Ioctl(kAgent, "dev/neuron0", 0, kIoctlReleaseDatastore, 20);
  recorder_.Change(kAgent, "dev/neuron0", "writes");
  EXPECT_THAT(
      said_, ElementsAre(testing::EndsWith("opens O_RDWR"),
                         testing::EndsWith("makes a datastore of its own"),
                         testing::EndsWith("makes ioctl 0x80084e48"), testing::EndsWith("writes")));
}

TEST_F(RecorderTest, LetsAWorkloadDoAnything) {
  recorder_.Open(kTrain, "dev/neuron0", O_RDWR);
  recorder_.Ioctl(kTrain, "dev/neuron0", 0, 0x00004e01, std::nullopt);
  recorder_.Change(kTrain, "sys/x/reset", "writes");
  EXPECT_FALSE(recorder_.saw_forbidden());
}

TEST_F(RecorderTest, SaysEachForbiddenThingOnceAndCountsIt) {
  for (int i = 0; i < 3; ++i) recorder_.Change(kAgent, "sys/x/reset", "writes");
  EXPECT_EQ(said_.size(), 1U);
  const auto report = Report();
  ASSERT_EQ(report.forbidden_size(), 1);
  EXPECT_EQ(report.forbidden(0).count(), 3U);
  EXPECT_EQ(report.forbidden(0).pid(), 10);
  EXPECT_EQ(report.forbidden(0).comm(), "neuron-agent");
  EXPECT_EQ(report.forbidden(0).path(), "sys/x/reset");
  EXPECT_EQ(report.forbidden(0).what(), "writes");
}

TEST_F(RecorderTest, ReportsOpensByProcessAndByDevice) {
  recorder_.Open(kTrain, "dev/neuron0", O_RDWR);
  recorder_.Open(kAgent, "dev/neuron0", O_WRONLY);
  recorder_.Open(kAgent, "dev/neuron0", O_WRONLY);
  recorder_.Ioctl(kAgent, "dev/neuron0", 0, kIoctlPodInfo, std::nullopt);
  const auto report = Report();
  EXPECT_EQ(report.instance(), "trn1.2xlarge");
  ASSERT_EQ(report.processes_size(), 2);
  EXPECT_TRUE(report.processes(0).own());
  EXPECT_EQ(report.processes(1).opens(0).mode(), "O_WRONLY");
  EXPECT_EQ(report.processes(1).opens(0).count(), 2U);
  EXPECT_EQ(report.processes(1).ioctls(0).number(), "0xc1044e79");
  ASSERT_EQ(report.devices_size(), 1);
  EXPECT_EQ(report.devices(0).outsider_opens(), 2U);
  EXPECT_EQ(report.devices(0).workload_opens(), 1U);
}

TEST_F(RecorderTest, SaysWhatTheKernelLogsWithoutForbiddingIt) {
  recorder_.KernelLog("neuron:ncdev_open: nd0: pid 17 failed to open");
  EXPECT_THAT(said_, ElementsAre("kernel: neuron:ncdev_open: nd0: pid 17 failed to open"));
  EXPECT_FALSE(recorder_.saw_forbidden());
}

}  // namespace
}  // namespace neuron::sim
