// The real programs in the real kernel; on the stand-in driver where it is (tests/vm).

#include "probes/driver_calls.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#include <utility>

#include "agent/base/file.h"
#include "tests/fakes/fake_tree.h"
#include "tests/probes/load_failure.h"
#include "tests/probes/stand_in_driver.h"
#include "tests/workload/child.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class DriverCallsTest : public testing::Test {
 protected:
  void SetUp() override { Load({}); }

  void Load(const DriverCalls::Options& options) {
    auto calls = DriverCalls::Load(options);
    if (IsMachinesLack(calls.status())) {
      GTEST_SKIP() << calls.status();
    }
    ASSERT_TRUE(calls.ok()) << calls.status();
    calls_ = *std::move(calls);
  }

  // What was called since the last time.
  std::vector<DriverCall> Take() {
    std::vector<DriverCall> taken;
    const absl::Status status =
        calls_->Drain([&](const DriverCall& call) { taken.push_back(call); });
    EXPECT_TRUE(status.ok()) << status;
    return taken;
  }

  bool IsReadable() {
    pollfd wanted = {calls_->descriptor(), POLLIN, 0};
    return poll(&wanted, 1, 0) > 0;
  }

  void ExpectNothingAttached() {
    for (const ProbeReport& report : calls_->Reports()) {
      EXPECT_TRUE(absl::IsNotFound(report.status)) << report.name << ": " << report.status;
    }
    for (int i = 0; i < DRIVER_FUNCTIONS; ++i) {
      EXPECT_FALSE(calls_->Hears(static_cast<driver_function>(i)));
    }
  }

  std::unique_ptr<DriverCalls> calls_;
};

std::vector<driver_function> FunctionsOf(const std::vector<DriverCall>& calls) {
  std::vector<driver_function> functions;
  for (const DriverCall& call : calls) {
    functions.push_back(call.function);
  }
  return functions;
}

void OpenAndClose(const std::string& node, int flags) {
  const UniqueFd chip(open(node.c_str(), flags | O_CLOEXEC));
  EXPECT_TRUE(chip.valid()) << node;
}

TEST_F(DriverCallsTest, AttachToNothingBeforeTheyAreTold) {
  EXPECT_THAT(calls_->Reports(), SizeIs(DRIVER_FUNCTIONS));
  ExpectNothingAttached();
}

TEST_F(DriverCallsTest, AttachToNothingWithoutTheDriver) {
  calls_->Reattach();
  ExpectNothingAttached();
  EXPECT_FALSE(IsReadable());
  EXPECT_THAT(Take(), IsEmpty());
  EXPECT_EQ(calls_->drops(), 0u);
}

TEST_F(DriverCallsTest, AttachToNothingOfADriverWithoutTheFunctions) {
  FakeTree tree;
  DriverCalls::Options options;
  options.kallsyms = tree.Path("kallsyms");
  options.module = tree.Path("module");
  tree.Write("kallsyms", "0000000000000000 t ncdev_open\t[other]\n");
  tree.Write("module/version", "");
  Load(options);
  calls_->Reattach();
  ExpectNothingAttached();
  EXPECT_THAT(std::string(calls_->Reports()[0].status.message()),
              testing::HasSubstr("no function ncdev_open"));
}

TEST_F(DriverCallsTest, AreOutdatedUntilTheyAreAttachedToTheDriverThatIsThere) {
  FakeTree tree;
  DriverCalls::Options options;
  options.kallsyms = tree.Path("kallsyms");
  options.module = tree.Path("module");
  tree.Write("kallsyms", "");
  Load(options);
  EXPECT_FALSE(calls_->IsOutdated());
  tree.Write("module/version", "");
  EXPECT_TRUE(calls_->IsOutdated());
  calls_->Reattach();
  EXPECT_FALSE(calls_->IsOutdated());
}

// The function is no kernel's: attaching fails, and says so.
TEST_F(DriverCallsTest, SayWhichFunctionCannotBeProbed) {
  FakeTree tree;
  DriverCalls::Options options;
  options.kallsyms = tree.Path("kallsyms");
  options.module = tree.Path("module");
  tree.Write("kallsyms", "0000000000000000 t ncdev_open\t[neuron]\n");
  tree.Write("module/version", "");
  Load(options);
  calls_->Reattach();
  const ProbeReport report = calls_->Reports()[0];
  EXPECT_FALSE(report.status.ok());
  EXPECT_THAT(std::string(report.status.message()), testing::HasSubstr("the probe of ncdev_open"));
  EXPECT_FALSE(calls_->Hears(DRIVER_OPEN));
}

TEST(DriverCalls, AreRefusedToAPlainUserWithTheCure) {
  EXPECT_TRUE(IsRefusedToAPlainUser([] { return DriverCalls::Load({}).status(); }));
}

