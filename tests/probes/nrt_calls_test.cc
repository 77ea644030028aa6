#include "probes/nrt_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <memory>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "tests/fakes/temporary_directory.h"
#include "tests/probes/load_failure.h"
#include "tests/probes/nrt_caller.h"

namespace neuron {
namespace {

std::string CopyTo(const std::string& path) {
  std::ofstream(path, std::ios::binary) << std::ifstream(kScriptedLibnrt, std::ios::binary).rdbuf();
  return path;
}

// The kernel is slow to take probes out: all tests share those of one library.
class NrtCallsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new TemporaryDirectory;
    path_ = CopyTo(directory_->Path("libnrt.so.1"));
    auto calls = NrtCalls::Load();
    why_not_ = calls.status();
    if (calls.ok()) {
      calls_ = *std::move(calls);
      library_ = calls_->Attach(path_).value();
    }
  }
  static void TearDownTestSuite() {
    library_.reset();
    calls_.reset();
    delete directory_;
  }

  void SetUp() override {
    if (IsMachinesLack(why_not_)) {
      GTEST_SKIP() << why_not_;
    }
    ASSERT_TRUE(why_not_.ok()) << why_not_;
  }

  std::unique_ptr<NrtCalls::Process> Follow(const NrtCaller& caller) {
    return calls_->Follow(caller.pid(), caller.start_ticks(), {library_.get()}).value();
  }

  // A process that has the library open, and counts of it.
  struct Followed {
    NrtCaller caller;
    std::unique_ptr<NrtCalls::Process> process;
  };
  std::unique_ptr<Followed> Start() {
    auto followed = std::make_unique<Followed>();
    EXPECT_EQ(followed->caller.Tell("open " + path_), "ok");
    followed->process = Follow(followed->caller);
    return followed;
  }

  static inline TemporaryDirectory* directory_ = nullptr;
  static inline std::string path_;
  static inline absl::Status why_not_;
  static inline std::unique_ptr<NrtCalls> calls_;
  static inline std::unique_ptr<NrtCalls::Library> library_;
};

TEST_F(NrtCallsTest, CountsExecutionsByTheirStatus) {
  const auto one = Start();
  const std::map<int, int> places = {
      {0, NRT_STATUS_SUCCESS}, {6, NRT_STATUS_6},           {101, NRT_STATUS_101},
      {1200, NRT_STATUS_1200}, {1203, NRT_STATUS_1200 + 3}, {1206, NRT_STATUS_1206},
      {13, NRT_STATUS_OTHER},
  };
  for (const auto& [status, place] : places) {
    ASSERT_EQ(one->caller.Tell("execute 3 " + std::to_string(status)), "ok");
    EXPECT_EQ(one->process->Read().statuses[place], 3u) << status;
  }
  one->caller.Tell("execute 2 1199");
  one->caller.Tell("execute 2 1207");
  const nrt_row row = one->process->Read();
  EXPECT_EQ(row.statuses[NRT_STATUS_OTHER], 7u);
  EXPECT_EQ(row.calls[NRT_EXECUTE].calls, 25u);
  EXPECT_EQ(row.calls[NRT_EXECUTE].failures, 22u);
  EXPECT_EQ(row.calls[NRT_EXECUTE].amount, 25u);
}

TEST_F(NrtCallsTest, CountsARepeatAsOneCallOfManyExecutions) {
  const auto one = Start();
  one->caller.Tell("repeat 5 0");
  const nrt_row row = one->process->Read();
  EXPECT_EQ(row.calls[NRT_EXECUTE_REPEAT].calls, 1u);
  EXPECT_EQ(row.calls[NRT_EXECUTE_REPEAT].amount, 5u);
  EXPECT_EQ(row.calls[NRT_EXECUTE].calls, 0u);
  EXPECT_EQ(row.begun, 1u);
  EXPECT_EQ(std::accumulate(row.latencies, row.latencies + NRT_LATENCIES, 0ull), 1u);
}

