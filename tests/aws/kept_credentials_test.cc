#include "agent/aws/kept_credentials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/fakes/fake_clock.h"

namespace neuron {
namespace {

using testing::HasSubstr;

class KeptCredentialsTest : public testing::Test {
 protected:
  // Asks as a caller does; the answer goes to `got_`: the id of the key, or the status.
  void Ask() {
    kept_->Get([this](const absl::StatusOr<Credentials>& credentials) {
      got_.push_back(credentials.ok() ? credentials->access_key_id
                                      : credentials.status().ToString());
    });
    clock_.Advance(absl::ZeroDuration());
  }

  // What is answered without asking the source.
  std::string Id() {
    got_.clear();
    Ask();
    return got_.size() == 1 ? got_[0] : "no answer";
  }

  // Answers the oldest question to the source.
  void Give(absl::StatusOr<Credentials> answer) {
    ASSERT_FALSE(asked_.empty()) << "the source was not asked";
    const CredentialsProvider::Callback callback = std::move(asked_.front());
    asked_.erase(asked_.begin());
    callback(std::move(answer));
  }
  void GiveKeys(const std::string& id, absl::Duration life) {
    Credentials credentials;
    credentials.access_key_id = id;
    credentials.expiration = clock_.Now() + life;
    Give(credentials);
  }
  void Fail() { Give(absl::UnavailableError("down")); }

  // Has the source asked for the first time, and answers.
  void Begin(absl::Duration life) {
    Ask();
    GiveKeys("first", life);
  }

