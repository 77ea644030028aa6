// neuron-sim as its users see it: mounted, with real processes.

#include "tests/simulator/mounted.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <fstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "tests/simulator/driver/driver_abi.h"
#include "tests/simulator/simulator_process.h"

namespace neuron::sim {
namespace {

using testing::HasSubstr;

constexpr char kNeuron0[] = "sys/class/neuron_device/neuron0/";

UniqueFd OpenDevice(const SimulatorProcess& simulator, int chip, int flags) {
  return UniqueFd(open(simulator.Path(absl::StrCat("dev/neuron", chip)).c_str(), flags));
}

// "ok", or the errno's number.
std::string Ioctl(const UniqueFd& fd, std::uint32_t number, void* argument) {
  return ioctl(fd.get(), number, argument) == 0 ? "ok" : absl::StrCat("errno ", errno);
}

TEST_F(Mounted, AnswersTheAllowedIoctlsOnFreeAccess) {
  SimulatorProcess simulator({"--instance=trn1.32xlarge"});
  const UniqueFd fd = OpenDevice(simulator, 1, O_WRONLY | O_CLOEXEC);
  ASSERT_TRUE(fd.valid());

  // Encoded "write": FUSE alone would bring nothing back.
  std::uint32_t basic[2] = {};
  EXPECT_EQ(Ioctl(fd, kIoctlDeviceBasicInfo, basic), "ok");
  EXPECT_EQ(basic[0], 2U);
  // Encoded 8 bytes, and 16 are written.
  std::uint32_t bdf[4] = {};
  EXPECT_EQ(Ioctl(fd, kIoctlDeviceBdfExt, bdf), "ok");
  EXPECT_EQ(bdf[3], 0x12U);
  std::uint32_t map[65] = {};
  EXPECT_EQ(Ioctl(fd, kIoctlRoutingIdMap, map), "ok");
  EXPECT_EQ(map[0], 16U);
  std::uint8_t request[16] = {};
  EXPECT_EQ(Ioctl(fd, kIoctlCoreMap, request), "errno 524");

  const SimulatorEnd end = simulator.Stop();
  EXPECT_EQ(end.exit_code, 0) << end.errors;
  EXPECT_EQ(end.report.devices(1).outsider_opens(), 1U);
  EXPECT_EQ(end.report.devices(0).outsider_opens(), 0U);
}

TEST_F(Mounted, WritesTheCoreMapThroughThePointer) {
  SimulatorProcess simulator({"--instance=trn2.48xlarge"});
  const UniqueFd fd = OpenDevice(simulator, 0, O_WRONLY | O_CLOEXEC);
  std::uint32_t map[1 + 2 * 128] = {};
  struct {
    std::uint32_t* map;
    std::uint32_t max_entries = 128;
    std::uint32_t version = 0;
  } request = {map};
  EXPECT_EQ(Ioctl(fd, kIoctlCoreMap, &request), "ok");
  EXPECT_EQ(map[0], 128U);
  EXPECT_EQ(map[2], 4U);
}

TEST_F(Mounted, RefusesAndForbidsEveryOtherIoctl) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  const UniqueFd fd = OpenDevice(simulator, 0, O_WRONLY | O_CLOEXEC);
  EXPECT_EQ(Ioctl(fd, 0x00004e01, nullptr), absl::StrCat("errno ", EINVAL));
  const SimulatorEnd end = simulator.Stop();
  EXPECT_EQ(end.exit_code, 3);
  EXPECT_THAT(end.errors,
              HasSubstr(absl::StrCat("(pid ", getpid(), ") dev/neuron0: makes ioctl 0x00004e01")));
}

TEST_F(Mounted, ForbidsADescriptorThatChildrenInherit) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  const UniqueFd fd = OpenDevice(simulator, 0, O_WRONLY);
  std::uint32_t basic[2] = {};
  EXPECT_EQ(Ioctl(fd, kIoctlDeviceBasicInfo, basic), "ok");
  EXPECT_THAT(simulator.Stop().errors, HasSubstr("dev/neuron0: holds it without O_CLOEXEC"));
}

TEST_F(Mounted, ForbidsEveryKindOfChange) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  const std::string file = simulator.Path(absl::StrCat(kNeuron0, "reset"));
  OpenDevice(simulator, 0, O_RDONLY | O_CLOEXEC);
  EXPECT_EQ(open(simulator.Path("dev/new").c_str(), O_WRONLY | O_CREAT, 0600), -1);
  EXPECT_EQ(unlink(simulator.Path("dev/neuron0").c_str()), -1);
  EXPECT_EQ(chmod(file.c_str(), 0666), -1);
  EXPECT_EQ(truncate(file.c_str(), 0), -1);
  EXPECT_EQ(mkdir(simulator.Path("sys/new").c_str(), 0700), -1);
  EXPECT_EQ(rename(file.c_str(), (file + "2").c_str()), -1);
  const SimulatorEnd end = simulator.Stop();
  EXPECT_EQ(end.exit_code, 3);
  for (const char* deed : {"opens O_RDONLY", "dev/new: creates", "dev/neuron0: removes",
                           "changes attributes", "truncates", "sys/new: creates", "renames"}) {
    EXPECT_THAT(end.errors, HasSubstr(deed));
  }
}

