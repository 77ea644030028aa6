// The device nodes of a mounted neuron-sim, with real processes and real mappings.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "agent/base/file.h"
#include "tests/simulator/driver/application_abi.h"
#include "tests/simulator/driver/datastore_layout.h"
#include "tests/simulator/mounted.h"
#include "tests/simulator/stepping_child.h"

namespace neuron::sim {
namespace {

using testing::HasSubstr;

constexpr char kNeuron0[] = "sys/class/neuron_device/neuron0/";

std::string SuccessOf(SimulatorProcess* simulator) {
  return simulator->Read(absl::StrCat(kNeuron0, "neuron_core0/stats/status/success/total"));
}

// A process that uses neuron0: what a step of a child, or the test itself, does.
class User {
 public:
  explicit User(const SimulatorProcess& simulator) : path_(simulator.Path("dev/neuron0")) {}

  // 0 or an errno.
  int Open(int flags) {
    fd_ = UniqueFd(open(path_.c_str(), flags | O_CLOEXEC));
    return fd_.valid() ? 0 : errno;
  }

  int Acquire(pid_t pid) {
    DatastoreRequest request = {};
    request.pid = pid;
    if (ioctl(fd_.get(), kIoctlAcquireDatastore, &request) != 0) return errno;
    offset_ = static_cast<off_t>(request.mmap_offset);
    return 0;
  }

  int Map(int protection) {
    void* page = mmap(nullptr, kDatastoreBytes, protection, MAP_SHARED, fd_.get(), offset_);
    if (page == MAP_FAILED) return errno;
    page_ = static_cast<char*>(page);
    return 0;
  }

  int Release() {
    DatastoreRequest request = {};
    return ioctl(fd_.get(), kIoctlReleaseDatastore, &request) == 0 ? 0 : errno;
  }

  // Through the mapping.
  int Store(std::int64_t value) {
    std::memcpy(page_ + CoreCounterOffset(0, kSuccess), &value, sizeof(value));
    return 0;
  }
  std::int64_t Load() {
    std::int64_t value = 0;
    std::memcpy(&value, page_ + CoreCounterOffset(0, kSuccess), sizeof(value));
    return value;
  }

  int CloseDuplicate() { return close(fcntl(fd_.get(), F_DUPFD_CLOEXEC, 0)); }
  int Close() {
    fd_ = UniqueFd();
    return 0;
  }

  int fd() const { return fd_.get(); }
  off_t offset() const { return offset_; }

 private:
  std::string path_;
  UniqueFd fd_;
  off_t offset_ = 0;
  // Until the process ends.
  char* page_ = nullptr;
};

// The steps of an application that has a datastore, maps it and counts `value` executions in it.
std::vector<SteppingChild::Step> ApplicationSteps(User* user, std::int64_t value) {
  return {[=] {
    int error = user->Open(O_RDWR);
    if (error == 0) error = user->Acquire(0);
    if (error == 0) error = user->Map(PROT_READ | PROT_WRITE);
    if (error == 0) error = user->Store(value);
    return std::int64_t{error};
  }};
}

// A monitor that maps the application's datastore.
int Attach(User* monitor, pid_t application) {
  int error = monitor->Open(O_RDONLY);
  if (error == 0) error = monitor->Acquire(application);
  if (error == 0) error = monitor->Map(PROT_READ);
  return error;
}

// Until somebody has tried to attach.
void WaitForOpen(SimulatorProcess* simulator) {
  for (int i = 0; i < 1000 && simulator->Read("report").find("O_RDWR") == std::string::npos; ++i) {
    usleep(10'000);
  }
}

TEST_F(Mounted, AMonitorSeesWhatAnApplicationStores) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  User user(simulator);
  auto steps = ApplicationSteps(&user, 1234);
  steps.push_back([&] { return std::int64_t{user.Store(5000)}; });
  SteppingChild application(steps);
  ASSERT_EQ(application.Next(), 0);
  User monitor(simulator);
  ASSERT_EQ(Attach(&monitor, application.pid()), 0);
  EXPECT_EQ(monitor.Load(), 1234);
  EXPECT_EQ(application.Next(), 0);
  EXPECT_EQ(monitor.Load(), 5000);
  EXPECT_EQ(SuccessOf(&simulator), "0\n");
  // The descriptor is not needed any more.
  monitor.Close();
  EXPECT_EQ(monitor.Load(), 5000);
}

TEST_F(Mounted, AReleasedDatastoreIsCountedAndTurnsZeroUnderItsReaders) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  User user(simulator);
  auto steps = ApplicationSteps(&user, 1234);
  steps.push_back([&] { return std::int64_t{user.Release()}; });
  steps.push_back([&] { return user.Load(); });
  SteppingChild application(steps);
  ASSERT_EQ(application.Next(), 0);
  User monitor(simulator);
  ASSERT_EQ(Attach(&monitor, application.pid()), 0);
  EXPECT_EQ(monitor.Load(), 1234);
  EXPECT_EQ(application.Next(), 0);
  EXPECT_EQ(monitor.Load(), 0);
  EXPECT_EQ(application.Next(), 0);
  EXPECT_EQ(SuccessOf(&simulator), "1234\n");
  EXPECT_EQ(monitor.Acquire(application.pid()), ENOENT);
}

TEST_F(Mounted, AKilledApplicationIsCountedToo) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  User user(simulator);
  SteppingChild application(ApplicationSteps(&user, 77));
  ASSERT_EQ(application.Next(), 0);
  User monitor(simulator);
  ASSERT_EQ(Attach(&monitor, application.pid()), 0);
  application.Kill();
  EXPECT_EQ(monitor.Load(), 0);
  EXPECT_EQ(SuccessOf(&simulator), "77\n");
}

