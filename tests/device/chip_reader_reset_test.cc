// What is read, and believed, of a chip in reset, and what stays open.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <csignal>
#include <memory>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/device/chip_reader.h"
#include "tests/device/counter_tree.h"

namespace neuron {
namespace {

using testing::HasSubstr;

using Count = Reading<std::uint64_t>;

const CounterGroups kAll(true);

// Fails every read with EIO.
constexpr char kBroken[] = "/proc/self/mem";

class ChipReaderResetTest : public testing::Test {
 protected:
  void MakeReader(bool keep_open = false) {
    auto tree = std::make_shared<TreeIndex>(TreeIndex::Walk(tree_.Path("neuron0")).value());
    reader_ = std::make_unique<ChipReader>(std::move(tree), Count::Absent(), keep_open);
  }

  void Read(const CounterGroups& groups = kAll) {
    if (reader_ == nullptr) MakeReader();
    reader_->Read(groups, absl::UnixEpoch(), &counters_);
  }

  void PutLink(const std::string& path, const std::string& target) {
    tree_.Remove(path);
    ASSERT_EQ(symlink(target.c_str(), tree_.Path(path).c_str()), 0);
  }

  // Reads while `event` happens, just before the file of SRAM errors is opened: whoever opens it
  // waits until its lease is given back, and SIGIO says that somebody does.
  template <typename F>
  void ReadMeanwhile(F event) {
    if (reader_ == nullptr) MakeReader();
    tree_.Write(kSramEccPath, "4\n");
    sigset_t opening;
    sigemptyset(&opening);
    sigaddset(&opening, SIGIO);
    ASSERT_EQ(pthread_sigmask(SIG_BLOCK, &opening, nullptr), 0);
    const UniqueFd file(open(tree_.Path(kSramEccPath).c_str(), O_RDWR | O_CLOEXEC));
    ASSERT_EQ(fcntl(file.get(), F_SETLEASE, F_WRLCK), 0);
    std::thread driver([&] {
      int signal;
      EXPECT_EQ(sigwait(&opening, &signal), 0);
      event();
      EXPECT_EQ(fcntl(file.get(), F_SETLEASE, F_UNLCK), 0);
    });
    Read();
    driver.join();
  }

  void ExpectErrorsUnknown(const std::string& why) {
    for (std::size_t i = 0; i < kEccTallies; ++i) {
      const Count& count = counters_.ecc[static_cast<EccTally>(i)];
      EXPECT_TRUE(absl::IsUnavailable(count.why())) << i << count.why();
      EXPECT_THAT(std::string(count.why().message()), HasSubstr(why));
    }
    EXPECT_THAT(std::string(counters_.ecc[EccTally::kHbmUncorrected].why().message()),
                HasSubstr(tree_.Path(kHbmEccPath)));
    EXPECT_EQ(counters_.cores[0].tallies[CoreTally::kSuccess], Count(20000));
  }

