#include "agent/aws/instance_metadata.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_transport.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kToken[] = "AQAEAhush==";
constexpr char kCredentials[] =
    R"({"Code":"Success","AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"hush",)"
    R"("Token":"hush","Expiration":"2026-11-21T22:03:17Z"})";

class InstanceMetadataTest : public testing::Test {
 protected:
  absl::StatusOr<std::string> Region() {
    absl::StatusOr<std::string> result = absl::UnknownError("not called");
    metadata_->GetRegion([&](absl::StatusOr<std::string> region) { result = std::move(region); });
    EXPECT_TRUE(absl::IsUnknown(result.status())) << "called from within";
    clock_.Advance(absl::Seconds(10));
    return result;
  }

  absl::StatusOr<Credentials> RoleCredentials() {
    absl::StatusOr<Credentials> result = absl::UnknownError("not called");
    metadata_->GetCredentials([&](absl::StatusOr<Credentials> got) { result = std::move(got); });
    clock_.Advance(absl::Seconds(10));
    return result;
  }

  const HttpRequest& Sent(std::size_t i) { return transport_.requests().at(i); }

  FakeClock clock_;
  FakeTransport transport_{&clock_};
  std::unique_ptr<InstanceMetadata> metadata_ =
      std::make_unique<InstanceMetadata>("http://169.254.169.254", &transport_, &clock_);
};

TEST_F(InstanceMetadataTest, AsksWithAToken) {
  transport_.Answer(200, kToken);
  transport_.Answer(200, "us-east-1\n");
  EXPECT_EQ(Region().value(), "us-east-1");

  ASSERT_EQ(transport_.requests().size(), 2u);
  EXPECT_EQ(Sent(0).method, "PUT");
  EXPECT_EQ(Sent(0).url, "http://169.254.169.254/latest/api/token");
  EXPECT_EQ(SentHeader(Sent(0), "X-aws-ec2-metadata-token-ttl-seconds"), "21600");
  EXPECT_EQ(SentHeader(Sent(0), "X-Forwarded-For"), "");
  EXPECT_EQ(Sent(0).body, "");
  EXPECT_EQ(Sent(1).method, "GET");
  EXPECT_EQ(Sent(1).url, "http://169.254.169.254/latest/meta-data/placement/region");
  EXPECT_EQ(SentHeader(Sent(1), "X-aws-ec2-metadata-token"), kToken);
}

TEST_F(InstanceMetadataTest, KnowsTheInstanceId) {
  transport_.Answer(200, kToken);
  transport_.Answer(200, "i-0123456789abcdef0");
  std::string id;
  metadata_->GetInstanceId([&](const absl::StatusOr<std::string>& got) { id = got.value(); });
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(id, "i-0123456789abcdef0");
  EXPECT_EQ(Sent(1).url, "http://169.254.169.254/latest/meta-data/instance-id");
}

TEST_F(InstanceMetadataTest, KeepsTheTokenUntilNearItsEnd) {
  transport_.Answer(200, kToken);
  transport_.Answer(200, "us-east-1");
  transport_.Answer(200, "us-east-1");
  EXPECT_TRUE(Region().ok());
  clock_.Advance(absl::Hours(5) + absl::Minutes(50));
  EXPECT_TRUE(Region().ok());
  ASSERT_EQ(transport_.requests().size(), 3u);

  clock_.Advance(absl::Minutes(6));
  transport_.Answer(200, "another");
  transport_.Answer(200, "us-east-1");
  EXPECT_TRUE(Region().ok());
  EXPECT_EQ(Sent(3).method, "PUT");
  EXPECT_EQ(SentHeader(Sent(4), "X-aws-ec2-metadata-token"), "another");
}

TEST_F(InstanceMetadataTest, FetchesARefusedTokenAnewOnce) {
  transport_.Answer(200, kToken);
  transport_.Answer(401);
  transport_.Answer(200, "another");
  transport_.Answer(200, "us-east-1");
  EXPECT_EQ(Region().value(), "us-east-1");
  EXPECT_EQ(SentHeader(Sent(3), "X-aws-ec2-metadata-token"), "another");
}