// With the stand-in driver under it.
class StandInTest : public DriverCallsTest {
 protected:
  void SetUp() override {
    if (!StandInDriver::IsHere()) {
      GTEST_SKIP() << "no stand-in driver here: see docs/vm.md";
    }
    driver_ = std::make_unique<StandInDriver>();
    Load({});
    calls_->Reattach();
  }

  std::unique_ptr<StandInDriver> driver_;
};

TEST_F(StandInTest, IsHeardInEachFunction) {
  for (const ProbeReport& report : calls_->Reports()) {
    EXPECT_TRUE(report.status.ok()) << report.name << ": " << report.status;
  }
  OpenAndClose(driver_->Node(0), O_RDWR);
  driver_->Reset(1);
  EXPECT_TRUE(IsReadable());
  EXPECT_THAT(FunctionsOf(Take()), ElementsAre(DRIVER_OPEN, DRIVER_ATTACH, DRIVER_FLUSH,
                                               DRIVER_DETACH, DRIVER_RELEASE, DRIVER_RESET));
  EXPECT_FALSE(IsReadable());
}

absl::Duration Monotonic() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return absl::DurationFromTimespec(now);
}

TEST_F(StandInTest, TellsWhoCalledWhenAndForWhichNode) {
  struct stat node;
  ASSERT_EQ(stat(driver_->Node(1).c_str(), &node), 0);
  const absl::Duration before = Monotonic();
  OpenAndClose(driver_->Node(1), O_RDONLY);
  const absl::Duration after = Monotonic();
  const std::vector<DriverCall> calls = Take();
  ASSERT_THAT(calls, SizeIs(5));
  for (const DriverCall& call : calls) {
    EXPECT_EQ(call.pid, getpid());
    EXPECT_LE(before, call.at);
    EXPECT_LE(call.at, after);
    const bool is_told = call.function != DRIVER_ATTACH && call.function != DRIVER_DETACH;
    ASSERT_EQ(call.node.has_value(), is_told) << call.function;
    if (is_told) {
      EXPECT_EQ(call.node->major, major(node.st_rdev));
      EXPECT_EQ(call.node->minor, 1u);
    }
  }
}

TEST_F(StandInTest, IsNotHeardOfFreeAccess) {
  OpenAndClose(driver_->Node(0), O_WRONLY);
  OpenAndClose(driver_->Node(0), 3);
  EXPECT_THAT(Take(), IsEmpty());
}

TEST_F(StandInTest, IsHeardWhenAHolderIsKilled) {
  Child child([&] { open(driver_->Node(0).c_str(), O_RDWR); });
  EXPECT_THAT(FunctionsOf(Take()), ElementsAre(DRIVER_OPEN, DRIVER_ATTACH));
  const int pid = child.pid();
  child.End();
  const std::vector<DriverCall> calls = Take();
  EXPECT_THAT(FunctionsOf(calls), ElementsAre(DRIVER_FLUSH, DRIVER_DETACH, DRIVER_RELEASE));
  for (const DriverCall& call : calls) {
    EXPECT_EQ(call.pid, pid);
  }
}

TEST_F(StandInTest, IsHeardAgainOnceItIsLoadedAgain) {
  // Fails if the probes hold it.
  driver_->Unload();
  calls_->Reattach();
  ExpectNothingAttached();
  driver_->Load();
  calls_->Reattach();
  OpenAndClose(driver_->Node(0), O_RDWR);
  EXPECT_THAT(Take(), SizeIs(5));

  // Nobody has noticed that it was gone.
  driver_->Unload();
  driver_->Load();
  calls_->Reattach();
  OpenAndClose(driver_->Node(0), O_RDWR);
  EXPECT_THAT(Take(), SizeIs(5));
}

TEST_F(StandInTest, IsHeardOnceHoweverOftenTheyAreAttached) {
  calls_->Reattach();
  calls_->Reattach();
  OpenAndClose(driver_->Node(0), O_RDWR);
  EXPECT_THAT(Take(), SizeIs(5));
}

TEST_F(StandInTest, IsNotHeardBeyondTheRingWhichCountsWhatItDrops) {
  constexpr std::size_t kCycles = 30;
  DriverCalls::Options options;
  options.ring_bytes = 4096;
  Load(options);
  calls_->Reattach();
  for (std::size_t i = 0; i < kCycles; ++i) {
    OpenAndClose(driver_->Node(0), O_RDWR);
  }
  const std::size_t kept = Take().size();
  EXPECT_GT(kept, 0u);
  EXPECT_LE(kept, options.ring_bytes / sizeof(driver_call_record));
  EXPECT_EQ(kept + calls_->drops(), 5 * kCycles);
  std::uint64_t drops_in_reports = 0;
  for (const ProbeReport& report : calls_->Reports()) {
    drops_in_reports += report.drops;
  }
  EXPECT_EQ(drops_in_reports, calls_->drops());

  OpenAndClose(driver_->Node(0), O_RDWR);
  EXPECT_THAT(Take(), SizeIs(5));
}

}  // namespace
}  // namespace neuron
