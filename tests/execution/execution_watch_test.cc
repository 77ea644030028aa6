#include "agent/execution/execution_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/execution/fake_nrt_calls.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ExecutionWatchTest : public ::testing::Test {
 protected:
  ExecutionWatchTest()
      : watch_(MakeExecutionWatch(proc_.Path("proc"), std::make_unique<FakeNrtCalls>(&record_))) {}

  // A process that has mapped this file (of a root that all have in common) as libnrt.
  void Map(int pid, int inode, absl::string_view range = "7f00-7f80") {
    proc_.Write(absl::StrCat("proc/", pid, "/maps"),
                absl::StrCat(range, " r-xp 0 fd:01 ", inode, " /lib/libnrt.so\n"));
    proc_.Write(absl::StrCat("proc/", pid, "/map_files/", range), "");
  }
  std::string Mapping(int pid, absl::string_view range = "7f00-7f80") const {
    return proc_.Path(absl::StrCat("proc/", pid, "/map_files/", range));
  }
  void CountExecutions(int pid, std::uint64_t begun, std::uint64_t returned) {
    record_.rows[pid].begun = begun;
    record_.rows[pid].calls[NRT_EXECUTE] = {returned, 0, returned};
  }

  FakeTree proc_;
  FakeNrtCalls::Record record_;
  std::unique_ptr<ExecutionWatch> watch_;
};

TEST_F(ExecutionWatchTest, CountsWhatIsListed) {
  Map(7, 1);
  Map(8, 2);
  watch_->Follow({{7, 100}});
  EXPECT_TRUE(watch_->status().ok());
  ASSERT_THAT(record_.followed, SizeIs(1));
  EXPECT_EQ(record_.followed.at(7).start_ticks, 100u);
  EXPECT_THAT(record_.followed.at(7).paths, ElementsAre(Mapping(7)));
  CountExecutions(7, 5, 3);
  const auto read = watch_->Read();
  ASSERT_THAT(read, SizeIs(1));
  EXPECT_EQ(read[0].process, (ProcessId{7, 100}));
  EXPECT_EQ(read[0].executions, 3u);
  EXPECT_EQ(read[0].in_flight, 2u);
}

TEST_F(ExecutionWatchTest, ReadsByPid) {
  Map(7, 1);
  Map(8, 1);
  watch_->Follow({{8, 100}, {7, 100}});
  const auto read = watch_->Read();
  ASSERT_THAT(read, SizeIs(2));
  EXPECT_EQ(read[0].process.pid, 7);
}

TEST_F(ExecutionWatchTest, PutsProbesIntoAFileOnce) {
  Map(7, 1);
  Map(8, 1);
  Map(9, 2);
  watch_->Follow({{7, 100}, {8, 100}, {9, 100}});
  watch_->Follow({{7, 100}, {8, 100}, {9, 100}});
  EXPECT_EQ(record_.attachments, 2);
  EXPECT_EQ(record_.followed.at(7).paths, record_.followed.at(8).paths);
  EXPECT_NE(record_.followed.at(7).paths, record_.followed.at(9).paths);
}

TEST_F(ExecutionWatchTest, ForgetsWhatIsNotListed) {
  Map(7, 1);
  Map(8, 2);
  watch_->Follow({{7, 100}, {8, 100}});
  watch_->Follow({{8, 100}});
  EXPECT_THAT(record_.followed, SizeIs(1));
  EXPECT_THAT(record_.attached, ElementsAre(Mapping(8)));
  EXPECT_THAT(watch_->Read(), SizeIs(1));
  watch_->Follow({});
  EXPECT_THAT(record_.attached, IsEmpty());
  EXPECT_THAT(watch_->Read(), IsEmpty());
}

TEST_F(ExecutionWatchTest, TakesAProcessWithTheSameNumberForAnother) {
  Map(7, 1);
  watch_->Follow({{7, 100}});
  CountExecutions(7, 5, 5);
  watch_->Follow({{7, 200}});
  EXPECT_TRUE(watch_->status().ok()) << watch_->status();
  EXPECT_EQ(record_.followed.at(7).start_ticks, 200u);
  EXPECT_EQ(watch_->Read()[0].executions, 0u);
}