TEST_F(InstanceMetadataTest, GivesUpWhenAFreshTokenIsRefused) {
  transport_.Answer(200, kToken);
  transport_.Answer(401);
  transport_.Answer(200, "another");
  transport_.Answer(401);
  EXPECT_TRUE(absl::IsUnauthenticated(Region().status()));
  EXPECT_EQ(transport_.requests().size(), 4u);
}

TEST_F(InstanceMetadataTest, NeverFallsBackToVersion1) {
  for (int status : {403, 404, 405}) {
    transport_.Answer(status);
    const auto region = Region();
    EXPECT_TRUE(absl::IsFailedPrecondition(region.status())) << status;
    EXPECT_THAT(std::string(region.status().message()), HasSubstr("switch it on"));
  }
  EXPECT_EQ(transport_.requests().size(), 3u);
}

TEST_F(InstanceMetadataTest, BlamesTheHopLimitForSilence) {
  const auto region = Region();
  EXPECT_TRUE(absl::IsDeadlineExceeded(region.status()));
  EXPECT_THAT(std::string(region.status().message()), HasSubstr("hop limit"));
}

TEST_F(InstanceMetadataTest, TellsPassingFailuresFromGarbage) {
  transport_.Answer(500);
  EXPECT_TRUE(absl::IsUnavailable(Region().status()));
  transport_.Answer(200, "not\na token");
  EXPECT_TRUE(absl::IsDataLoss(Region().status()));
  transport_.Answer(200, kToken);
  for (int status : {429, 503}) {
    transport_.Answer(status);
    EXPECT_TRUE(absl::IsUnavailable(Region().status())) << status;
  }
  transport_.Answer(absl::UnavailableError("lost"));
  EXPECT_TRUE(absl::IsUnavailable(Region().status()));
  transport_.Answer(200, "<html> no </html>");
  EXPECT_TRUE(absl::IsDataLoss(Region().status()));
  transport_.Answer(302);
  EXPECT_TRUE(absl::IsDataLoss(Region().status()));
}

TEST_F(InstanceMetadataTest, ReadsTheCredentialsOfTheRole) {
  transport_.Answer(200, kToken);
  transport_.Answer(200, "ecsInstanceRole\n");
  transport_.Answer(200, kCredentials);
  EXPECT_EQ(RoleCredentials().value().access_key_id, "ASIAEXAMPLE");
  EXPECT_EQ(Sent(2).url,
            "http://169.254.169.254/latest/meta-data/iam/security-credentials/ecsInstanceRole");
}

TEST_F(InstanceMetadataTest, SaysThatARoleIsMissing) {
  transport_.Answer(200, kToken);
  transport_.Answer(404);
  const auto credentials = RoleCredentials();
  EXPECT_TRUE(absl::IsNotFound(credentials.status()));
  EXPECT_THAT(std::string(credentials.status().message()), HasSubstr("attach an IAM role"));
}

TEST_F(InstanceMetadataTest, DoesNotFollowARoleOfSeveralWords) {
  transport_.Answer(200, kToken);
  for (const char* role : {"", "a b", "a/../b", "a?b", "a#b", "a\"b"}) {
    transport_.Answer(200, role);
    EXPECT_TRUE(absl::IsDataLoss(RoleCredentials().status())) << role;
  }
}

TEST_F(InstanceMetadataTest, KeepsSecretsOutOfItsMessages) {
  transport_.Answer(200, kToken);
  transport_.Answer(200, "role");
  transport_.Answer(200, R"({"Code":"Success","SecretAccessKey":"hush","Token":"hush)");
  transport_.Answer(401, kToken);
  transport_.Answer(200, std::string(kToken) + " ");
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(RoleCredentials().status().ToString(), Not(HasSubstr("hush")));
  }
}

TEST_F(InstanceMetadataTest, DropsTheCallWhenDestroyed) {
  transport_.Answer(200, kToken);
  metadata_->GetRegion([](const absl::StatusOr<std::string>&) { FAIL(); });
  metadata_.reset();
  clock_.Advance(absl::Minutes(1));
}

}  // namespace
}  // namespace neuron
