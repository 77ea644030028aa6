#include "agent/snapshot/verdict_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>

#include "agent/base/file.h"
#include "tests/fakes/temporary_directory.h"
#include "tests/health/clinic.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr int kChip = 3;

// An agent's book, and what it knows of one chip.
struct AgentRun {
  AgentRun(const std::string& folder, const std::string& boot_id) : book(folder, boot_id) {}

  void Open() { book.Open(clinic.at, &clinic.ledger); }
  ChipHealth Pass(absl::Duration after = absl::Seconds(1)) {
    const ChipHealth health = clinic.Pass(after);
    book.Keep(clinic.ledger, kChip, clinic.at);
    return health;
  }
  void FallIll(Ailment ailment = Ailment::kDmaAbort) {
    clinic.Hear(ailment, SignSource::kSysfs);
    Pass(absl::ZeroDuration());
  }

  Clinic clinic;
  VerdictBook book;
};

class VerdictBookTest : public testing::Test {
 protected:
  VerdictBookTest() { run_->Open(); }

  void Restart(absl::Duration after = absl::Minutes(1), const std::string& boot_id = "boot-1") {
    const Patient patient = run_->clinic.patient;
    const absl::Duration at = run_->clinic.at + after;
    run_ = std::make_unique<AgentRun>(folder_, boot_id);
    run_->clinic.patient = patient;
    run_->clinic.at = at;
    run_->Open();
  }
  std::string Text() const { return ReadFile(path_, 1 << 20).value_or(""); }
  void Overwrite(const std::string& bytes) { directory_.Write("verdicts/neuron3", bytes); }
  // Whoever looks at the file's number knows whether it was written anew.
  ino_t Inode() const {
    struct stat info;
    return stat(path_.c_str(), &info) == 0 ? info.st_ino : 0;
  }
  std::vector<std::string> Names() const {
    return ListDirectory(folder_).value_or(std::vector<std::string>());
  }

  TemporaryDirectory directory_;
  const std::string folder_ = directory_.Path("verdicts");
  const std::string path_ = folder_ + "/neuron3";
  std::unique_ptr<AgentRun> run_ = std::make_unique<AgentRun>(folder_, "boot-1");
};

TEST_F(VerdictBookTest, HasNoFileOfAChipThatNothingIsHeldAgainst) {
  run_->Pass();
  EXPECT_THAT(Names(), IsEmpty());
  run_->FallIll(Ailment::kComputeHang);
  EXPECT_THAT(Names(), testing::ElementsAre("neuron3"));
  run_->Pass(absl::Hours(1));
  run_->Pass(absl::Hours(2));
  EXPECT_THAT(Names(), IsEmpty());
}

TEST_F(VerdictBookTest, LeavesAChipAsIllAsItWas) {
  run_->FallIll();
  const ChipHealth before = run_->Pass();
  ASSERT_EQ(before.verdict, Verdict::kBad);
  Restart();
  const ChipHealth after = run_->Pass();
  EXPECT_EQ(after.verdict, Verdict::kBad);
  EXPECT_EQ(after.evidence, before.evidence);
  EXPECT_EQ(after.since, before.since);
}

TEST_F(VerdictBookTest, IsForThisUserOnly) {
  run_->FallIll();
  struct stat info;
  ASSERT_EQ(stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0600u);
  ASSERT_EQ(stat(folder_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0700u);
}

TEST_F(VerdictBookTest, WritesNothingAsLongAsNothingChanges) {
  run_->clinic.patient.counters.reset_state = ResetState::kInvalid;
  run_->Pass();
  const ino_t inode = Inode();
  ASSERT_NE(inode, 0u);
  for (int pass = 0; pass < 10; ++pass) {
    run_->Pass();
  }
  EXPECT_EQ(Inode(), inode);
  Restart();
  run_->Pass();
  EXPECT_EQ(Inode(), inode);
}

TEST_F(VerdictBookTest, WritesOnceASecondAtMostButForAnotherVerdict) {
  run_->FallIll(Ailment::kPciErrors);
  std::string text = Text();
  run_->FallIll(Ailment::kPciErrors);
  EXPECT_EQ(Text(), text);
  run_->FallIll(Ailment::kDmaAbort);
  EXPECT_NE(Text(), text);
  text = Text();
  run_->FallIll(Ailment::kPciErrors);
  EXPECT_EQ(Text(), text);
  run_->Pass(VerdictBook::kPause);
  EXPECT_NE(Text(), text);
}

TEST_F(VerdictBookTest, ForgetsWhatIsOfAnotherBoot) {
  run_->FallIll();
  Restart(absl::Minutes(1), "boot-2");
  EXPECT_THAT(Names(), IsEmpty());
  EXPECT_EQ(run_->Pass().verdict, Verdict::kOk);
}

TEST_F(VerdictBookTest, DoesNotKnowAChipWhoseFileIsNotUnderstood) {
  run_->FallIll();
  Overwrite("garbage");
  testing::internal::CaptureStderr();
  Restart();
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, HasSubstr("level=error event=verdicts_refused path=" + path_));
  EXPECT_THAT(log, HasSubstr("its end is missing"));
  const ChipHealth health = run_->Pass();
  EXPECT_EQ(health.verdict, Verdict::kUnknown);
  EXPECT_EQ(health.reason, "record_unreadable");
  EXPECT_THAT(health.evidence, HasSubstr(path_ + ": its end is missing"));
  EXPECT_THAT(health.clears_when, HasSubstr(path_ + " is removed"));
}

