// Reads that are not answered at once, and those who wait for a change.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "tests/simulator/mounted.h"
#include "tests/simulator/stepping_child.h"

namespace neuron::sim {
namespace {

constexpr char kCores[] = "sys/class/neuron_device/neuron1/core_count";

// A child that reads the file: the size it read, or minus the errno.
SteppingChild::Step ReadStep(const SimulatorProcess& simulator) {
  const std::string path = simulator.Path(kCores);
  return [path] {
    const UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    char bytes[16];
    const ssize_t size = read(fd.get(), bytes, sizeof(bytes));
    return std::int64_t{size < 0 ? -errno : size};
  };
}

// The reader has asked when another file's read is answered after it.
void LetItAsk(const SteppingChild& reader) {
  const std::string stack = absl::StrCat("/proc/", reader.pid(), "/syscall");
  // 0 is read(2).
  for (int i = 0; i < 1000; ++i) {
    const auto call = ReadFile(stack);
    if (call.ok() && call->rfind("0 ", 0) == 0) return;
    usleep(10'000);
  }
  FAIL() << "the child does not read";
}

TEST_F(Mounted, AHungReadHoldsUpNobodyAndEndsWhenToldTo) {
  SimulatorProcess simulator({"--instance=trn1.32xlarge"});
  ASSERT_TRUE(simulator.Do(absl::StrCat("hang ", kCores)));
  SteppingChild reader({ReadStep(simulator)});
  reader.Begin();
  LetItAsk(reader);
  EXPECT_EQ(simulator.Read("sys/class/neuron_device/neuron2/core_count"), "2");
  ASSERT_TRUE(simulator.Do(absl::StrCat("unhang ", kCores)));
  EXPECT_EQ(reader.Finish(), 1);
}

TEST_F(Mounted, AHungReadOfAChipThatIsTakenAwaySaysENODEV) {
  SimulatorProcess simulator({"--instance=trn1.32xlarge"});
  ASSERT_TRUE(simulator.Do(absl::StrCat("hang ", kCores)));
  SteppingChild reader({ReadStep(simulator)});
  reader.Begin();
  LetItAsk(reader);
  ASSERT_TRUE(simulator.Do("remove_chip 1"));
  EXPECT_EQ(reader.Finish(), -ENODEV);
}

TEST_F(Mounted, AHungReadEndsWithTheSimulator) {
  SimulatorProcess simulator({"--instance=trn1.32xlarge"});
  ASSERT_TRUE(simulator.Do(absl::StrCat("hang ", kCores)));
  SteppingChild reader({ReadStep(simulator)});
  reader.Begin();
  LetItAsk(reader);
  EXPECT_EQ(simulator.Stop().exit_code, 0);
  EXPECT_EQ(reader.Finish(), -EIO);
}

TEST_F(Mounted, PollTellsOfAHardwareError) {
  SimulatorProcess simulator({"--instance=trn2.48xlarge", "--driver=2.30"});
  const std::string path =
      simulator.Path("sys/class/neuron_device/neuron0/stats/hardware/health_status/hw_error_event");
  const UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  pollfd wait = {fd.get(), POLLPRI, 0};
  // What nobody has read yet is news.
  EXPECT_EQ(poll(&wait, 1, 0), 1);
  char bytes[16];
  EXPECT_EQ(pread(fd.get(), bytes, sizeof(bytes), 0), 2);
  EXPECT_EQ(poll(&wait, 1, 0), 0);
  const std::string control = simulator.Path("control");
  SteppingChild fault({[control] {
    usleep(50'000);
    const UniqueFd verbs(open(control.c_str(), O_WRONLY | O_CLOEXEC));
    const char verb[] = "health 0 components=hbm\n";
    return std::int64_t{write(verbs.get(), verb, sizeof(verb) - 1)};
  }});
  fault.Begin();
  EXPECT_EQ(poll(&wait, 1, 10'000), 1);
  EXPECT_NE(wait.revents & POLLPRI, 0);
  EXPECT_GT(fault.Finish(), 0);
  EXPECT_EQ(pread(fd.get(), bytes, sizeof(bytes), 0), 2);
  EXPECT_EQ(bytes[0], '1');
  EXPECT_EQ(poll(&wait, 1, 0), 0);
}

}  // namespace
}  // namespace neuron::sim