  FakeTree tree_{{ChipThatCounts()}};
  std::unique_ptr<ChipReader> reader_;
  ChipCounters counters_;
};

TEST_F(ChipReaderResetTest, DoesNotOpenTheFilesOfMemoryErrors) {
  tree_.Write(kResetPath, "0\n");
  MakeReader();
  const UniqueFd watch(inotify_init1(IN_NONBLOCK));
  const std::string directory = tree_.Path("neuron0/stats/hardware");
  ASSERT_GE(inotify_add_watch(watch.get(), directory.c_str(), IN_OPEN), 0);
  Read();
  char events[4096];
  EXPECT_LT(read(watch.get(), events, sizeof(events)), 0);
  ExpectErrorsUnknown("in reset");
  EXPECT_EQ(counters_.reset_state, Reading<ResetState>(ResetState::kResetting));
  tree_.Write(kResetPath, "1\n");
  Read();
  EXPECT_GT(read(watch.get(), events, sizeof(events)), 0);
  EXPECT_EQ(counters_.ecc[EccTally::kSramUncorrected], Count(1000));
}

TEST_F(ChipReaderResetTest, LooksAtResetEvenIfOnlyCorrectedErrorsAreRead) {
  tree_.Write(kResetPath, "0\n");
  CounterGroups events;
  events[CounterGroup::kEvents] = true;
  Read(events);
  EXPECT_TRUE(counters_.ecc[EccTally::kSramCorrected].is_unknown());
  EXPECT_TRUE(counters_.ecc[EccTally::kSramUncorrected].is_absent());
  EXPECT_TRUE(counters_.reset_state.is_absent());
}

TEST_F(ChipReaderResetTest, DoesNotBelieveErrorsReadWhileAResetBegan) {
  ReadMeanwhile([this] { tree_.Write(kResetPath, "0\n"); });
  ExpectErrorsUnknown("meanwhile");
}

TEST_F(ChipReaderResetTest, DoesNotBelieveErrorsReadWhileAResetCameAndWent) {
  ReadMeanwhile([this] { tree_.Write(kResetRequestsPath, "20026\n"); });
  ExpectErrorsUnknown("meanwhile");
}

TEST_F(ChipReaderResetTest, BelievesErrorsWhereNothingHappened) {
  ReadMeanwhile([] {});
  EXPECT_EQ(counters_.ecc[EccTally::kSramUncorrected], Count(4));
  EXPECT_EQ(counters_.ecc[EccTally::kHbmCorrected], Count(1004));
}

TEST_F(ChipReaderResetTest, GoesByTheCountWhereResetCannotBeRead) {
  MakeReader();
  PutLink(kResetPath, kBroken);
  Read();
  EXPECT_TRUE(counters_.reset_state.is_unknown());
  EXPECT_EQ(counters_.ecc[EccTally::kSramUncorrected], Count(1000));
  ReadMeanwhile([this] { tree_.Write(kResetRequestsPath, "20026\n"); });
  ExpectErrorsUnknown("meanwhile");
}

TEST_F(ChipReaderResetTest, ReadsErrorsWhereThereIsNeitherResetNorCount) {
  tree_.Remove(kResetPath);
  tree_.Remove(absl::StrCat("neuron0/neuron_core0/stats/other_info"));
  Read();
  EXPECT_TRUE(counters_.reset_state.is_absent());
  EXPECT_EQ(counters_.ecc[EccTally::kSramUncorrected], Count(1000));
}

TEST_F(ChipReaderResetTest, FindsErrorsAbsentIfTheDriverLeavesMeanwhile) {
  ReadMeanwhile([this] { tree_.Remove("neuron0"); });
  // Its value is of a moment that nothing vouches for.
  EXPECT_TRUE(counters_.ecc[EccTally::kSramUncorrected].is_unknown());
  EXPECT_TRUE(counters_.cores[0].tallies[CoreTally::kSuccess].is_absent());
}

// Another file in its place: whoever has the old one open does not see it.
void Replace(FakeTree* tree, const std::string& path, const std::string& bytes) {
  tree->Move(path, absl::StrCat("old/", path));
  tree->Write(path, bytes);
}

TEST_F(ChipReaderResetTest, KeepsOpenTheFastFilesAndNoOther) {
  MakeReader(true);
  Read();
  for (const char* path : {kTimeoutPath, kHbmEccPath, kBadInputPath, kSramCorrectedPath}) {
    Replace(&tree_, path, "5\n");
  }
  Replace(&tree_, kResetPath, "2\n");
  Read();
  EXPECT_EQ(counters_.cores[0].tallies[CoreTally::kTimeout], Count(20002));
  EXPECT_EQ(counters_.ecc[EccTally::kHbmUncorrected], Count(1001));
  EXPECT_EQ(counters_.reset_state, Reading<ResetState>(ResetState::kReady));
  EXPECT_EQ(counters_.cores[0].tallies[CoreTally::kBadInput], Count(5));
  EXPECT_EQ(counters_.ecc[EccTally::kSramCorrected], Count(5));
}

TEST_F(ChipReaderResetTest, OpensNothingForTheFastGroupOnceItIsKeptOpen) {
  MakeReader(true);
  Read();
  tree_.Move("neuron0", "gone");
  CounterGroups fast;
  fast[CounterGroup::kFast] = true;
  counters_ = ChipCounters();
  Read(fast);
  EXPECT_EQ(counters_.cores[0].tallies[CoreTally::kSuccess], Count(20000));
  EXPECT_EQ(counters_.ecc[EccTally::kSramUncorrected], Count(1000));
  EXPECT_EQ(counters_.reset_state, Reading<ResetState>(ResetState::kReady));
}

TEST_F(ChipReaderResetTest, ReadsWhatIsKeptOpenAfresh) {
  MakeReader(true);
  Read();
  tree_.Write(kTimeoutPath, "5\n");
  Read();
  EXPECT_EQ(counters_.cores[0].tallies[CoreTally::kTimeout], Count(5));
}

TEST_F(ChipReaderResetTest, KeepsNothingOpenUnlessTold) {
  const std::size_t before = ListDirectory("/proc/self/fd").value().size();
  MakeReader(false);
  Read();
  EXPECT_EQ(ListDirectory("/proc/self/fd").value().size(), before);
  MakeReader(true);
  Read();
  // `reset` and how often it was asked for, 3 errors, 3 of the firmware, 9 of each core.
  EXPECT_EQ(ListDirectory("/proc/self/fd").value().size(), before + 26);
  reader_.reset();
  EXPECT_EQ(ListDirectory("/proc/self/fd").value().size(), before);
}

TEST_F(ChipReaderResetTest, OpensAnewOnTheNextPassWhatFailed) {
  const auto timeouts = [this] { return counters_.cores[0].tallies[CoreTally::kTimeout]; };
  MakeReader(true);
  PutLink(kTimeoutPath, kBroken);
  Read();
  EXPECT_TRUE(timeouts().is_unknown());
  tree_.Remove(kTimeoutPath);
  tree_.Write(kTimeoutPath, "5\n");
  Read();
  EXPECT_EQ(timeouts(), Count(5));
}

}  // namespace
}  // namespace neuron
