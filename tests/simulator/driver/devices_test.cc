#include "tests/simulator/driver/devices.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <memory>

namespace neuron::sim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Process Pid(pid_t pid) { return {pid, "app", true}; }

class DevicesTest : public testing::Test {
 protected:
  std::unique_ptr<Host> host_ = *BuildHost(*FindInstance("inf1.6xlarge"));
  Recorder recorder_{[](const std::string&) {}};
  std::vector<std::pair<int, pid_t>> detached_;
  Devices devices_{host_.get(), &recorder_,
                   [this](int chip, pid_t pid) { detached_.emplace_back(chip, pid); }};
};

TEST_F(DevicesTest, FreeAccessAttachesNothing) {
  EXPECT_EQ(devices_.Open(Pid(1), 0, O_WRONLY), 0);
  EXPECT_EQ(devices_.Open(Pid(1), 0, O_ACCMODE), 0);
  EXPECT_FALSE(devices_.Held(0));
  devices_.Close(1, 0, O_WRONLY);
  EXPECT_THAT(detached_, IsEmpty());
}

TEST_F(DevicesTest, ReadingAndWritingAttach) {
  for (const int flags : {O_RDONLY, O_RDWR}) {
    EXPECT_EQ(devices_.Open(Pid(1), 0, flags), 0);
    EXPECT_TRUE(devices_.Held(0));
    devices_.Close(1, 0, flags);
    EXPECT_FALSE(devices_.Held(0));
  }
  EXPECT_THAT(detached_, ElementsAre(std::pair(0, 1), std::pair(0, 1)));
}

TEST_F(DevicesTest, TheSeventeenthProcessIsRefusedButForFreeAccess) {
  for (pid_t pid = 1; pid <= 16; ++pid) EXPECT_EQ(devices_.Open(Pid(pid), 0, O_RDWR), 0);
  EXPECT_EQ(devices_.Open(Pid(17), 0, O_RDWR), EBUSY);
  EXPECT_EQ(devices_.Open(Pid(17), 0, O_WRONLY), 0);
}

TEST_F(DevicesTest, TellTheRecorderOfOpensAlsoOfRefusedOnes) {
  for (pid_t pid = 1; pid <= 17; ++pid) devices_.Open(Pid(pid), 2, O_RDWR);
  EXPECT_EQ(recorder_.Report("", {"dev/neuron2"}).devices(0).workload_opens(), 17U);
}

}  // namespace
}  // namespace neuron::sim