TEST_F(VerdictBookTest, LeavesAFileThatIsNotUnderstoodToWhoeverMustLook) {
  run_->FallIll();
  Overwrite("garbage");
  Restart();
  run_->FallIll();
  EXPECT_EQ(Text(), "garbage");
  Restart();
  EXPECT_EQ(run_->Pass().verdict, Verdict::kUnknown);
  unlink(path_.c_str());
  Restart();
  EXPECT_EQ(run_->Pass().verdict, Verdict::kOk);
}

TEST_F(VerdictBookTest, RemovesAFileThatIsNotUnderstoodOnceTheChipIsTrusted) {
  run_->FallIll();
  Overwrite("garbage");
  Restart();
  run_->Pass();
  run_->clinic.ledger.SetRules(DefaultHealthRules());
  EXPECT_EQ(run_->Pass().verdict, Verdict::kOk);
  EXPECT_THAT(Names(), IsEmpty());
}

TEST_F(VerdictBookTest, RefusesWhatIsOfAnotherChipOrOfTheFuture) {
  run_->FallIll();
  const std::string text = Text();
  directory_.Write("verdicts/neuron4", text);
  Restart(-absl::Minutes(1));
  EXPECT_TRUE(run_->clinic.ledger.IsDistrusted(3));
  Restart(absl::Minutes(2));
  EXPECT_FALSE(run_->clinic.ledger.IsDistrusted(3));
  EXPECT_TRUE(run_->clinic.ledger.IsDistrusted(4));
}

TEST_F(VerdictBookTest, KnowsNoChipIfItsDirectoryCannotBeRead) {
  rmdir(folder_.c_str());
  ASSERT_EQ(symlink("verdicts", folder_.c_str()), 0);
  Restart();
  EXPECT_EQ(run_->Pass().reason, "record_unreadable");
  EXPECT_TRUE(run_->clinic.ledger.IsDistrusted(63));
}

TEST_F(VerdictBookTest, KeepsNothingWithoutABootIdAndTrustsNothing) {
  run_->FallIll();
  Restart(absl::Minutes(1), "");
  EXPECT_EQ(run_->Pass().verdict, Verdict::kUnknown);
  unlink(path_.c_str());
  Restart(absl::Minutes(1), "");
  testing::internal::CaptureStderr();
  run_->FallIll();
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("boot id"));
  EXPECT_THAT(Names(), IsEmpty());
}

TEST_F(VerdictBookTest, SaysOnceThatItCannotWrite) {
  const std::string folder = directory_.Path("missing/verdicts");
  AgentRun run(folder, "boot-1");
  run.Open();
  testing::internal::CaptureStderr();
  run.FallIll();
  run.Pass();
  run.FallIll(Ailment::kPciErrors);
  run.Pass(absl::Minutes(1));
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, HasSubstr("level=warning event=verdicts_not_kept"));
  EXPECT_THAT(log, HasSubstr(folder));
  EXPECT_EQ(log.find("verdicts_not_kept"), log.rfind("verdicts_not_kept"));
}

TEST_F(VerdictBookTest, WritesWhatItCouldNotOnceItCan) {
  const std::string folder = directory_.Path("late/verdicts");
  AgentRun run(folder, "boot-1");
  run.Open();
  run.FallIll();
  mkdir(directory_.Path("late").c_str(), 0700);
  run.Pass();
  EXPECT_TRUE(ReadFile(folder + "/neuron3").ok());
}

TEST_F(VerdictBookTest, LeavesForeignFilesAloneAndClearsWhatWasNotFinished) {
  run_->FallIll();
  directory_.Write("verdicts/neuron3.4711", "half");
  directory_.Write("verdicts/notes", "");
  directory_.Write("verdicts/neuron064", "");
  Restart();
  EXPECT_THAT(Names(), testing::ElementsAre("neuron064", "neuron3", "notes"));
}

TEST_F(VerdictBookTest, KeepsTheFileOfAChipThatIsNotJudged) {
  run_->FallIll();
  Restart();
  Restart();
  EXPECT_EQ(run_->Pass().verdict, Verdict::kBad);
}

}  // namespace
}  // namespace neuron
