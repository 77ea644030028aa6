// The real programs in the real kernel, with files and devices that are there everywhere.

#include "probes/device_calls.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/openat2.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <numeric>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "agent/device/device_identity.h"
#include "tests/fakes/fake_tree.h"
#include "tests/probes/load_failure.h"
#include "tests/probes/numbered_child.h"
#include "tests/workload/child.h"

namespace neuron {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr descriptor_key kFull = {1, 7, 0};

class DeviceCallsTest : public testing::Test {
 protected:
  void SetUp() override {
    auto calls = DeviceCalls::Load();
    if (IsMachinesLack(calls.status())) {
      GTEST_SKIP() << calls.status();
    }
    ASSERT_TRUE(calls.ok()) << calls.status();
    calls_ = *std::move(calls);
    tree_.Write("a", "");
    tree_.Write("b", "");
    Follow({{KeyOf("a"), 3}});
  }

  std::string Path(absl::string_view name) const { return tree_.Path(name); }

  descriptor_key KeyOf(absl::string_view name) const {
    struct statx found;
    EXPECT_EQ(statx(AT_FDCWD, Path(name).c_str(), 0, STATX_TYPE | STATX_INO, &found), 0);
    const DeviceIdentity identity = IdentityOf(found);
    return {identity.major, identity.minor, identity.inode};
  }

  void Follow(const std::vector<DeviceCalls::Device>& devices) {
    const absl::Status status = calls_->SetDevices(devices);
    EXPECT_TRUE(status.ok()) << status;
  }

  std::vector<ChipCalls> Read() const {
    auto chips = calls_->Read();
    EXPECT_TRUE(chips.ok()) << chips.status();
    return *std::move(chips);
  }

  ChipCalls Only() const {
    const std::vector<ChipCalls> chips = Read();
    EXPECT_THAT(chips, SizeIs(1));
    return chips.at(0);
  }

  int Open(absl::string_view name) const { return open(Path(name).c_str(), O_RDWR | O_CLOEXEC); }

