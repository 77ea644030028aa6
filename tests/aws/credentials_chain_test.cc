#include "agent/aws/credentials_chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_transport.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::Not;

class CredentialsChainTest : public testing::Test {
 protected:
  CredentialsChainTest() { Make({}); }

  void Make(const EnvironmentCredentials& environment) {
    chain_ = MakeCredentialsChain(environment, &metadata_, &clock_).value();
  }

  // What the role's endpoint will say: keys with this id, good for so long from now.
  void AnswerKeys(const std::string& id, absl::Duration life) {
    const std::string end =
        absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", clock_.Now() + life, absl::UTCTimeZone());
    transport_.Answer(200, "role");
    transport_.Answer(200, absl::StrCat(R"({"Code":"Success","AccessKeyId":")", id,
                                        R"(","SecretAccessKey":"s","Expiration":")", end, "\"}"));
  }
  void AnswerToken() { transport_.Answer(200, "token"); }

  // The id of the key, or the status.
  std::string Id() {
    std::string id = "not called";
    chain_->Get([&](const absl::StatusOr<Credentials>& credentials) {
      id = credentials.ok() ? credentials->access_key_id : credentials.status().ToString();
    });
    EXPECT_EQ(id, "not called");
    clock_.Advance(absl::ZeroDuration());
    return id;
  }

  FakeClock clock_;
  FakeTransport transport_{&clock_};
  InstanceMetadata metadata_{"http://imds.test", &transport_, &clock_};
  std::unique_ptr<CredentialsProvider> chain_;
};

TEST_F(CredentialsChainTest, PrefersTheEnvironment) {
  Make({"AKID", "secret", "token"});
  absl::optional<Credentials> got;
  chain_->Get([&](const absl::StatusOr<Credentials>& credentials) { got = *credentials; });
  clock_.Advance(absl::ZeroDuration());
  ASSERT_TRUE(got.has_value());
  EXPECT_EQ(got->access_key_id, "AKID");
  EXPECT_EQ(got->secret_access_key.Reveal(), "secret");
  EXPECT_EQ(got->session_token.Reveal(), "token");
  EXPECT_FALSE(got->expiration.has_value());
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(CredentialsChainTest, HasNothingElseThanTheEnvironmentsEvenIfRefused) {
  Make({"AKID", "secret", ""});
  chain_->Invalidate();
  EXPECT_EQ(Id(), "AKID");
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(CredentialsChainTest, RefusesHalfAnEnvironment) {
  const auto no_secret = MakeCredentialsChain({"AKID", "", "hush"}, &metadata_, &clock_);
  EXPECT_TRUE(absl::IsInvalidArgument(no_secret.status()));
  EXPECT_THAT(no_secret.status().ToString(), HasSubstr("AWS_SECRET_ACCESS_KEY is not set"));
  const auto no_id = MakeCredentialsChain({"", "hush", ""}, &metadata_, &clock_);
  EXPECT_TRUE(absl::IsInvalidArgument(no_id.status()));
  EXPECT_THAT(no_id.status().ToString(), HasSubstr("AWS_ACCESS_KEY_ID is not set"));
  EXPECT_THAT(no_id.status().ToString(), Not(HasSubstr("hush")));
}

TEST_F(CredentialsChainTest, KeepsWhatItFetched) {
  AnswerToken();
  AnswerKeys("first", absl::Hours(6));
  EXPECT_EQ(Id(), "first");
  clock_.Advance(absl::Hours(5));
  EXPECT_EQ(Id(), "first");
  EXPECT_EQ(transport_.requests().size(), 3u);
}

TEST_F(CredentialsChainTest, FetchesOnceForAllWhoWait) {
  AnswerToken();
  AnswerKeys("first", absl::Hours(6));
  int calls = 0;
  for (int i = 0; i < 3; ++i) {
    chain_->Get([&](const absl::StatusOr<Credentials>& got) { calls += got.ok() ? 1 : 0; });
  }
  clock_.Advance(absl::ZeroDuration());
  EXPECT_EQ(calls, 3);
  EXPECT_EQ(transport_.requests().size(), 3u);
}

TEST_F(CredentialsChainTest, RefreshesAheadWithoutMakingAnyoneWait) {
  AnswerToken();
  AnswerKeys("first", absl::Hours(1));
  EXPECT_EQ(Id(), "first");
  clock_.Advance(absl::Minutes(46));
  AnswerKeys("second", absl::Hours(6));
  EXPECT_EQ(Id(), "first");
  EXPECT_EQ(Id(), "second");
}

TEST_F(CredentialsChainTest, KeepsTheOldWhenTheRefreshFailsAndAsksOnceAMinute) {
  AnswerToken();
  AnswerKeys("first", absl::Hours(1));
  EXPECT_EQ(Id(), "first");
  clock_.Advance(absl::Minutes(46));
  transport_.Answer(500);
  EXPECT_EQ(Id(), "first");
  EXPECT_EQ(Id(), "first");
  EXPECT_EQ(transport_.requests().size(), 4u);

  clock_.Advance(absl::Minutes(1));
  AnswerKeys("second", absl::Hours(6));
  EXPECT_EQ(Id(), "first");
  EXPECT_EQ(Id(), "second");
}

TEST_F(CredentialsChainTest, WaitsForNewOnesWhenTheOldHaveExpired) {
  AnswerToken();
  AnswerKeys("first", absl::Hours(1));
  EXPECT_EQ(Id(), "first");
  clock_.Advance(absl::Hours(2));
  AnswerKeys("second", absl::Hours(6));
  EXPECT_EQ(Id(), "second");
}

TEST_F(CredentialsChainTest, AnswersWithExpiredOnesRatherThanNone) {
  AnswerToken();
  AnswerKeys("first", absl::Hours(1));
  EXPECT_EQ(Id(), "first");
  clock_.Advance(absl::Hours(2));
  transport_.Answer(500);
  EXPECT_EQ(Id(), "first");
  EXPECT_EQ(Id(), "first");
  EXPECT_EQ(transport_.requests().size(), 4u);
}

TEST_F(CredentialsChainTest, ForgetsWhatWasRefused) {
  AnswerToken();
  AnswerKeys("first", absl::Hours(6));
  EXPECT_EQ(Id(), "first");
  chain_->Invalidate();
  AnswerKeys("second", absl::Hours(6));
  EXPECT_EQ(Id(), "second");
  chain_->Invalidate();
  transport_.Answer(500);
  EXPECT_THAT(Id(), HasSubstr("UNAVAILABLE"));
}

TEST_F(CredentialsChainTest, FailsAsTheMetadataServiceDoes) {
  AnswerToken();
  transport_.Answer(404);
  EXPECT_THAT(Id(), HasSubstr("attach an IAM role"));
  AnswerKeys("first", absl::Hours(6));
  EXPECT_EQ(Id(), "first");
}

TEST_F(CredentialsChainTest, DropsTheCallsWhenDestroyedEvenInOneOfThem) {
  Make({"AKID", "secret", ""});
  int calls = 0;
  for (int i = 0; i < 2; ++i) {
    chain_->Get([&](const absl::StatusOr<Credentials>&) {
      ++calls;
      chain_.reset();
    });
  }
  clock_.Advance(absl::ZeroDuration());
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace neuron
