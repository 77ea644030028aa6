// Chips and drivers of neuron-sim that come and go, and its uevents, over a real mount.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "tests/fakes/temporary_directory.h"
#include "tests/simulator/mounted.h"
#include "tests/simulator/simulator_process.h"

namespace neuron::sim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Listens as an agent does.
class Listener {
 public:
  explicit Listener(const std::string& path)
      : fd_(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0)) {
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.data(), path.size());
    EXPECT_EQ(connect(fd_.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  }

  // The next so many: their first strings, "add@/devices/...".
  std::vector<std::string> Hear(int count) {
    std::vector<std::string> heard;
    for (int i = 0; i < count; ++i) {
      pollfd wait = {fd_.get(), POLLIN, 0};
      if (poll(&wait, 1, 20'000) != 1) break;
      char buffer[4096] = {};
      EXPECT_GT(recv(fd_.get(), buffer, sizeof(buffer) - 1, 0), 0);
      heard.emplace_back(buffer);
    }
    return heard;
  }

 private:
  UniqueFd fd_;
};

constexpr char kModule[] = "sys/module/neuron/version";
constexpr char kAdd0[] = "add@/devices/virtual/neuron_device/neuron0";
constexpr char kRemove0[] = "remove@/devices/virtual/neuron_device/neuron0";

class PlayedHotplug : public Mounted {};

TEST_F(PlayedHotplug, UeventsComeInTheOrderOfWhatHappened) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  Listener listener(simulator.UeventsPath());
  ASSERT_TRUE(simulator.Do("remove_chip 0\nadd_chip 0\nunload_driver\nload_driver"));
  EXPECT_THAT(
      listener.Hear(10),
      ElementsAre(kRemove0, HasSubstr("unbind@/devices/pci0000:00/"), kAdd0,
                  HasSubstr("bind@/devices/pci0000:00/"), kRemove0, HasSubstr("unbind@"),
                  "remove@/module/neuron", "add@/module/neuron", kAdd0, HasSubstr("bind@")));
}

TEST_F(PlayedHotplug, WhatAUeventTellsIsSoWhenItIsHeard) {
  SimulatorProcess simulator({"--instance=trn1.32xlarge"});
  Listener listener(simulator.UeventsPath());
  ASSERT_TRUE(simulator.Do("remove_chip 3"));
  ASSERT_EQ(listener.Hear(1).size(), 1U);
  EXPECT_EQ(simulator.Read("sys/class/neuron_device/neuron3/core_count"), "!ENOENT");
}

TEST_F(PlayedHotplug, AProbeShowsTheNodeBeforeTheAttributes) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge", "--driver=2.23"});
  Listener listener(simulator.UeventsPath());
  ASSERT_TRUE(simulator.Do("probe_race 0 300"));
  EXPECT_EQ(access(simulator.Path("dev/neuron0").c_str(), F_OK), 0);
  EXPECT_EQ(simulator.Read("sys/class/neuron_device/neuron0/core_count"), "!ENOENT");
  EXPECT_THAT(listener.Hear(4),
              ElementsAre(kRemove0, HasSubstr("unbind@"), kAdd0, HasSubstr("bind@")));
  EXPECT_EQ(simulator.Read("sys/class/neuron_device/neuron0/core_count"), "2");
}

TEST_F(PlayedHotplug, AChipWhoseProbeFailedIsOnPciAlone) {
  SimulatorProcess simulator({"--instance=trn1.32xlarge"});
  ASSERT_TRUE(simulator.Do("pci_only 3"));
  EXPECT_NE(access(simulator.Path("dev/neuron3").c_str(), F_OK), 0);
  EXPECT_EQ(ListDirectory(simulator.Path("sys/bus/pci/devices"))->size(), 16U);
}

TEST_F(PlayedHotplug, AnUpgradeShowsTheOtherDriversFiles) {
  SimulatorProcess simulator({"--instance=trn2.48xlarge", "--driver=2.24"});
  const std::string health = "sys/class/neuron_device/neuron0/stats/hardware/health_status";
  EXPECT_EQ(simulator.Read(kModule), "2.24.7.0\n");
  EXPECT_NE(access(simulator.Path(health).c_str(), F_OK), 0);
  ASSERT_TRUE(simulator.Do("reload_driver 2.30"));
  EXPECT_EQ(simulator.Read(kModule), "2.30.2.0\n");
  EXPECT_EQ(access(simulator.Path(health).c_str(), F_OK), 0);
  ASSERT_TRUE(simulator.Do("reload_driver 2.21"));
  EXPECT_NE(access(simulator.Path(health).c_str(), F_OK), 0);
}

TEST_F(PlayedHotplug, AnUnloadedDriverTakesItsFilesWithIt) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  const UniqueFd fd(open(simulator.Path(kModule).c_str(), O_RDONLY | O_CLOEXEC));
  ASSERT_TRUE(simulator.Do("unload_driver"));
  EXPECT_EQ(simulator.Read(kModule), "!ENOENT");
  char byte = 0;
  EXPECT_EQ(pread(fd.get(), &byte, 1, 0), -1);
  EXPECT_EQ(errno, ENODEV);
  EXPECT_FALSE(simulator.Do("unload_driver"));
  ASSERT_TRUE(simulator.Do("load_driver"));
  EXPECT_EQ(simulator.Read(kModule), "2.24.7.0\n");
}

TEST_F(PlayedHotplug, WhoHoldsADeviceHoldsTheDriver) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  ASSERT_TRUE(simulator.Do("start train chips=0"));
  EXPECT_FALSE(simulator.Do("reload_driver 2.30"));
  EXPECT_THAT(simulator.Read("control"),
              HasSubstr("module neuron is in use: 2 device descriptors"));
  ASSERT_TRUE(simulator.Do("stop train\nreload_driver 2.30\nstart train chips=0"));
  EXPECT_EQ(simulator.Read(kModule), "2.30.2.0\n");
}

TEST_F(PlayedHotplug, ASocketThatCannotBeIsAUsageError) {
  const TemporaryDirectory directory;
  const SimulatorEnd end =
      RunSimulator({"--mount=" + directory.path(), "--uevents=/nonexistent/uevents"});
  EXPECT_EQ(end.exit_code, 1);
  EXPECT_THAT(end.errors, HasSubstr("listen at /nonexistent/uevents"));
}

}  // namespace
}  // namespace neuron::sim
