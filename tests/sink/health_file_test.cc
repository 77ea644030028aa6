#include "agent/sink/health_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "absl/strings/match.h"
#include "agent/base/file.h"
#include "gtest/gtest.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

class HealthFileTest : public testing::Test {
 protected:
  // The file's "timestamp" tells its versions apart.
  void See(NodeHealth health = NodeHealth::kDegraded) {
    auto snapshot = std::make_shared<Snapshot>(ExampleSnapshot());
    snapshot->taken_at = clock_.Now();
    snapshot->health = health;
    file_->Accept(std::move(snapshot));
  }
  std::string Read() const { return ReadFile(path_, 1 << 20).value_or(""); }
  bool Exists() const { return access(path_.c_str(), F_OK) == 0; }

  FakeClock clock_;
  TemporaryDirectory folder_;
  std::string path_ = folder_.path() + "/neuron-metrics.json";
  std::unique_ptr<HealthFile> file_ = std::make_unique<HealthFile>(path_, &clock_);
};

TEST_F(HealthFileTest, IsThereFromTheFirstSnapshotOnForAllToRead) {
  EXPECT_FALSE(Exists());
  See();
  EXPECT_TRUE(absl::StrContains(Read(), "\"healthy\":false")) << Read();
  struct stat info;
  ASSERT_EQ(stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0644u);
}

TEST_F(HealthFileTest, IsWrittenAnewOnceAMinute) {
  See();
  const std::string first = Read();
  clock_.Advance(absl::Seconds(59));
  See();
  EXPECT_EQ(Read(), first);
  clock_.Advance(absl::Seconds(1));
  See();
  const std::string second = Read();
  EXPECT_NE(second, first);
  clock_.Advance(absl::Seconds(59));
  See();
  EXPECT_EQ(Read(), second);
}

TEST_F(HealthFileTest, IsWrittenAnewAtOnceWhenHealthChanges) {
  See();
  clock_.Advance(absl::Seconds(1));
  See(NodeHealth::kOk);
  EXPECT_TRUE(absl::StrContains(Read(), "\"healthy\":true")) << Read();
}

TEST_F(HealthFileTest, IsReplacedByRename) {
  See();
  const UniqueFd reader(open(path_.c_str(), O_RDONLY | O_CLOEXEC));
  See(NodeHealth::kOk);
  char text[4096] = {};
  ASSERT_GT(read(reader.get(), text, sizeof(text) - 1), 0);
  EXPECT_TRUE(absl::StrContains(text, "\"healthy\":false")) << "whoever has it open";
}

TEST_F(HealthFileTest, IsNotWrittenWithoutSnapshots) {
  See();
  const std::string first = Read();
  clock_.Advance(absl::Minutes(10));
  EXPECT_EQ(Read(), first);
}

TEST_F(HealthFileTest, IsGoneWhenNobodyKeepsItTrue) {
  See();
  file_ = nullptr;
  EXPECT_FALSE(Exists());
}

TEST_F(HealthFileTest, LeavesAloneWhatItNeverWrote) {
  ASSERT_TRUE(ReplaceFile(path_, "theirs", 0644).ok());
  file_ = nullptr;
  EXPECT_EQ(Read(), "theirs");
}

TEST_F(HealthFileTest, LogsAFailureOnceAndTriesAgain) {
  path_ = folder_.path() + "/later/neuron-metrics.json";
  file_ = std::make_unique<HealthFile>(path_, &clock_);
  testing::internal::CaptureStderr();
  See();
  clock_.Advance(absl::Minutes(1));
  See();
  ASSERT_EQ(mkdir((folder_.path() + "/later").c_str(), 0755), 0);
  See();
  EXPECT_FALSE(Exists()) << "a minute later";
  clock_.Advance(absl::Minutes(1));
  See();
  EXPECT_TRUE(Exists());
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_NE(log.find("event=health_file_problem"), std::string::npos) << log;
  EXPECT_EQ(log.find("event=health_file_problem"), log.rfind("event=health_file_problem")) << log;
  EXPECT_NE(log.find("event=health_file_ok"), std::string::npos) << log;
  file_ = nullptr;
  rmdir((folder_.path() + "/later").c_str());
}

}  // namespace
}  // namespace neuron
