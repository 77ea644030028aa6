#include "agent/snapshot/answer_ledger.h"

#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

constexpr absl::Duration kStart = absl::Hours(1);
const ListedChip kChip = {2, 4711};

DeviceAnswers Revision(std::uint32_t revision) {
  DeviceAnswers answers;
  answers.revision = revision;
  return answers;
}

class AnswerLedgerTest : public testing::Test {
 protected:
  // What chip 2 said to this ledger; 0 if it was not asked.
  static std::uint32_t RevisionIn(const AnswerLedger& ledger) {
    const AskedChip* asked = ledger.book().Find(2);
    return asked == nullptr ? 0 : asked->answers.revision.value();
  }

  // The next run of the agent, with the old driver.
  AnswerLedger NextRun() const {
    AnswerLedger next(path_);
    next.SetEdition(old_driver_);
    return next;
  }

  TemporaryDirectory directory_;
  const std::string path_ = directory_.Path("chips");
  const AnswerLedger::Edition old_driver_{"boot-1", "2.24.7.0"};
  const AnswerLedger::Edition new_driver_{"boot-1", "2.25.0.0"};
  AnswerLedger ledger_{path_};
};

TEST_F(AnswerLedgerTest, SaysWhetherTheEditionIsAnother) {
  EXPECT_TRUE(ledger_.SetEdition(old_driver_));
  EXPECT_FALSE(ledger_.SetEdition(old_driver_));
  EXPECT_TRUE(ledger_.SetEdition(new_driver_));
  EXPECT_EQ(ledger_.edition().driver_version, "2.25.0.0");
  EXPECT_TRUE(ledger_.SetEdition({"boot-2", "2.25.0.0"}));
}

TEST_F(AnswerLedgerTest, KeepsAnAnswerForGood) {
  ledger_.SetEdition(old_driver_);
  EXPECT_EQ(ledger_.book().Find(2), nullptr);
  EXPECT_TRUE(ledger_.MayAsk(2, kStart).ok());
  ledger_.Accept(old_driver_, kChip, Revision(5), kStart);
  EXPECT_EQ(RevisionIn(ledger_), 5u);
  EXPECT_EQ(ledger_.book().Find(3), nullptr);
}

TEST_F(AnswerLedgerTest, KeepsAnswersForTheNextRun) {
  ledger_.SetEdition(old_driver_);
  ledger_.Accept(old_driver_, kChip, Revision(5), kStart);
  AnswerLedger next(path_);
  next.SetEdition(old_driver_);
  EXPECT_EQ(RevisionIn(next), 5u);
  next.SetEdition(new_driver_);
  EXPECT_EQ(RevisionIn(next), 0u);
}

TEST_F(AnswerLedgerTest, KnowsWhichChipAnswered) {
  ledger_.SetEdition(old_driver_);
  ledger_.Accept(old_driver_, kChip, Revision(5), kStart);
  EXPECT_EQ(ledger_.book().Find(2)->inode, kChip.inode);
  EXPECT_EQ(NextRun().book().Find(2)->inode, kChip.inode);
}

TEST_F(AnswerLedgerTest, HasAChipInTheBookFromBeforeItIsOpened) {
  ledger_.SetEdition(old_driver_);
  ledger_.BeginAsking({kChip});
  const AnswerLedger next = NextRun();
  for (const AnswerLedger* ledger : {&static_cast<const AnswerLedger&>(ledger_), &next}) {
    ASSERT_NE(ledger->book().Find(2), nullptr);
    EXPECT_TRUE(ledger->book().Find(2)->answers.revision.is_unknown());
    EXPECT_EQ(ledger->book().Find(2)->inode, kChip.inode);
  }
  ledger_.Accept(old_driver_, kChip, Revision(5), kStart);
  EXPECT_EQ(RevisionIn(NextRun()), 5u);
}

TEST_F(AnswerLedgerTest, TakesAChipOutOfTheBookThatCouldNotBeOpened) {
  ledger_.SetEdition(old_driver_);
  ledger_.BeginAsking({kChip, {3, 4712}});
  ledger_.Accept(old_driver_, kChip, absl::UnavailableError("busy"), kStart);
  EXPECT_EQ(ledger_.book().Find(2), nullptr);
  EXPECT_EQ(NextRun().book().Find(2), nullptr);
  EXPECT_NE(NextRun().book().Find(3), nullptr);
}