TEST_F(Mounted, ADuplicatesCloseDetachesAndAChildsDoesNot) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  User user(simulator);
  auto steps = ApplicationSteps(&user, 4321);
  steps.push_back([&] {
    SteppingChild child({[&] { return std::int64_t{user.Close()}; }});
    return child.Next();
  });
  steps.push_back([&] { return user.Load(); });
  steps.push_back([&] { return std::int64_t{user.CloseDuplicate()}; });
  steps.push_back([&] { return user.Load(); });
  SteppingChild application(steps);
  ASSERT_EQ(application.Next(), 0);
  EXPECT_EQ(application.Next(), 0);
  EXPECT_EQ(application.Next(), 4321);
  EXPECT_EQ(application.Next(), 0);
  EXPECT_EQ(SuccessOf(&simulator), "4321\n");
  EXPECT_EQ(application.Next(), 0);
}

TEST_F(Mounted, CountersAreLiveIn2_30AsSoonAsTheyAreWrittenBack) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge", "--driver=2.30"});
  User user(simulator);
  ASSERT_EQ(user.Open(O_RDWR), 0);
  ASSERT_EQ(user.Acquire(0), 0);
  ASSERT_EQ(user.Map(PROT_READ | PROT_WRITE), 0);
  user.Store(9);
  EXPECT_EQ(fsync(user.fd()), 0);
  EXPECT_EQ(SuccessOf(&simulator), "9\n");
}

TEST_F(Mounted, OnlyADatastoreCanBeReadAndNothingWritten) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  User user(simulator);
  ASSERT_EQ(user.Open(O_RDWR), 0);
  ASSERT_EQ(user.Acquire(0), 0);
  char byte = 0;
  EXPECT_EQ(pread(user.fd(), &byte, 1, 0), -1);
  EXPECT_EQ(errno, EINVAL);
  EXPECT_EQ(pwrite(user.fd(), &byte, 1, user.offset()), -1);
  EXPECT_EQ(errno, EINVAL);
  const SimulatorEnd end = simulator.Stop();
  EXPECT_EQ(end.exit_code, 3);
  EXPECT_THAT(end.errors, HasSubstr("dev/neuron0: reads or maps it"));
  EXPECT_THAT(end.errors, HasSubstr("dev/neuron0: writes"));
}

TEST_F(Mounted, FreeAccessCannotMap) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  User user(simulator);
  ASSERT_EQ(user.Open(O_WRONLY), 0);
  EXPECT_EQ(user.Map(PROT_READ), EACCES);
}

TEST_F(Mounted, AFullOpenWaitsForTheResetAndFreeAccessDoesNot) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  ASSERT_TRUE(simulator.Do("reset 0 seconds=0.5"));
  const absl::Time begin = absl::Now();
  User user(simulator);
  ASSERT_EQ(user.Open(O_WRONLY), 0);
  EXPECT_EQ(simulator.Read(absl::StrCat(kNeuron0, "reset")), "0\n");
  EXPECT_EQ(simulator.Read(absl::StrCat(kNeuron0, "info/serial_number")), "\n");
  ASSERT_EQ(user.Open(O_RDWR), 0);
  EXPECT_GE(absl::Now() - begin, absl::Milliseconds(400));
  EXPECT_EQ(simulator.Read(absl::StrCat(kNeuron0, "reset")), "1\n");
}

TEST_F(Mounted, WhoIsKilledWhileItWaitsForAResetIsGoneAtOnce) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  ASSERT_TRUE(simulator.Do("reset 0 seconds=3600"));
  User user(simulator);
  SteppingChild waiter({[&] { return std::int64_t{user.Open(O_RDWR)}; }});
  waiter.Begin();
  WaitForOpen(&simulator);
  waiter.Kill();
  EXPECT_EQ(simulator.Read(absl::StrCat(kNeuron0, "reset")), "0\n");
}

TEST_F(Mounted, EndsAlsoWhileAnOpenWaits) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  ASSERT_TRUE(simulator.Do("reset 0 seconds=3600"));
  User user(simulator);
  SteppingChild waiter({[&] { return std::int64_t{user.Open(O_RDWR)}; }});
  waiter.Begin();
  WaitForOpen(&simulator);
  simulator.Stop();
  EXPECT_EQ(waiter.Finish(), EIO);
}

TEST_F(Mounted, AChipThatIsTakenAwayWhileAnOpenWaitsIsNotOpened) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  ASSERT_TRUE(simulator.Do("reset 0 seconds=3600"));
  User user(simulator);
  SteppingChild waiter({[&] { return std::int64_t{user.Open(O_RDWR)}; }});
  waiter.Begin();
  WaitForOpen(&simulator);
  ASSERT_TRUE(simulator.Do("remove_chip 0"));
  EXPECT_EQ(waiter.Finish(), ENODEV);
  ASSERT_TRUE(simulator.Do("add_chip 0"));
  ASSERT_TRUE(simulator.Do("unload_driver"));
}

TEST_F(Mounted, EndsAlsoWhileStoresAreNotWrittenBack) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  User user(simulator);
  SteppingChild application(ApplicationSteps(&user, 5));
  ASSERT_EQ(application.Next(), 0);
  EXPECT_EQ(simulator.Stop().exit_code, 3);
}

}  // namespace
}  // namespace neuron::sim
