#include "agent/device/log_file_follower.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class LogFileFollowerTest : public testing::Test {
 protected:
  LogFileFollowerTest() { clock_.Advance(absl::Hours(1)); }

  void Append(const std::string& bytes) const {
    std::ofstream(path_, std::ios::app | std::ios::binary) << bytes;
  }

  void Follow() {
    follower_ = FollowLogFile(&clock_, path_);
    follower_->Start([this](const KernelRecord& record) { texts_.push_back(record.text); });
  }

  void Tick() { clock_.Advance(absl::Milliseconds(500)); }

  // A line as of now.
  std::string Line(const std::string& text) const {
    return absl::StrCat("3,1,", absl::ToInt64Microseconds(clock_.Monotonic()), ",-;", text, "\n");
  }

  FakeClock clock_;
  TemporaryDirectory directory_;
  const std::string path_ = directory_.Write("kmsg", "");
  std::vector<std::string> texts_;
  std::unique_ptr<KernelLogSource> follower_;
};

TEST_F(LogFileFollowerTest, TellsLinesWithAnyPrefixAsTheyCome) {
  Follow();
  Append("3,1,2,-;a\n[ 3.000001] b\nc\n\n");
  EXPECT_THAT(texts_, IsEmpty());
  Tick();
  EXPECT_THAT(texts_, ElementsAre("a", "b", "c"));
  Tick();
  Append("d\n");
  Tick();
  EXPECT_THAT(texts_, ElementsAre("a", "b", "c", "d"));
  EXPECT_EQ(follower_->status(), absl::OkStatus());
  EXPECT_EQ(follower_->lost(), 0U);
}

TEST_F(LogFileFollowerTest, TellsOfWhatWasThereOnlyWhatIsYoung) {
  Append("3,1,2,-;old\nundated\n" + Line("young"));
  Follow();
  EXPECT_THAT(texts_, ElementsAre("young"));
}

TEST_F(LogFileFollowerTest, WaitsForTheEndOfALine) {
  Follow();
  Append("begin");
  Tick();
  EXPECT_THAT(texts_, IsEmpty());
  Append("ning\n");
  Tick();
  EXPECT_THAT(texts_, ElementsAre("beginning"));
}

TEST_F(LogFileFollowerTest, PassesOverALineThatIsTooLong) {
  Follow();
  Append(std::string(8193, 'x') + "\nshort\n" + std::string(8192, 'y') + "\n");
  Append(std::string(9000, 'x'));
  Tick();
  Append("NEURON_HW_ERR=DMA_ERROR\nlast\n");
  Tick();
  EXPECT_THAT(texts_, ElementsAre("short", std::string(8192, 'y'), "last"));
  EXPECT_EQ(follower_->too_long(), 2U);
}

TEST_F(LogFileFollowerTest, ReadsATruncatedFileFromItsBeginning) {
  Follow();
  Append("first\nunfinished");
  Tick();
  ASSERT_EQ(truncate(path_.c_str(), 0), 0);
  Append("second\n");
  Tick();
  EXPECT_THAT(texts_, ElementsAre("first", "second"));
}

TEST_F(LogFileFollowerTest, ReadsTheFileThatTookThePlaceOfAnother) {
  Follow();
  Append("first\n");
  Tick();
  const std::string other = directory_.Write("other", "second, and longer\n");
  ASSERT_EQ(std::rename(other.c_str(), path_.c_str()), 0);
  Tick();
  EXPECT_THAT(texts_, ElementsAre("first", "second, and longer"));
}

TEST_F(LogFileFollowerTest, LetsOthersWorkDuringAFlood) {
  Follow();
  std::string flood;
  for (int i = 0; i < 100000; ++i) {
    absl::StrAppend(&flood, "3,", i, ",1,-;line\n");
  }
  Append(flood);
  std::size_t most_at_once = 0;
  std::size_t before = 0;
  // What is due at the same moment comes in turn: this callback between two looks of the follower.
  std::unique_ptr<Alarm> alarm;
  const std::function<void()> watch = [&] {
    most_at_once = std::max(most_at_once, texts_.size() - before);
    before = texts_.size();
    if (texts_.size() < 100000) {
      alarm = clock_.CallAfter(absl::ZeroDuration(), watch);
    }
  };
  alarm = clock_.CallAfter(absl::Milliseconds(500), watch);
  Tick();
  EXPECT_EQ(texts_.size(), 100000U);
  EXPECT_LE(most_at_once, 64 * 1024 / 10);
}

TEST_F(LogFileFollowerTest, SaysThatTheFileIsGoneAndGoesOnWhenItIsBack) {
  Follow();
  Append("first\n");
  Tick();
  ASSERT_EQ(unlink(path_.c_str()), 0);
  Tick();
  EXPECT_TRUE(absl::IsNotFound(follower_->status()));
  EXPECT_THAT(std::string(follower_->status().message()), HasSubstr(path_));
  EXPECT_THAT(std::string(follower_->status().message()), HasSubstr("name another by --kmsg"));
  Append("second\n");
  Tick();
  EXPECT_EQ(follower_->status(), absl::OkStatus());
  EXPECT_THAT(texts_, ElementsAre("first", "second"));
}

TEST_F(LogFileFollowerTest, OpensNothingButARegularFile) {
  Follow();
  ASSERT_EQ(unlink(path_.c_str()), 0);
  ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
  Tick();
  EXPECT_TRUE(absl::IsInvalidArgument(follower_->status()));
}

}  // namespace
}  // namespace neuron