TEST_F(AnswerLedgerTest, KnowsAnswersAgainWhenTheDriverComesBack) {
  AnswerLedger ledger("/nowhere/chips");
  ledger.SetEdition(old_driver_);
  ledger.Accept(old_driver_, kChip, Revision(5), kStart);
  ledger.SetEdition({"boot-1", ""});
  EXPECT_EQ(ledger.book().Find(2), nullptr);
  ledger.SetEdition(new_driver_);
  EXPECT_EQ(ledger.book().Find(2), nullptr);
  ledger.Accept(new_driver_, kChip, Revision(6), kStart);
  EXPECT_EQ(RevisionIn(ledger), 6u);
  ledger.SetEdition(old_driver_);
  EXPECT_EQ(RevisionIn(ledger), 5u) << "though they are not on disk";
}

TEST_F(AnswerLedgerTest, HasTheAnswersOfTheDriverThatIsLoadedInTheFile) {
  ledger_.SetEdition(old_driver_);
  ledger_.Accept(old_driver_, kChip, Revision(5), kStart);
  ledger_.SetEdition(new_driver_);
  ledger_.Accept(new_driver_, kChip, Revision(6), kStart);
  ledger_.SetEdition(old_driver_);
  AnswerLedger next(path_);
  next.SetEdition(old_driver_);
  EXPECT_EQ(RevisionIn(next), 5u);
}

TEST_F(AnswerLedgerTest, KeepsALateAnswerForTheDriverThatWasAsked) {
  ledger_.SetEdition(old_driver_);
  ledger_.SetEdition(new_driver_);
  ledger_.Accept(old_driver_, kChip, Revision(5), kStart);
  EXPECT_EQ(ledger_.book().Find(2), nullptr);
  ledger_.SetEdition(old_driver_);
  EXPECT_EQ(RevisionIn(ledger_), 5u);
}

TEST_F(AnswerLedgerTest, DoesNotAskAgainForAMinuteAfterAnAttemptInVain) {
  ledger_.SetEdition(old_driver_);
  ledger_.Accept(old_driver_, kChip, absl::UnavailableError("busy"), kStart);
  EXPECT_EQ(ledger_.book().Find(2), nullptr);
  EXPECT_EQ(ledger_.MayAsk(2, kStart + absl::Seconds(59)), absl::UnavailableError("busy"));
  EXPECT_TRUE(ledger_.MayAsk(3, kStart).ok());
  EXPECT_TRUE(ledger_.MayAsk(2, kStart + absl::Minutes(1)).ok());
}

TEST_F(AnswerLedgerTest, ForgetsAttemptsOfAnotherDriver) {
  ledger_.SetEdition(new_driver_);
  ledger_.Accept(old_driver_, kChip, absl::UnavailableError("busy"), kStart);
  EXPECT_TRUE(ledger_.MayAsk(2, kStart).ok());
  ledger_.Accept(new_driver_, kChip, absl::UnavailableError("busy"), kStart);
  ledger_.SetEdition(old_driver_);
  EXPECT_TRUE(ledger_.MayAsk(2, kStart).ok());
}

TEST_F(AnswerLedgerTest, NeitherAsksNorKeepsWhereTheEditionIsUnknown) {
  EXPECT_TRUE(absl::IsFailedPrecondition(ledger_.MayAsk(2, kStart)));
  for (const AnswerLedger::Edition& edition :
       {AnswerLedger::Edition{"boot-1", ""}, AnswerLedger::Edition{"", "2.24.7.0"}}) {
    ledger_.SetEdition(edition);
    EXPECT_TRUE(absl::IsFailedPrecondition(ledger_.MayAsk(2, kStart)));
    ledger_.Accept(edition, kChip, Revision(5), kStart);
    EXPECT_EQ(ledger_.book().Find(2), nullptr);
  }
}

TEST_F(AnswerLedgerTest, SaysThatAnswersCannotBeSaved) {
  AnswerLedger ledger("/nowhere/chips");
  ledger.SetEdition(old_driver_);
  testing::internal::CaptureStderr();
  ledger.Accept(old_driver_, kChip, Revision(5), kStart);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("event=answers_not_saved"),
            std::string::npos);
  testing::internal::CaptureStderr();
  ledger.Accept(old_driver_, {3, 4712}, Revision(5), kStart);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "") << "once is enough";
}

}  // namespace
}  // namespace neuron