TEST_F(ExecutionWatchTest, LooksAgainAtAProcessWithoutTheLibrary) {
  proc_.Write("proc/7/maps", "");
  watch_->Follow({{7, 100}});
  EXPECT_TRUE(watch_->status().ok());
  EXPECT_THAT(watch_->Read(), IsEmpty());
  Map(7, 1);
  watch_->Follow({{7, 100}});
  EXPECT_THAT(watch_->Read(), SizeIs(1));
}

TEST_F(ExecutionWatchTest, KeepsTheCountsOfAProcessThatRunsAnotherProgram) {
  Map(7, 1);
  watch_->Follow({{7, 100}});
  CountExecutions(7, 5, 3);
  proc_.Remove("proc/7");
  Map(7, 1, "5500-5580");
  watch_->Follow({{7, 100}});
  EXPECT_EQ(watch_->Read()[0].executions, 3u);
  EXPECT_EQ(watch_->Read()[0].in_flight, 0u);
  CountExecutions(7, 4, 4);
  EXPECT_EQ(watch_->Read()[0].executions, 7u);
  EXPECT_EQ(record_.attachments, 1);
}

TEST_F(ExecutionWatchTest, KeepsTheLastCountsOfAProcessThatIsGone) {
  Map(7, 1);
  watch_->Follow({{7, 100}});
  CountExecutions(7, 3, 3);
  proc_.Remove("proc/7");
  watch_->Follow({{7, 100}});
  EXPECT_TRUE(watch_->status().ok());
  EXPECT_EQ(watch_->Read()[0].executions, 3u);
}

// As a zombie's maps are.
TEST_F(ExecutionWatchTest, KeepsTheLastCountsOfAProcessThatHasUnmappedAll) {
  Map(7, 1);
  watch_->Follow({{7, 100}});
  CountExecutions(7, 3, 2);
  proc_.Remove("proc/7");
  proc_.Write("proc/7/maps", "");
  watch_->Follow({{7, 100}});
  EXPECT_EQ(watch_->Read()[0].executions, 2u);
  EXPECT_EQ(watch_->Read()[0].in_flight, 0u);
  EXPECT_THAT(record_.attached, IsEmpty());
}

TEST_F(ExecutionWatchTest, NamesAProcessThatItCannotCount) {
  Map(7, 1);
  record_.follow_status = absl::ResourceExhaustedError("no more than 128");
  watch_->Follow({{7, 100}});
  EXPECT_EQ(watch_->status(), absl::ResourceExhaustedError("trace process 7: no more than 128"));
  record_.follow_status = absl::OkStatus();
  watch_->Follow({{7, 100}});
  EXPECT_TRUE(watch_->status().ok());
  EXPECT_THAT(watch_->Read(), SizeIs(1));
}

TEST_F(ExecutionWatchTest, TriesAFileWithoutTheFunctionsOnce) {
  Map(7, 1);
  record_.attach_status = absl::NotFoundError("no nrt_execute");
  watch_->Follow({{7, 100}});
  watch_->Follow({{7, 100}});
  EXPECT_TRUE(absl::IsNotFound(watch_->status()));
  EXPECT_EQ(record_.attachments, 1);
}

TEST_F(ExecutionWatchTest, TriesAgainWhereTheFileIsNotAtFault) {
  Map(7, 1);
  record_.attach_status = absl::ResourceExhaustedError("too many open files");
  watch_->Follow({{7, 100}});
  record_.attach_status = absl::OkStatus();
  watch_->Follow({{7, 100}});
  EXPECT_TRUE(watch_->status().ok());
}

TEST_F(ExecutionWatchTest, PassesOnTheReportsOfTheProbes) {
  EXPECT_THAT(watch_->Reports(), SizeIs(1));
}

TEST(MakeExecutionWatch, CountsNothingWithoutProbesAndSaysWhy) {
  const absl::Status why = absl::FailedPreconditionError("seccomp kills");
  const auto watch = MakeExecutionWatch("/proc", why);
  watch->Follow({{1, 1}});
  EXPECT_EQ(watch->status(), why);
  EXPECT_THAT(watch->Read(), IsEmpty());
  ASSERT_THAT(watch->Reports(), SizeIs(1));
  EXPECT_EQ(watch->Reports()[0].status, why);
}

}  // namespace
}  // namespace neuron