  FakeClock clock_;
  double random_ = 0;
  std::vector<CredentialsProvider::Callback> asked_;
  std::vector<std::string> got_;
  std::unique_ptr<KeptCredentials> kept_ = std::make_unique<KeptCredentials>(
      [this](CredentialsProvider::Callback callback) { asked_.push_back(std::move(callback)); },
      &clock_, [this] { return random_; });
};

TEST_F(KeptCredentialsTest, AreNotFetchedBeforeTheyAreNeeded) {
  clock_.Advance(absl::Hours(1));
  EXPECT_TRUE(asked_.empty());
}

TEST_F(KeptCredentialsTest, AreNeverGivenFromWithinTheCall) {
  Begin(absl::Hours(6));
  bool called = false;
  kept_->Get([&](const absl::StatusOr<Credentials>&) { called = true; });
  EXPECT_FALSE(called);
  clock_.Advance(absl::ZeroDuration());
  EXPECT_TRUE(called);
}

TEST_F(KeptCredentialsTest, AreFetchedOnceForAllWhoWait) {
  for (int i = 0; i < 3; ++i) {
    Ask();
  }
  ASSERT_EQ(asked_.size(), 1u);
  GiveKeys("first", absl::Hours(6));
  EXPECT_EQ(got_, (std::vector<std::string>{"first", "first", "first"}));
  EXPECT_EQ(Id(), "first");
  EXPECT_TRUE(asked_.empty());
}

TEST_F(KeptCredentialsTest, AreRenewedAheadAndNobodyWaits) {
  random_ = 0.5;
  Begin(absl::Hours(6));
  clock_.Advance(absl::Hours(6) - absl::Minutes(13));
  EXPECT_TRUE(asked_.empty());
  clock_.Advance(absl::Minutes(1));
  ASSERT_EQ(asked_.size(), 1u);
  EXPECT_EQ(Id(), "first");
  GiveKeys("second", absl::Hours(6));
  EXPECT_EQ(Id(), "second");
}

TEST_F(KeptCredentialsTest, AreNotRenewedIfTheyDoNotEnd) {
  Ask();
  Credentials lasting;
  lasting.access_key_id = "lasting";
  Give(lasting);
  clock_.Advance(absl::Hours(1000));
  EXPECT_TRUE(asked_.empty());
  EXPECT_EQ(Id(), "lasting");
}

TEST_F(KeptCredentialsTest, AreKeptWhileTheSourceFailsEvenBeyondTheirEnd) {
  Begin(absl::Hours(1));
  clock_.Advance(absl::Minutes(45));
  int questions = 0;
  for (int minute = 0; minute < 60; ++minute) {
    if (!asked_.empty()) {
      ++questions;
      Fail();
    }
    EXPECT_EQ(Id(), "first");
    clock_.Advance(absl::Minutes(1));
  }
  EXPECT_GE(questions, 10);
  GiveKeys("second", absl::Hours(6));
  EXPECT_EQ(Id(), "second");
}

TEST_F(KeptCredentialsTest, AreAskedForLessOftenAsFailuresGoOn) {
  random_ = 0.99;
  Begin(absl::Hours(1));
  clock_.Advance(absl::Hours(1));
  int questions = 0;
  for (int minute = 0; minute < 60; ++minute) {
    while (!asked_.empty()) {
      ++questions;
      Fail();
    }
    clock_.Advance(absl::Minutes(1));
  }
  EXPECT_LE(questions, 14);
}

TEST_F(KeptCredentialsTest, WaitForNewOnesThatAreOnTheirWayWhenTheyHaveEnded) {
  Begin(absl::Hours(1));
  clock_.Advance(absl::Hours(2));
  EXPECT_EQ(Id(), "no answer");
  GiveKeys("second", absl::Hours(6));
  EXPECT_EQ(got_, std::vector<std::string>{"second"});
}

TEST_F(KeptCredentialsTest, AreUsedThoughEndedIfTheSourceCannotRenewThem) {
  Begin(absl::Hours(1));
  clock_.Advance(absl::Hours(2));
  GiveKeys("ended", -absl::Hours(1));
  EXPECT_EQ(Id(), "ended");
  clock_.Advance(absl::Minutes(16));
  EXPECT_EQ(Id(), "ended");
  EXPECT_TRUE(asked_.empty());
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(asked_.size(), 1u);
}

TEST_F(KeptCredentialsTest, DoNotHurryForAClockThatJumps) {
  Begin(absl::Hours(6));
  clock_.JumpWall(absl::Hours(7));
  EXPECT_EQ(Id(), "first");
  clock_.JumpWall(-absl::Hours(14));
  EXPECT_EQ(Id(), "first");
  EXPECT_TRUE(asked_.empty());
}

TEST_F(KeptCredentialsTest, AreForgottenWhenRefused) {
  Begin(absl::Hours(6));
  kept_->Invalidate();
  EXPECT_EQ(Id(), "no answer");
  GiveKeys("second", absl::Hours(6));
  EXPECT_EQ(got_, std::vector<std::string>{"second"});
}

TEST_F(KeptCredentialsTest, FailAsTheSourceDoesWhileNoneAreKnown) {
  Ask();
  Fail();
  EXPECT_THAT(got_[0], HasSubstr("UNAVAILABLE: down"));
  clock_.Advance(absl::Hours(1));
  EXPECT_TRUE(asked_.empty()) << "the pace is the caller's";
  Ask();
  GiveKeys("first", absl::Hours(6));
  EXPECT_EQ(Id(), "first");
}

TEST_F(KeptCredentialsTest, LogOnceThatTheyCannotBeRenewedAndThatTheyAre) {
  testing::internal::CaptureStderr();
  Begin(absl::Hours(1));
  clock_.Advance(absl::Minutes(45));
  Fail();
  clock_.Advance(absl::Minutes(1));
  Fail();
  clock_.Advance(absl::Minutes(1));
  GiveKeys("second", absl::Hours(6));
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, HasSubstr("level=warning event=credentials_not_renewed error=down"));
  EXPECT_EQ(log.find("credentials_not_renewed"), log.rfind("credentials_not_renewed"));
  EXPECT_THAT(log, HasSubstr("level=info event=credentials_renewed"));
}

TEST_F(KeptCredentialsTest, SayNothingInAHealthyDay) {
  testing::internal::CaptureStderr();
  Begin(absl::Hours(1));
  for (int hour = 0; hour < 24; ++hour) {
    clock_.Advance(absl::Minutes(45));
    GiveKeys("next", absl::Hours(1));
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST_F(KeptCredentialsTest, DropTheCallsWhenDestroyedEvenInOneOfThem) {
  int calls = 0;
  for (int i = 0; i < 2; ++i) {
    kept_->Get([&](const absl::StatusOr<Credentials>&) {
      ++calls;
      kept_.reset();
    });
  }
  clock_.Advance(absl::ZeroDuration());
  Fail();
  EXPECT_EQ(calls, 1);
}

TEST_F(KeptCredentialsTest, MayComeFromASourceThatAnswersFromWithin) {
  kept_ = std::make_unique<KeptCredentials>(
      [](const CredentialsProvider::Callback& callback) {
        Credentials given;
        given.access_key_id = "given";
        callback(given);
      },
      &clock_, [] { return 0.0; });
  EXPECT_EQ(Id(), "given");
  kept_->Invalidate();
  int calls = 0;
  kept_->Get([&](const absl::StatusOr<Credentials>&) {
    ++calls;
    kept_.reset();
  });
  clock_.Advance(absl::ZeroDuration());
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace neuron
