// The watch with real probes in real processes.

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <string>

#include "agent/execution/execution_watch.h"
#include "tests/fakes/temporary_directory.h"
#include "tests/probes/load_failure.h"
#include "tests/probes/nrt_caller.h"

namespace neuron {
namespace {

constexpr char kStandInLibnrt[] = "tests/simulator/libnrt/libnrt.so.1";

class TracedProcessesTest : public ::testing::Test {
 protected:
  void TearDown() override {
    for (const char* name : {"one", "two"}) {
      umount2(directory_.Path(name).c_str(), MNT_DETACH);
    }
  }

  void SetUp() override {
    auto calls = LoadNrtCallsIfSafe();
    // FailedPrecondition: returns may not be probed on this kernel.
    if (IsMachinesLack(calls.status()) || absl::IsFailedPrecondition(calls.status())) {
      GTEST_SKIP() << calls.status();
    }
    ASSERT_TRUE(calls.ok()) << calls.status();
    watch_ = MakeExecutionWatch("/proc", std::move(calls));
  }

  // A copy of the library in a directory of its own.
  std::string Copy(const std::string& name, const char* library = kScriptedLibnrt) {
    const std::string path = directory_.Path(name);
    std::ofstream(path, std::ios::binary) << std::ifstream(library, std::ios::binary).rdbuf();
    return path;
  }

  // Where the image is mounted; empty if it cannot be. Seen by this thread and its children only.
  std::string Overlay(const std::string& image, const std::string& name) {
    const std::string bare = directory_.Path(name + "_layer");
    const std::string merged = directory_.Path(name);
    if (mkdir(bare.c_str(), 0755) != 0 || mkdir(merged.c_str(), 0755) != 0 ||
        unshare(CLONE_NEWNS) != 0 ||
        mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) {
      return "";
    }
    const std::string layers = "lowerdir=" + bare + ":" + image;
    const int error = mount("overlay", merged.c_str(), "overlay", MS_RDONLY, layers.c_str());
    return error == 0 ? merged : "";
  }

  static ProcessId IdOf(const NrtCaller& caller) { return {caller.pid(), caller.start_ticks()}; }

  // Of the process; none is a count that cannot be.
  std::uint64_t Executions(const NrtCaller& caller) {
    for (const ProcessExecutions& read : watch_->Read()) {
      if (read.process == IdOf(caller)) {
        return read.executions;
      }
    }
    return ~0ull;
  }

  TemporaryDirectory directory_;
  std::unique_ptr<ExecutionWatch> watch_;
};

TEST_F(TracedProcessesTest, CountsCopiesOfTheLibraryApartAndOnce) {
  NrtCaller one;
  NrtCaller two;
  ASSERT_EQ(one.Tell("open " + Copy("libnrt.so.1")), "ok");
  ASSERT_EQ(two.Tell("open " + Copy("libnrt.so.2")), "ok");
  watch_->Follow({IdOf(one), IdOf(two)});
  ASSERT_TRUE(watch_->status().ok()) << watch_->status();
  one.Tell("execute 10 0");
  two.Tell("execute 20 0");
  EXPECT_EQ(Executions(one), 10u);
  EXPECT_EQ(Executions(two), 20u);
}

TEST_F(TracedProcessesTest, FindsALibraryThatIsLoadedLater) {
  NrtCaller one;
  watch_->Follow({IdOf(one)});
  EXPECT_EQ(Executions(one), ~0ull);
  ASSERT_EQ(one.Tell("open " + Copy("libnrt.so.1")), "ok");
  watch_->Follow({IdOf(one)});
  one.Tell("execute 10 0");
  EXPECT_EQ(Executions(one), 10u);
}

TEST_F(TracedProcessesTest, CountsADeletedLibrary) {
  const std::string path = Copy("libnrt.so.1");
  NrtCaller one;
  ASSERT_EQ(one.Tell("open " + path), "ok");
  ASSERT_EQ(std::remove(path.c_str()), 0);
  watch_->Follow({IdOf(one)});
  ASSERT_TRUE(watch_->status().ok()) << watch_->status();
  one.Tell("execute 10 0");
  EXPECT_EQ(Executions(one), 10u);
}

TEST_F(TracedProcessesTest, GoesOnWithTheNextProgramOfTheProcess) {
  const std::string path = Copy("libnrt.so.1");
  NrtCaller one;
  ASSERT_EQ(one.Tell("open " + path), "ok");
  watch_->Follow({IdOf(one)});
  one.Tell("execute 10 0");
  one.Tell("hold");
  ASSERT_EQ(one.Tell("exec"), "ok");
  ASSERT_EQ(one.Tell("open " + path), "ok");
  watch_->Follow({IdOf(one)});
  one.Tell("execute 20 0");
  EXPECT_EQ(Executions(one), 30u);
  EXPECT_EQ(watch_->Read()[0].in_flight, 0u);
}

TEST_F(TracedProcessesTest, KeepsTheCountsOfAProcessThatHasEndedWhileItIsListed) {
  NrtCaller one;
  ASSERT_EQ(one.Tell("open " + Copy("libnrt.so.1")), "ok");
  const ProcessId id = IdOf(one);
  watch_->Follow({id});
  one.Tell("execute 10 0");
  one.End();
  watch_->Follow({id});
  ASSERT_EQ(watch_->Read().size(), 1u);
  EXPECT_EQ(watch_->Read()[0].executions, 10u);
  watch_->Follow({});
  EXPECT_TRUE(watch_->Read().empty());
}

// As two containers of one image have their libraries: two names, and one file below them.
TEST_F(TracedProcessesTest, CountsOverlaidCopiesOfOneFileApartAndOnce) {
  const std::string image = directory_.Path("image");
  ASSERT_EQ(mkdir(image.c_str(), 0755), 0);
  Copy("image/libnrt.so.1");
  const std::string merged[] = {Overlay(image, "one"), Overlay(image, "two")};
  if (merged[0].empty() || merged[1].empty()) {
    GTEST_SKIP() << "no overlay can be mounted here";
  }
  NrtCaller one;
  NrtCaller two;
  ASSERT_EQ(one.Tell("open " + merged[0] + "/libnrt.so.1"), "ok");
  ASSERT_EQ(two.Tell("open " + merged[1] + "/libnrt.so.1"), "ok");
  watch_->Follow({IdOf(one), IdOf(two)});
  ASSERT_TRUE(watch_->status().ok()) << watch_->status();
  one.Tell("execute 10 0");
  two.Tell("execute 20 0");
  one.Tell("write 5");
  EXPECT_EQ(Executions(one), 10u);
  EXPECT_EQ(Executions(two), 20u);
  for (const ProcessExecutions& read : watch_->Read()) {
    EXPECT_EQ(read.in_flight, 0u);
    EXPECT_EQ(read.written_bytes, read.process == IdOf(one) ? 5u : 0u);
  }
}

// It answers "uninitialised" where there is no device.
TEST_F(TracedProcessesTest, CountsTheCallsOfTheSimulatorsLibrary) {
  NrtCaller one;
  ASSERT_EQ(one.Tell("open " + Copy("libnrt.so.1", kStandInLibnrt)), "ok");
  watch_->Follow({IdOf(one)});
  one.Tell("execute 10 0");
  one.Tell("repeat 4 0");
  const ProcessExecutions read = watch_->Read().at(0);
  EXPECT_EQ(read.executions, 14u);
  EXPECT_EQ(read.other_statuses, 11u);
}

}  // namespace
}  // namespace neuron
