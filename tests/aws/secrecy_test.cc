// Every failure on the way to AWS, with secrets that can be told: none may be in what people read.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "agent/aws/credentials_chain.h"
#include "agent/aws/ecs_client.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_transport.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::Not;

// Part of each secret, and of nothing else.
constexpr char kMark[] = "hush";
constexpr char kUrl[] = "http://169.254.170.2/v2/credentials/hush-path?key=hush-query";
constexpr char kKeys[] =
    R"({"Code":"Success","AccessKeyId":"ASIA","SecretAccessKey":"hush-key","Token":"hush-token",)"
    R"("Expiration":"$0"})";
// What a service says that was told too much, or an attacker.
constexpr const char* kBodies[] = {
    "hush-key",
    R"({"Code":"Failed","Message":"hush-key","SecretAccessKey":"hush-key","Token":"hush-token"})",
    R"({"Code":"Success","AccessKeyId":"ASIA","SecretAccessKey":"hush-key","Token":"hush\nx"})",
    R"({"Code":"Success","SecretAccessKey":"hush-key","Token":"hush-token"})",
    R"({"Code":"Success","AccessKeyId":"ASIA","SecretAccessKey":"hush-key","Expiration":"hush"})",
    R"({"Code":"Success","AccessKeyId":"ASIA","SecretAccessKey":{"hush-key":"hush-token"}})",
    R"({"Code":"Success","AccessKeyId":"ASIA","SecretAccessKey":"hush-key)"};
constexpr int kStatuses[] = {302, 400, 401, 403, 404, 405, 429, 500, 503};

class SecrecyTest : public testing::Test {
 protected:
  SecrecyTest() { testing::internal::CaptureStderr(); }
  ~SecrecyTest() override {
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_THAT(log, Not(HasSubstr(kMark)));
    EXPECT_GT(failures_, 0);
  }

  void Make(const CredentialsSources& sources) {
    chain_ =
        MakeCredentialsChain(sources, &transport_, &metadata_, &clock_, [] { return 0.0; }).value();
    EcsClientOptions options;
    options.endpoint = "http://ecs.test";
    options.region = "us-east-1";
    client_ = MakeEcsClient(options, &transport_, chain_.get(), &clock_);
  }

  static CredentialsSources Container() {
    CredentialsSources sources;
    sources.container = ContainerEndpoint{Secret(kUrl), "", Secret("hush-authorization")};
    return sources;
  }
  static CredentialsSources Keys() {
    CredentialsSources sources;
    sources.keys = {"AKIA", Secret("hush-key"), Secret("hush-token")};
    return sources;
  }

  // Has an ECS call end, and reads what it says.
  void Call() {
    bool ended = false;
    client_->PutAttributes({"prod", "arn:aws:ecs:us-east-1:1:container-instance/prod/0a"},
                           {{"a", "1"}}, [&](const absl::optional<EcsError>& error) {
                             ended = true;
                             if (error.has_value()) {
                               ++failures_;
                               EXPECT_THAT(error->status.ToString(), Not(HasSubstr(kMark)));
                               EXPECT_THAT(error->code, Not(HasSubstr(kMark)));
                             }
                           });
    clock_.Advance(absl::Minutes(1));
    EXPECT_TRUE(ended);
  }

  void AnswerKeys(absl::Duration life) {
    transport_.Answer(
        200, absl::Substitute(kKeys, absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", clock_.Now() + life,
                                                      absl::UTCTimeZone())));
  }

  // `count` times what comes back when the connection fails.
  void Break(const std::string& url, int count) {
    for (int i = 0; i < count; ++i) {
      transport_.Answer(absl::UnavailableError(absl::StrCat("GET ", url, ": refused")));
    }
  }

  FakeClock clock_;
  FakeTransport transport_{&clock_};
  InstanceMetadata metadata_{"http://imds.test", &transport_, &clock_};
  std::unique_ptr<CredentialsProvider> chain_;
  std::unique_ptr<EcsClient> client_;
  int failures_ = 0;
};

TEST_F(SecrecyTest, HoldsWhenAContainersEndpointFails) {
  // The transport's own messages have no query.
  const std::string url = std::string(kUrl).substr(0, std::string(kUrl).find('?'));
  Make(Container());
  for (const int status : kStatuses) {
    const bool is_tried_again = status == 429 || status >= 500;
    for (int i = 0; i < (is_tried_again ? 3 : 1); ++i) {
      transport_.Answer(status, "hush-key", {{"X-Error", "hush-key"}});
    }
    Call();
  }
  for (const char* body : kBodies) {
    transport_.Answer(200, body);
    Call();
  }
  Break(url, 3);
  Call();
  Call();
}

TEST_F(SecrecyTest, HoldsWhenTheTokensFileIsBad) {
  FakeTree tree({File("lines", "hush-token\nhush-token")});
  for (const char* name : {"lines", "missing"}) {
    CredentialsSources sources = Container();
    sources.container->token_file = tree.Path(name);
    Make(sources);
    Call();
  }
}

TEST_F(SecrecyTest, HoldsWhenTheMetadataServiceFails) {
  for (const int status : kStatuses) {
    InstanceMetadata fresh("http://imds.test", &transport_, &clock_);
    transport_.Answer(status, "hush-token");
    std::string said;
    fresh.GetCredentials([&](const absl::StatusOr<Credentials>& got) {
      ++failures_;
      said = got.status().ToString();
    });
    clock_.Advance(absl::Minutes(1));
    EXPECT_THAT(said, Not(HasSubstr(kMark)));
  }
  Make({});
  transport_.Answer(200, "hush-session");
  for (const char* body : kBodies) {
    transport_.Answer(200, "role");
    transport_.Answer(200, body);
    Call();
  }
  Break("http://imds.test/latest/meta-data/iam/security-credentials/", 1);
  Call();
}

TEST_F(SecrecyTest, HoldsWhenCredentialsCannotBeRenewed) {
  Make(Container());
  AnswerKeys(absl::Hours(1));
  transport_.Answer(200, "{}");
  Call();
  Break("http://169.254.170.2/v2/credentials/hush-path", 3);
  clock_.Advance(absl::Hours(2));
  transport_.Answer(403, "hush-key");
  clock_.Advance(absl::Hours(2));
  Call();
}

TEST_F(SecrecyTest, HoldsWhenEcsRepeatsWhatItWasSent) {
  Make(Keys());
  for (const char* body :
       {R"({"__type":"InvalidSignatureException","message":"hush-token is not hush-key"})",
        R"({"__type":"AccessDeniedException","Message":"hush-token"})",
        R"({"__type":"hush-token","message":"m"})", "<html>hush-key</html>", "hush-token",
        R"({"__type":"ExpiredTokenException","message":"hush-token"})"}) {
    for (const int status : {400, 403, 500}) {
      transport_.Answer(status, body, {{"X-Amzn-ErrorType", "hush-token"}});
      transport_.Answer(status, body);
      Call();
      Call();
    }
  }
}

}  // namespace
}  // namespace neuron
