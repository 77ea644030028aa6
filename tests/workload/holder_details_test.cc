#include "agent/workload/holder_details.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "tests/fakes/fake_proc.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int kPid = FakeProc::kFirstPid;

class AddDetailsTest : public testing::Test {
 protected:
  // A child of `parent`.
  void AddProcess(int pid, int parent, unsigned long start_ticks, char state = 'S') {
    proc_.AddProcess(pid, "train", start_ticks);
    proc_.tree().Write(
        absl::StrCat("proc/", pid, "/stat"),
        absl::StrCat(pid, " (a ) b) ", std::string(1, state), " ", parent,
                     " 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 ", start_ticks, " 1 1\n"));
  }

  Holder Describe(int pid, std::uint64_t start_ticks, const Reading<std::string>& container = {}) {
    HolderScan scan;
    scan.holders.resize(1);
    scan.holders[0].pid = pid;
    scan.holders[0].start_ticks = start_ticks;
    AddDetails(
        proc_.path(),
        [&](const std::string& proc, int asked) {
          EXPECT_EQ(proc, proc_.path());
          EXPECT_EQ(asked, pid);
          return container;
        },
        &scan);
    return scan.holders[0];
  }

  FakeProc proc_;
};

TEST_F(AddDetailsTest, TellsTheStateAndTheContainer) {
  AddProcess(kPid, 1, 70, 'D');
  const Holder holder = Describe(kPid, 70, std::string("a"));
  EXPECT_EQ(holder.state, Reading<char>('D'));
  EXPECT_EQ(holder.container, Reading<std::string>(std::string("a")));
}

TEST_F(AddDetailsTest, TellsWhatAProcessUsesOfTheHost) {
  AddProcess(kPid, 1, 70);
  proc_.tree().Write(
      absl::StrCat("proc/", kPid, "/stat"),
      absl::StrCat(kPid, " (a) S 1 1 1 0 -1 0 0 0 0 0 150 50 7 8 20 0 1 0 70 1 3\n"));
  const Holder holder = Describe(kPid, 70);
  EXPECT_EQ(holder.cpu_time, Reading<absl::Duration>(absl::Seconds(200) / sysconf(_SC_CLK_TCK)));
  EXPECT_EQ(holder.memory_bytes,
            Reading<std::uint64_t>(3 * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE))));
}

TEST_F(AddDetailsTest, PassesOnThatTheContainerIsNotKnown) {
  AddProcess(kPid, 1, 70);
  const auto unknown = Reading<std::string>::Unknown(absl::PermissionDeniedError("no"));
  const Holder holder = Describe(kPid, 70, unknown);
  EXPECT_EQ(holder.container, unknown);
  EXPECT_TRUE(holder.state.has_value());
}

TEST_F(AddDetailsTest, KnowsNothingOfAProcessThatHasEnded) {
  const Holder holder = Describe(kPid, 70, std::string("a"));
  EXPECT_TRUE(absl::IsNotFound(holder.state.why()));
  EXPECT_TRUE(absl::IsNotFound(holder.cpu_time.why()));
  EXPECT_TRUE(absl::IsNotFound(holder.memory_bytes.why()));
  EXPECT_TRUE(absl::IsNotFound(holder.container.why()));
}

TEST_F(AddDetailsTest, DoesNotTakeAnotherProcessWithItsPidForIt) {
  AddProcess(kPid, 1, 71);
  EXPECT_TRUE(absl::IsNotFound(Describe(kPid, 70, std::string("a")).container.why()));
  EXPECT_TRUE(absl::IsNotFound(Describe(kPid, 0, std::string("a")).state.why()));
}

TEST_F(AddDetailsTest, NamesTheAncestorsOfAProcessInNoContainer) {
  AddProcess(kPid, kPid + 2, 70);
  AddProcess(kPid + 2, kPid + 1, 60);
  AddProcess(kPid + 1, 0, 50);
  EXPECT_THAT(Describe(kPid, 70).ancestors,
              ElementsAre(ProcessId{kPid + 2, 60}, ProcessId{kPid + 1, 50}));
  EXPECT_THAT(Describe(kPid, 70, std::string("a")).ancestors, IsEmpty());
}

TEST_F(AddDetailsTest, EndsWithAncestorsThatAreEachOthers) {
  AddProcess(kPid, kPid + 1, 70);
  AddProcess(kPid + 1, kPid, 60);
  EXPECT_THAT(Describe(kPid, 70).ancestors, SizeIs(testing::Lt(100)));
}

}  // namespace
}  // namespace neuron