TEST_F(Mounted, AWorkloadHoldsItsChipsAndMovesItsCounters) {
  SimulatorProcess simulator({"--instance=trn1.32xlarge"});
  const std::string stats = absl::StrCat(kNeuron0, "neuron_core0/stats/");
  ASSERT_TRUE(simulator.Do(
      "start train chips=0,4 memory_bytes=1000000 executions=5 comm=python3 mode=plain"));

  const pid_t pid = simulator.WorkloadPid("train");
  ASSERT_NE(pid, 0);
  EXPECT_EQ(*ReadFile(absl::StrCat("/proc/", pid, "/comm")), "python3\n");
  EXPECT_EQ(simulator.Read(stats + "memory_usage/device_mem/tensors/total"), "1000000\n");
  EXPECT_EQ(simulator.Read(stats + "status/success/total"), "0\n");

  ASSERT_TRUE(simulator.Do("stop train"));
  EXPECT_EQ(kill(pid, 0), -1);
  EXPECT_EQ(simulator.Read(stats + "memory_usage/device_mem/tensors/total"), "0\n");
  EXPECT_EQ(simulator.Read(stats + "memory_usage/device_mem/tensors/peak"), "1000000\n");
  EXPECT_EQ(simulator.Read(stats + "status/success/total"), "5\n");
  EXPECT_EQ(simulator.Stop().exit_code, 0);
}

TEST_F(Mounted, AKilledWorkloadCountsToo) {
  SimulatorProcess simulator({"--instance=inf1.6xlarge"});
  ASSERT_TRUE(simulator.Do("start train chips=0 executions=7 mode=plain\nkill train"));
  EXPECT_EQ(simulator.Read(absl::StrCat(kNeuron0, "neuron_core0/stats/status/success/total")),
            "7\n");
  EXPECT_EQ(simulator.WorkloadPid("train"), 0);
}

TEST_F(Mounted, TheTensorEngineOfAWorkloadRuns) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  const std::string path = absl::StrCat(kNeuron0, "neuron_core0/stats/tensor_engine/pe_cntrs");
  const std::string before = simulator.Read(path);
  ASSERT_TRUE(simulator.Do("start train chips=0"));
  for (int i = 0; i < 1000 && simulator.Read(path) == before; ++i) usleep(10'000);
  EXPECT_NE(simulator.Read(path), before);
}

TEST_F(Mounted, ShowsTheReportAsOfNow) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  EXPECT_THAT(simulator.Read("report"), HasSubstr("\"outsider_opens\": 0"));
  OpenDevice(simulator, 0, O_WRONLY | O_CLOEXEC);
  EXPECT_THAT(simulator.Read("report"), HasSubstr("\"outsider_opens\": 1"));
}

TEST_F(Mounted, AWorkloadShowsTheDeviceAmongItsDescriptors) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  ASSERT_TRUE(simulator.Do("start train chips=0 mode=plain"));
  const std::string descriptors = absl::StrCat("/proc/", simulator.WorkloadPid("train"), "/fd");
  struct stat node;
  ASSERT_EQ(stat(simulator.Path("dev/neuron0").c_str(), &node), 0);
  int found = 0;
  const auto numbers = ListDirectory(descriptors);
  ASSERT_TRUE(numbers.ok()) << numbers.status();
  for (const std::string& number : *numbers) {
    struct stat target;
    if (stat((descriptors + "/" + number).c_str(), &target) != 0) continue;
    found += target.st_dev == node.st_dev && target.st_ino == node.st_ino ? 1 : 0;
  }
  EXPECT_EQ(found, 1);
}

TEST_F(Mounted, TheControlFileSaysWhatWentWrong) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  EXPECT_FALSE(simulator.Do("start a chips=9"));
  EXPECT_THAT(simulator.Read("control"), HasSubstr("error: no chip 9 on trn1.2xlarge"));
  EXPECT_TRUE(simulator.Do("start a chips=0"));
  EXPECT_FALSE(simulator.Do("start a chips=0"));
  EXPECT_THAT(simulator.Read("control"), HasSubstr("workload a runs already"));
  EXPECT_FALSE(simulator.Do("stop b"));
}

TEST_F(Mounted, TheSeventeenthWorkloadOfAChipIsBusy) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  for (int i = 0; i < 16; ++i) ASSERT_TRUE(simulator.Do(absl::StrCat("start w", i, " chips=0")));
  EXPECT_FALSE(simulator.Do("start w16 chips=0"));
  EXPECT_THAT(simulator.Read("control"), HasSubstr("Device or resource busy"));
  EXPECT_TRUE(OpenDevice(simulator, 0, O_WRONLY | O_CLOEXEC).valid());
}