TEST_F(NrtCallsTest, CountsLoadsOnceThoughOneFunctionCallsTheOther) {
  const auto one = Start();
  one->caller.Tell("load 0");
  one->caller.Tell("load 4");
  one->caller.Tell("collectives 0");
  const nrt_row row = one->process->Read();
  EXPECT_EQ(row.calls[NRT_LOAD].calls, 3u);
  EXPECT_EQ(row.calls[NRT_LOAD].failures, 1u);
  EXPECT_EQ(row.abandoned, 0u);
}

TEST_F(NrtCallsTest, CountsWhatIsNotTimed) {
  const auto one = Start();
  for (const char* command :
       {"init 0", "init 2", "schedule 7", "unload", "close", "read 1000", "read 24", "write 4096",
        "allocate 0 10", "allocate 1 20", "allocate 2 40", "allocate 3 80"}) {
    ASSERT_EQ(one->caller.Tell(command), "ok");
  }
  const nrt_row row = one->process->Read();
  EXPECT_EQ(row.calls[NRT_INIT].calls, 2u);
  EXPECT_EQ(row.calls[NRT_INIT].failures, 1u);
  EXPECT_EQ(row.calls[NRT_SCHEDULE].calls, 7u);
  EXPECT_EQ(row.calls[NRT_UNLOAD].calls, 1u);
  EXPECT_EQ(row.calls[NRT_CLOSE].calls, 1u);
  EXPECT_EQ(row.calls[NRT_READ].calls, 2u);
  EXPECT_EQ(row.calls[NRT_READ].amount, 1024u);
  EXPECT_EQ(row.calls[NRT_WRITE].amount, 4096u);
  EXPECT_EQ(row.calls[NRT_ALLOCATE_DEVICE].amount, 10u);
  EXPECT_EQ(row.calls[NRT_ALLOCATE_HOST].amount, 20u);
  EXPECT_EQ(row.calls[NRT_ALLOCATE_VIRTUAL].amount, 40u);
}

TEST_F(NrtCallsTest, SeesAnExecutionWhileItRuns) {
  const auto one = Start();
  one->caller.Tell("hold");
  EXPECT_EQ(one->process->Read().begun, 1u);
  EXPECT_EQ(one->process->Read().calls[NRT_EXECUTE].calls, 0u);
  one->caller.Tell("release");
  EXPECT_EQ(one->process->Read().begun, 1u);
  EXPECT_EQ(one->process->Read().calls[NRT_EXECUTE].calls, 1u);
}

TEST_F(NrtCallsTest, PutsALatencyInItsPlace) {
  const auto one = Start();
  one->caller.Tell("hold");
  usleep(3000);
  one->caller.Tell("release");
  const nrt_row row = one->process->Read();
  int place = 0;
  while ((row.busy_ns >> NRT_LATENCY_SHIFT >> place) != 0) {
    ++place;
  }
  EXPECT_GE(row.busy_ns, 3'000'000u);
  EXPECT_EQ(row.latencies[place], 1u) << row.busy_ns;
}

TEST_F(NrtCallsTest, KeepsProcessesOfOneFileApart) {
  const auto one = Start();
  const auto two = Start();
  NrtCaller stranger;
  stranger.Tell("open " + path_);
  stranger.Tell("execute 100 0");
  one->caller.Tell("execute 10 0");
  two->caller.Tell("execute 20 0");
  EXPECT_EQ(one->process->Read().begun, 10u);
  EXPECT_EQ(two->process->Read().begun, 20u);
}

TEST_F(NrtCallsTest, CountsACopyOfTheLibraryByItself) {
  const std::string copy = CopyTo(directory_->Path("copy.so"));
  const auto library = calls_->Attach(copy).value();
  const auto one = Start();
  NrtCaller other;
  other.Tell("open " + copy);
  const auto process = calls_->Follow(other.pid(), other.start_ticks(), {library.get()}).value();
  one->caller.Tell("execute 10 0");
  other.Tell("execute 20 0");
  EXPECT_EQ(one->process->Read().begun, 10u);
  EXPECT_EQ(process->Read().begun, 20u);
}

