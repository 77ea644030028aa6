#include "agent/aws/credentials_chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/substitute.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_transport.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kKeys[] =
    R"({"Code":"Success","AccessKeyId":"$0","SecretAccessKey":"s","Token":"t",)"
    R"("Expiration":"2036-11-21T22:03:17Z"})";

// Sources that have all.
CredentialsSources All() {
  CredentialsSources all;
  all.keys = {"AKID", Secret("secret"), Secret("token")};
  all.container = ContainerEndpoint{Secret("http://169.254.170.2/v2"), "", Secret()};
  return all;
}

class CredentialsChainTest : public testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<CredentialsProvider>> Make(const CredentialsSources& sources) {
    return MakeCredentialsChain(sources, &transport_, &metadata_, &clock_, [] { return 0.5; });
  }

  // The id of the key that they give, or the status.
  std::string IdFrom(const CredentialsSources& sources) {
    chain_ = Make(sources).value();
    return Id();
  }
  std::string Id() {
    std::string id = "not called";
    chain_->Get([&](const absl::StatusOr<Credentials>& credentials) {
      id = credentials.ok() ? credentials->access_key_id : credentials.status().ToString();
    });
    EXPECT_EQ(id, "not called");
    clock_.Advance(absl::Seconds(10));
    return id;
  }

  // Why these are refused.
  std::string Refusal(const EnvironmentCredentials& keys) {
    CredentialsSources sources;
    sources.keys = keys;
    const absl::Status status = Make(sources).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    return std::string(status.message());
  }

  FakeClock clock_;
  FakeTransport transport_{&clock_};
  InstanceMetadata metadata_{"http://imds.test", &transport_, &clock_};
  std::unique_ptr<CredentialsProvider> chain_;
};

TEST_F(CredentialsChainTest, PrefersTheEnvironment) {
  chain_ = Make(All()).value();
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
  EXPECT_EQ(IdFrom(All()), "AKID");
  chain_->Invalidate();
  EXPECT_EQ(Id(), "AKID");
  EXPECT_TRUE(transport_.requests().empty());
}

TEST_F(CredentialsChainTest, RefusesHalfAnEnvironment) {
  EXPECT_THAT(Refusal({"AKID", Secret(), Secret("hush")}),
              HasSubstr("AWS_SECRET_ACCESS_KEY is not set"));
  const std::string no_id = Refusal({"", Secret("hush"), Secret()});
  EXPECT_THAT(no_id, HasSubstr("AWS_ACCESS_KEY_ID is not set"));
  EXPECT_THAT(no_id, Not(HasSubstr("hush")));
}

TEST_F(CredentialsChainTest, AsksTheContainersEndpointNext) {
  CredentialsSources sources = All();
  sources.keys = {};
  transport_.Answer(200, absl::Substitute(kKeys, "container"));
  EXPECT_EQ(IdFrom(sources), "container");
  EXPECT_EQ(Id(), "container");
  ASSERT_EQ(transport_.requests().size(), 1u);
  EXPECT_EQ(transport_.requests()[0].url, "http://169.254.170.2/v2");
}

TEST_F(CredentialsChainTest, StaysWithTheContainersEndpointThoughItFails) {
  CredentialsSources sources = All();
  sources.keys = {};
  transport_.Answer(404);
  EXPECT_THAT(IdFrom(sources), HasSubstr("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"));
  EXPECT_EQ(transport_.requests().size(), 1u);
}

TEST_F(CredentialsChainTest, AsksForTheRoleOfTheInstanceLast) {
  transport_.Answer(200, "token");
  transport_.Answer(200, "role");
  transport_.Answer(200, absl::Substitute(kKeys, "instance"));
  EXPECT_EQ(IdFrom({}), "instance");
  EXPECT_EQ(Id(), "instance");
  EXPECT_EQ(transport_.requests().size(), 3u);
}

TEST_F(CredentialsChainTest, FailsAsTheMetadataServiceDoes) {
  transport_.Answer(200, "token");
  transport_.Answer(404);
  EXPECT_THAT(IdFrom({}), HasSubstr("attach an IAM role"));
}

TEST_F(CredentialsChainTest, SaysThatThereIsNothing) {
  CredentialsSources nothing;
  nothing.instance_metadata = false;
  EXPECT_THAT(IdFrom(nothing), HasSubstr("FAILED_PRECONDITION: no credentials: "
                                         "AWS_EC2_METADATA_DISABLED=true"));
  EXPECT_TRUE(transport_.requests().empty());
}

}  // namespace
}  // namespace neuron