  FakeTree tree_;
  std::unique_ptr<DeviceCalls> calls_;
};

TEST_F(DeviceCallsTest, CountsOpenIoctlAndCloseOfAFile) {
  const int fd = Open("a");
  int unread = 0;
  EXPECT_EQ(ioctl(fd, FIONREAD, &unread), 0);
  EXPECT_EQ(ioctl(fd, FIONREAD, &unread), 0);
  close(fd);
  const ChipCalls calls = Only();
  EXPECT_EQ(calls.chip, 3u);
  EXPECT_EQ(calls.open.calls, 1u);
  EXPECT_EQ(calls.ioctl.calls, 2u);
  EXPECT_EQ(calls.ioctl.errors, 0u);
  EXPECT_EQ(calls.close.calls, 1u);
  EXPECT_EQ(calls.close.errors, 0u);
}

TEST_F(DeviceCallsTest, CountsEveryWayToOpen) {
  open_how how = {};
  close(static_cast<int>(syscall(SYS_openat, AT_FDCWD, Path("a").c_str(), O_RDONLY)));
  close(static_cast<int>(syscall(SYS_openat2, AT_FDCWD, Path("a").c_str(), &how, sizeof(how))));
  std::uint64_t ways = 2;
#ifdef SYS_open
  close(static_cast<int>(syscall(SYS_open, Path("a").c_str(), O_RDONLY)));
  ++ways;
#endif
  EXPECT_EQ(Only().open.calls, ways);
  EXPECT_EQ(Only().close.calls, ways);
}

TEST_F(DeviceCallsTest, CountsCallsThatFail) {
  const int fd = Open("a");
  EXPECT_EQ(ioctl(fd, TIOCGWINSZ, nullptr), -1);
  close(fd);
  EXPECT_EQ(Only().ioctl.calls, 1u);
  EXPECT_EQ(Only().ioctl.errors, 1u);
  EXPECT_EQ(Only().close.errors, 0u);
}

TEST_F(DeviceCallsTest, CountsNoOpenThatFails) {
  EXPECT_EQ(open(Path("a").c_str(), O_RDONLY | O_DIRECTORY), -1);
  EXPECT_EQ(Only().open.calls, 0u);
  EXPECT_FALSE(Only().open.errors.has_value());
}

TEST_F(DeviceCallsTest, KnowsACharacterDeviceByItsNumberWhateverItsNode) {
  const std::string node = Path("another_full");
  if (mknod(node.c_str(), S_IFCHR | 0600, makedev(1, 7)) != 0) {
    GTEST_SKIP() << "needs CAP_MKNOD, to make a second node of /dev/full";
  }
  Follow({{kFull, 5}});
  close(open(node.c_str(), O_RDONLY));
  close(open("/dev/zero", O_RDONLY));
  close(Open("a"));
  EXPECT_EQ(Only().chip, 5u);
  EXPECT_EQ(Only().open.calls, 1u);
  EXPECT_EQ(Only().close.calls, 1u);
}

TEST_F(DeviceCallsTest, CountsNothingOfOtherFiles) {
  const int fd = Open("b");
  ioctl(fd, TIOCGWINSZ, nullptr);
  close(fd);
  close(-1);
  close(1 << 20);
  EXPECT_EQ(Only().open.calls, 0u);
  EXPECT_EQ(Only().ioctl.calls, 0u);
  EXPECT_EQ(Only().close.calls, 0u);
}

TEST_F(DeviceCallsTest, SeesNothingOfDescriptorsThatGoAnotherWay) {
  dup2(Open("b"), Open("a"));
  const auto fd = static_cast<unsigned>(Open("a"));
  syscall(SYS_close_range, fd, fd, 0);
  EXPECT_EQ(Only().open.calls, 2u);
  EXPECT_EQ(Only().close.calls, 0u);
}

TEST_F(DeviceCallsTest, KeepsChipsApartInTheOrderOfTheirNumbers) {
  Follow({{KeyOf("b"), 63}, {KeyOf("a"), 0}, {kFull, 7}});
  close(Open("b"));
  const int fd = Open("a");
  const std::vector<ChipCalls> chips = Read();
  close(fd);
  ASSERT_THAT(chips, SizeIs(3));
  EXPECT_EQ(chips[0].chip, 0u);
  EXPECT_EQ(chips[0].close.calls, 0u);
  EXPECT_EQ(chips[1].chip, 7u);
  EXPECT_EQ(chips[2].chip, 63u);
  EXPECT_EQ(chips[2].close.calls, 1u);
}

TEST_F(DeviceCallsTest, CountsAChipThatTwoFilesAre) {
  Follow({{KeyOf("a"), 3}, {KeyOf("b"), 3}});
  close(Open("a"));
  close(Open("b"));
  EXPECT_EQ(Only().open.calls, 2u);
}

TEST_F(DeviceCallsTest, CountsOnlyWhatItWasToldLastAndKeepsWhatItCounted) {
  close(Open("a"));
  Follow({});
  EXPECT_THAT(Read(), IsEmpty());
  close(Open("a"));
  Follow({{KeyOf("a"), 3}});
  EXPECT_EQ(Only().open.calls, 1u);
  close(Open("a"));
  EXPECT_EQ(Only().open.calls, 2u);
}

TEST_F(DeviceCallsTest, CountsCallsOfAnyProcess) {
  const Child child([&] { close(Open("a")); });
  EXPECT_EQ(Only().open.calls, 1u);
  EXPECT_EQ(Only().close.calls, 1u);
}

TEST_F(DeviceCallsTest, LosesNoCallOfThreadsThatRunAtOnce) {
  constexpr int kThreads = 8;
  constexpr std::uint64_t kCalls = 2000;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (std::uint64_t n = 0; n < kCalls; ++n) {
        close(Open("a"));
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  const std::uint64_t drops = calls_->Reports()[0].drops;
  EXPECT_LE(Only().open.calls, kThreads * kCalls);
  EXPECT_GE(Only().open.calls + drops, kThreads * kCalls);
  EXPECT_GE(Only().close.calls + drops, kThreads * kCalls);
}

// Whoever opens a leased file waits until its holder, who is told by SIGIO, gives the lease up.
void HoldLease(const std::string& path) {
  static int leased;
  leased = open(path.c_str(), O_RDWR);
  std::signal(SIGIO, [](int) {
    const timespec late = {0, 20'000'000};
    nanosleep(&late, nullptr);
    fcntl(leased, F_SETLEASE, F_UNLCK);
  });
  if (fcntl(leased, F_SETLEASE, F_WRLCK) != 0) {
    _exit(1);
  }
}

TEST_F(DeviceCallsTest, TellsHowLongCallsTook) {
  const Child holder([&] { HoldLease(Path("a")); });
  Follow({{KeyOf("a"), 4}});
  const int fd = Open("a");
  for (int i = 0; i < 9; ++i) {
    close(Open("a"));
  }
  close(fd);
  const ChipCalls calls = Only();
  const auto& open = calls.open.latencies;
  EXPECT_EQ(std::accumulate(open.begin(), open.end(), std::uint64_t{0}), calls.open.calls);
  EXPECT_EQ(calls.open.calls, 10u);
  // 2^24 ns are 17 ms.
  EXPECT_EQ(std::accumulate(open.begin() + 24, open.end(), std::uint64_t{0}), 1u);
  const auto& close = calls.close.latencies;
  EXPECT_EQ(std::accumulate(close.begin() + 5, close.begin() + 24, std::uint64_t{0}), 10u);
}

TEST_F(DeviceCallsTest, SaysThatThreadsGotInEachOthersWay) {
  ASSERT_EQ(mkfifo(Path("fifo").c_str(), 0600), 0);
  const NumberedChild waits(21000, [&] { open(Path("fifo").c_str(), O_RDONLY); });
  ASSERT_TRUE(!waits.lives() || waits.AwaitCall(SYS_openat));
  const std::uint64_t before = calls_->Reports()[0].drops;
  NumberedChild opens(21000 + 4096, [&] { close(Open("a")); });
  if (!waits.lives() || !opens.lives()) {
    GTEST_SKIP() << "needs CAP_CHECKPOINT_RESTORE and two free numbers of processes";
  }
  opens.AwaitExit();
  EXPECT_EQ(calls_->Reports()[0].drops, before + 1);
  EXPECT_EQ(Only().open.calls, 1u);
}

TEST_F(DeviceCallsTest, RefusesAChipBeyondTheLast) {
  const absl::Status status = calls_->SetDevices({{kFull, DeviceCalls::kMaxChips}});
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
  EXPECT_TRUE(absl::StrContains(status.message(), "64")) << status;
}

TEST_F(DeviceCallsTest, FollowsAsManyFilesAsThereCanBeChips) {
  std::vector<DeviceCalls::Device> devices;
  for (unsigned i = 0; i < DeviceCalls::kMaxChips; ++i) {
    devices.push_back({{245, i, 0}, i});
  }
  Follow(devices);
  EXPECT_THAT(Read(), SizeIs(DeviceCalls::kMaxChips));
  devices.push_back({{245, 64, 0}, 0});
  EXPECT_FALSE(calls_->SetDevices(devices).ok());
}

TEST_F(DeviceCallsTest, ReportsBothPrograms) {
  const std::vector<ProbeReport> reports = calls_->Reports();
  ASSERT_THAT(reports, SizeIs(2));
  EXPECT_EQ(reports[0].name, "tp_btf:sys_enter");
  EXPECT_EQ(reports[1].name, "tp_btf:sys_exit");
  EXPECT_TRUE(reports[0].status.ok());
  EXPECT_TRUE(reports[1].status.ok());
}

TEST(DeviceCalls, AreReportedWithTheReasonWhereTheyCannotBeLoaded) {
  const auto reports = DeviceCalls::ReportsWithout(absl::NotFoundError("no BTF"));
  ASSERT_THAT(reports, SizeIs(2));
  EXPECT_EQ(reports[0].name, "tp_btf:sys_enter");
  EXPECT_EQ(reports[1].name, "tp_btf:sys_exit");
  for (const ProbeReport& report : reports) {
    EXPECT_EQ(report.status, absl::NotFoundError("no BTF"));
    EXPECT_FALSE(report.runs.has_value());
  }
}

TEST(DeviceCalls, AreRefusedToAPlainUserWithTheCure) {
  EXPECT_TRUE(IsRefusedToAPlainUser([] { return DeviceCalls::Load().status(); }));
}

}  // namespace
}  // namespace neuron