// As the files of two containers of one image may be known to a kernel by two numbers.
TEST_F(NrtCallsTest, CountsOnceWhereOneFileHasTwoNames) {
  const std::string name = directory_->Path("other_name.so");
  ASSERT_EQ(link(path_.c_str(), name.c_str()), 0);
  const auto same = calls_->Attach(name).value();
  const auto one = Start();
  one->caller.Tell("execute 10 0");
  one->caller.Tell("write 5");
  const nrt_row row = one->process->Read();
  EXPECT_EQ(row.calls[NRT_EXECUTE].calls, 10u);
  EXPECT_EQ(row.begun, 10u);
  EXPECT_EQ(row.calls[NRT_WRITE].amount, 5u);
}

TEST_F(NrtCallsTest, LeavesChildrenOut) {
  const auto one = Start();
  one->caller.Tell("execute 1 0");
  ASSERT_EQ(one->caller.Tell("fork 10"), "ok");
  ASSERT_EQ(one->caller.Tell("share 10"), "ok");
  EXPECT_EQ(one->process->Read().begun, 1u);
}

TEST_F(NrtCallsTest, LeavesOutAProcessThatHasOnlyTheNumber) {
  NrtCaller caller;
  caller.Tell("open " + path_);
  const auto process =
      calls_->Follow(caller.pid(), caller.start_ticks() - 1, {library_.get()}).value();
  caller.Tell("execute 10 0");
  caller.Tell("write 5");
  EXPECT_EQ(process->Read().begun, 0u);
  EXPECT_EQ(process->Read().calls[NRT_WRITE].calls, 0u);
}

TEST_F(NrtCallsTest, GoesOnWhenTheProcessRunsAnotherProgram) {
  const auto one = Start();
  one->caller.Tell("execute 10 0");
  ASSERT_EQ(one->caller.Tell("exec"), "ok");
  one->caller.Tell("open " + path_);
  one->caller.Tell("execute 20 0");
  EXPECT_EQ(one->process->Read().begun, 30u);
}

