#include "agent/aws/container_credentials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_transport.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kUrl[] = "http://169.254.170.2/v2/credentials/hush";
constexpr char kCredentials[] =
    R"({"RoleArn":"arn:aws:iam::1:role/r","AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"hush",)"
    R"("Token":"hush","Expiration":"2026-11-21T22:03:17Z"})";

class ContainerCredentialsTest : public testing::Test {
 protected:
  ContainerCredentialsTest() { Make({Secret(kUrl), "", Secret()}); }

  void Make(const ContainerEndpoint& endpoint) {
    source_ = std::make_unique<ContainerCredentials>(endpoint, &transport_, &clock_);
  }

  absl::StatusOr<Credentials> Get() {
    absl::StatusOr<Credentials> result = absl::UnknownError("not called");
    source_->Get([&](absl::StatusOr<Credentials> got) { result = std::move(got); });
    clock_.Advance(absl::Seconds(10));
    return result;
  }

  // What is wrong, whose text must be fit for a log.
  absl::Status Failure() {
    const absl::Status status = Get().status();
    EXPECT_THAT(status.ToString(), Not(HasSubstr("hush")));
    return status;
  }

  const HttpRequest& Sent(std::size_t i) { return transport_.requests().at(i); }

  FakeClock clock_;
  FakeTransport transport_{&clock_};
  std::unique_ptr<ContainerCredentials> source_;
};

TEST_F(ContainerCredentialsTest, AreWhatTheEndpointSays) {
  transport_.Answer(200, kCredentials);
  EXPECT_EQ(Get().value().access_key_id, "ASIAEXAMPLE");
  ASSERT_EQ(transport_.requests().size(), 1u);
  EXPECT_EQ(Sent(0).method, "GET");
  EXPECT_EQ(Sent(0).url, kUrl);
  EXPECT_EQ(Sent(0).timeout, absl::Seconds(2));
  EXPECT_EQ(SentHeader(Sent(0), "Authorization"), "");
}

TEST_F(ContainerCredentialsTest, ShowTheToken) {
  Make({Secret(kUrl), "", Secret("Basic abc")});
  transport_.Answer(200, kCredentials);
  EXPECT_TRUE(Get().ok());
  EXPECT_EQ(SentHeader(Sent(0), "Authorization"), "Basic abc");
}

TEST_F(ContainerCredentialsTest, ReadTheTokensFileEachTime) {
  FakeTree tree({File("token", "first")});
  Make({Secret(kUrl), tree.Path("token"), Secret("not this")});
  transport_.Answer(200, kCredentials);
  EXPECT_TRUE(Get().ok());
  tree.Write("token", "second");
  transport_.Answer(503);
  transport_.Answer(200, kCredentials);
  EXPECT_TRUE(Get().ok());
  EXPECT_EQ(SentHeader(Sent(0), "Authorization"), "first");
  EXPECT_EQ(SentHeader(Sent(1), "Authorization"), "second");
}

TEST_F(ContainerCredentialsTest, SayWhatIsWrongWithTheTokensFile) {
  FakeTree tree({File("lines", "hush\r\nhush"), File("empty", "")});
  for (const char* name : {"lines", "empty", "missing"}) {
    Make({Secret(kUrl), tree.Path(name), Secret("not this")});
    const absl::Status status = Failure();
    EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
    EXPECT_THAT(status.ToString(),
                HasSubstr("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=" + tree.Path(name)));
  }
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(ContainerCredentialsTest, AreTriedForThreeTimesASecondApart) {
  transport_.Answer(500);
  transport_.Answer(absl::UnavailableError("refused"));
  transport_.Answer(200, kCredentials);
  absl::optional<absl::Duration> took;
  source_->Get([&](const absl::StatusOr<Credentials>& got) {
    EXPECT_TRUE(got.ok()) << got.status();
    took = clock_.Monotonic();
  });
  const absl::Duration begin = clock_.Monotonic();
  clock_.Advance(absl::Seconds(10));
  EXPECT_EQ(*took - begin, absl::Seconds(2));

  for (int i = 0; i < 3; ++i) {
    transport_.Answer(429);
  }
  EXPECT_TRUE(absl::IsUnavailable(Failure()));
  EXPECT_EQ(transport_.requests().size(), 6u);
}

TEST_F(ContainerCredentialsTest, GiveUpWhenTheEndpointIsSilent) {
  EXPECT_TRUE(absl::IsDeadlineExceeded(Failure()));
  EXPECT_EQ(transport_.requests().size(), 3u);
}

TEST_F(ContainerCredentialsTest, NameTheEndpointWithoutItsPathAndTheCure) {
  for (const int status : {401, 403}) {
    transport_.Answer(status, "hush");
    const absl::Status refused = Failure();
    EXPECT_TRUE(absl::IsUnauthenticated(refused)) << refused;
    EXPECT_THAT(refused.ToString(), HasSubstr("http://169.254.170.2 answers HTTP"));
    EXPECT_THAT(refused.ToString(), HasSubstr("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"));
  }
  for (const int status : {400, 404}) {
    transport_.Answer(status, "hush");
    const absl::Status unknown = Failure();
    EXPECT_TRUE(absl::IsFailedPrecondition(unknown)) << unknown;
    EXPECT_THAT(unknown.ToString(), HasSubstr("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"));
  }
  for (int i = 0; i < 3; ++i) {
    transport_.Answer(absl::UnavailableError(std::string("GET ") + kUrl + ": refused"));
  }
  EXPECT_THAT(Failure().ToString(), HasSubstr("GET http://169.254.170.2/...: refused"));
}

TEST_F(ContainerCredentialsTest, AreDataLossIfTheyAreNone) {
  transport_.Answer(302, "hush");
  EXPECT_TRUE(absl::IsDataLoss(Failure()));
  for (const char* body : {"hush", "{}", R"({"code":"NoHush","message":"hush"})",
                           R"({"AccessKeyId":"hush","SecretAccessKey":"hush"})"}) {
    transport_.Answer(200, body);
    EXPECT_TRUE(absl::IsDataLoss(Failure())) << body;
  }
}

TEST_F(ContainerCredentialsTest, HideTheQueryOfAUrlWithoutAPath) {
  Make({Secret("https://host.test?hush"), "", Secret()});
  transport_.Answer(404);
  EXPECT_THAT(Failure().ToString(), HasSubstr("https://host.test answers HTTP 404"));
}

TEST_F(ContainerCredentialsTest, DropTheCallWhenDestroyed) {
  transport_.Answer(500);
  source_->Get([](const absl::StatusOr<Credentials>&) { FAIL(); });
  clock_.Advance(absl::ZeroDuration());
  source_.reset();
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(transport_.requests().size(), 1u);
}

TEST_F(ContainerCredentialsTest, MayBeDestroyedByTheCall) {
  transport_.Answer(404);
  source_->Get([this](const absl::StatusOr<Credentials>&) { source_.reset(); });
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(source_, nullptr);
}

}  // namespace
}  // namespace neuron