TEST_F(Mounted, ARemovedChipIsGoneAtOnceAndItsOpenFilesSayENODEV) {
  SimulatorProcess simulator({"--instance=inf1.6xlarge"});
  const std::string path = "sys/class/neuron_device/neuron2/core_count";
  const UniqueFd fd(open(simulator.Path(path).c_str(), O_RDONLY | O_CLOEXEC));
  EXPECT_EQ(simulator.Read(path), "4");
  ASSERT_TRUE(simulator.Do("remove_chip 2"));
  EXPECT_EQ(simulator.Read(path), "!ENOENT");
  EXPECT_EQ(access(simulator.Path("dev/neuron2").c_str(), F_OK), -1);
  char byte = 0;
  EXPECT_EQ(pread(fd.get(), &byte, 1, 0), -1);
  EXPECT_EQ(errno, ENODEV);
  ASSERT_TRUE(simulator.Do("add_chip 2"));
  EXPECT_EQ(simulator.Read(path), "4");
}

TEST_F(Mounted, SetBytesAreReadFreshOnAKeptDescriptor) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  const std::string path = absl::StrCat(kNeuron0, "core_count");
  const UniqueFd fd(open(simulator.Path(path).c_str(), O_RDONLY | O_CLOEXEC));
  char byte = 0;
  EXPECT_EQ(pread(fd.get(), &byte, 1, 0), 1);
  EXPECT_EQ(byte, '2');
  ASSERT_TRUE(simulator.Do(absl::StrCat("set ", path, " 9")));
  EXPECT_EQ(pread(fd.get(), &byte, 1, 0), 1);
  EXPECT_EQ(byte, '9');
}

TEST_F(Mounted, EndsWithItsWorkloadsEvenIfFilesAreOpen) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  const UniqueFd fd = OpenDevice(simulator, 0, O_WRONLY | O_CLOEXEC);
  ASSERT_TRUE(simulator.Do("start train chips=0"));
  const pid_t pid = simulator.WorkloadPid("train");
  EXPECT_EQ(simulator.Stop().exit_code, 0);
  EXPECT_EQ(kill(pid, 0), -1);
  EXPECT_TRUE(ListDirectory(simulator.Path(""))->empty());
}

TEST_F(Mounted, QuitsWhenToldTo) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  EXPECT_TRUE(simulator.Do("quit"));
  EXPECT_EQ(simulator.Stop().exit_code, 0);
}

TEST_F(Mounted, TakesAwayTheMountOfADeadSimulator) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  simulator.Kill();
  EXPECT_EQ(access(simulator.Path("sys").c_str(), F_OK), -1);
  EXPECT_EQ(errno, ENOTCONN);
  simulator.Start();
  EXPECT_EQ(access(simulator.Path("sys").c_str(), F_OK), 0);
}

TEST_F(Mounted, LeavesALivingSimulatorAlone) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  const SimulatorEnd second = RunSimulator({absl::StrCat("--mount=", simulator.Path(""))});
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.errors, HasSubstr("living FUSE mount"));
  EXPECT_EQ(access(simulator.Path("sys").c_str(), F_OK), 0);
}

TEST_F(Mounted, PlaysAScenario) {
  const std::string file = testing::TempDir() + "/scenario";
  std::ofstream(file) << "steps { at_ms: 1 verb { set { path: 'sys/class/neuron_device/node_id_2' "
                         "value: '7' } } }";
  SimulatorProcess simulator({"--instance=trn1.2xlarge", "--scenario=" + file});
  std::string value;
  for (int i = 0; i < 1000 && value != "7"; ++i) {
    value = simulator.Read("sys/class/neuron_device/node_id_2");
    usleep(10'000);
  }
  EXPECT_EQ(value, "7");
}

TEST_F(Mounted, BadFlagsGiveOneLineAndExit1) {
  const std::pair<std::vector<std::string>, const char*> runs[] = {
      {{}, "--mount=DIRECTORY is needed"},
      {{"--mount=/tmp/x", "--instance=m5.large"}, "use one of inf1.xlarge, "},
      {{"--mount=/tmp/x", "--driver=1"}, "use one of 2.5.7, "},
      {{"--mount=/tmp/x", "--instance=inf1.xlarge", "--driver=2.30"},
       "driver 2.30.2.0 has no inf1.xlarge: use a driver from 2.5 to 2.24"},
      {{"--mount=/nonexistent/x"}, "make /nonexistent/x"},
      {{"--mount=/tmp/x", "--scenario=/nonexistent"}, "/nonexistent"},
      {{"--mount=/tmp/x", "--scenario=/etc/hostname"}, "--scenario=/etc/hostname: line "},
      {{"--mount=/tmp/x", "word"}, "\"word\" is no flag"},
      {{"--mount=/usr"}, "is not empty"}};
  for (const auto& [flags, message] : runs) {
    const SimulatorEnd end = RunSimulator(flags);
    EXPECT_EQ(end.exit_code, 1) << message;
    EXPECT_THAT(end.errors, HasSubstr(message));
    EXPECT_EQ(std::count(end.errors.begin(), end.errors.end(), '\n'), 1) << end.errors;
  }
}

}  // namespace
}  // namespace neuron::sim