TEST_F(NrtCallsTest, LosesNothingAt200000CallsASecond) {
  const auto one = Start();
  ASSERT_EQ(one->caller.Tell("threads 8 25000 25000"), "ok");
  const nrt_row row = one->process->Read();
  EXPECT_EQ(row.begun, 200'000u);
  EXPECT_EQ(row.calls[NRT_EXECUTE].calls, 200'000u);
  EXPECT_EQ(row.statuses[NRT_STATUS_SUCCESS], 200'000u);
  EXPECT_EQ(std::accumulate(row.latencies, row.latencies + NRT_LATENCIES, 0ull), 200'000u);
  EXPECT_EQ(row.missed, 0u);
  EXPECT_EQ(row.abandoned, 0u);
}

TEST_F(NrtCallsTest, KeepsTheLastCountsOfAProcessThatHasEnded) {
  const auto one = Start();
  one->caller.Tell("execute 10 0");
  one->caller.End();
  EXPECT_EQ(one->process->Read().begun, 10u);
}

TEST_F(NrtCallsTest, CountsFromZeroAgain) {
  const auto one = Start();
  one->caller.Tell("execute 10 0");
  for (std::size_t i = 0; i <= NrtCalls::kMaxProcesses; ++i) {
    one->process.reset();
    one->process = Follow(one->caller);
    ASSERT_EQ(one->process->Read().begun, 0u);
  }
  one->caller.Tell("execute 3 0");
  EXPECT_EQ(one->process->Read().begun, 3u);
}

TEST_F(NrtCallsTest, DoesNotSeeACallEndThatBeganBefore) {
  const auto one = Start();
  one->process.reset();
  one->caller.Tell("hold");
  one->process = Follow(one->caller);
  one->caller.Tell("release");
  EXPECT_EQ(one->process->Read().calls[NRT_EXECUTE].calls, 0u);
}

TEST_F(NrtCallsTest, ForgetsACallThatBeganWhenTheProcessWasFollowedBefore) {
  const auto one = Start();
  one->caller.Tell("hold");
  one->process.reset();
  one->process = Follow(one->caller);
  one->caller.Tell("release");
  one->caller.Tell("execute 2 0");
  const nrt_row row = one->process->Read();
  EXPECT_EQ(row.calls[NRT_EXECUTE].calls, 2u);
  EXPECT_EQ(row.abandoned, 0u);
}

TEST_F(NrtCallsTest, RefusesMoreProcessesThanItHasRowsFor) {
  std::vector<std::unique_ptr<NrtCalls::Process>> processes;
  constexpr int kNoPid = 5'000'000;
  for (std::size_t i = 0; i < NrtCalls::kMaxProcesses; ++i) {
    processes.push_back(calls_->Follow(kNoPid + static_cast<int>(i), 1, {}).value());
  }
  EXPECT_TRUE(absl::IsResourceExhausted(calls_->Follow(1, 1, {}).status()));
  processes.pop_back();
  EXPECT_TRUE(calls_->Follow(1, 1, {}).ok());
}

TEST_F(NrtCallsTest, FindsNothingInAnotherFile) {
  EXPECT_TRUE(absl::IsNotFound(calls_->Attach("tests/probes/nrt_caller_main").status()));
  EXPECT_TRUE(absl::IsNotFound(calls_->Attach(directory_->Path("none.so")).status()));
}

TEST_F(NrtCallsTest, OpensNothingButARegularFile) {
  const std::string pipe = directory_->Path("pipe.so");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const absl::Status status = calls_->Attach(pipe).status();
  EXPECT_TRUE(absl::IsNotFound(status)) << status;
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("is no regular file"));
}

TEST_F(NrtCallsTest, LeavesOutFunctionsThatTheLibraryLacks) {
  const auto calls = NrtCalls::Load().value();
  const auto library = calls->Attach("tests/probes/corpus/elf/endbr").value();
  std::map<std::string, absl::Status> reports;
  for (const ProbeReport& report : calls->Reports()) {
    reports[report.name] = report.status;
  }
  EXPECT_TRUE(reports.at("uprobe:nrt_execute").ok());
  EXPECT_TRUE(reports.at("uretprobe:nrt_*").ok());
  EXPECT_TRUE(absl::IsNotFound(reports.at("uprobe:nrt_unload"))) << reports["uprobe:nrt_unload"];
}

// Another thread takes the probes out, some time later.
TEST_F(NrtCallsTest, StopsCountingWithoutTheLibrary) {
  const std::string path = CopyTo(directory_->Path("gone.so"));
  auto library = calls_->Attach(path).value();
  NrtCaller caller;
  caller.Tell("open " + path);
  const auto process = calls_->Follow(caller.pid(), caller.start_ticks(), {library.get()}).value();
  caller.Tell("execute 10 0");
  library.reset();
  std::uint64_t before = 0;
  for (int i = 0; i < 1000 && process->Read().begun > before; ++i) {
    before = process->Read().begun;
    usleep(10'000);
    ASSERT_EQ(caller.Tell("execute 1 0"), "ok");
  }
  EXPECT_GE(before, 10u);
  EXPECT_EQ(process->Read().begun, before);
}

TEST_F(NrtCallsTest, ReportsItsPrograms) {
  const auto calls = NrtCalls::Load().value();
  EXPECT_EQ(calls->Reports().size(), 11u);
  for (const ProbeReport& report : calls->Reports()) {
    EXPECT_TRUE(absl::IsNotFound(report.status)) << report.name;
  }
  auto library = calls->Attach(path_).value();
  std::set<std::string> names;
  for (const ProbeReport& report : calls->Reports()) {
    EXPECT_TRUE(report.status.ok()) << report.name << ": " << report.status;
    EXPECT_EQ(report.drops, 0u);
    names.insert(report.name);
  }
  EXPECT_EQ(names.count("uprobe:nrt_execute"), 1u);
  EXPECT_EQ(names.count("uretprobe:nrt_*"), 1u);
  library.reset();
  for (const ProbeReport& report : calls->Reports()) {
    EXPECT_TRUE(absl::IsNotFound(report.status)) << report.name;
  }
}

TEST(NrtCalls, IsRefusedToAPlainUserWithTheCure) {
  EXPECT_TRUE(IsRefusedToAPlainUser([] { return NrtCalls::Load().status(); }));
}

}  // namespace
}  // namespace neuron
