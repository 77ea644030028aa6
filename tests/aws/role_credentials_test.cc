#include "agent/aws/role_credentials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_replace.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kGood[] = R"({
  "Code" : "Success",
  "LastUpdated" : "2026-11-21T16:00:00Z",
  "Type" : "AWS-HMAC",
  "AccessKeyId" : "ASIAEXAMPLE",
  "SecretAccessKey" : "hush/hush+hush=",
  "Token" : "long/token+of=base64",
  "Expiration" : "2026-11-21T22:03:17Z"
})";

std::string With(absl::string_view from, absl::string_view to) {
  return absl::StrReplaceAll(kGood, {{from, to}});
}

TEST(ParseRoleCredentials, TakesWhatTheServiceSays) {
  const auto credentials = ParseRoleCredentials(kGood);
  ASSERT_TRUE(credentials.ok()) << credentials.status();
  EXPECT_EQ(credentials->access_key_id, "ASIAEXAMPLE");
  EXPECT_EQ(credentials->secret_access_key.Reveal(), "hush/hush+hush=");
  EXPECT_EQ(credentials->session_token.Reveal(), "long/token+of=base64");
  EXPECT_EQ(credentials->expiration,
            absl::FromCivil(absl::CivilSecond(2026, 11, 21, 22, 3, 17), absl::UTCTimeZone()));
}

TEST(ParseRoleCredentials, RefusesWhatIsMissingOrMalformedWithoutRepeatingIt) {
  for (const std::string& json :
       {std::string(), std::string("hush"), std::string("[]"), With("}", ""),
        With("AccessKeyId", "Other"), With("SecretAccessKey", "Other"), With("Expiration", "Other"),
        With("2026-11-21T22:03:17Z", "tomorrow"), With("ASIAEXAMPLE", "AS IA"),
        With("long/token", "long\\r\\ntoken"), With("\"hush/hush+hush=\"", "{\"hush\":1}"),
        With("\"Success\"", "\"Failed\""), With("\"Success\"", "null")}) {
    const auto credentials = ParseRoleCredentials(json);
    EXPECT_TRUE(absl::IsDataLoss(credentials.status())) << json << credentials.status();
    EXPECT_THAT(std::string(credentials.status().message()), Not(HasSubstr("hush")));
    EXPECT_THAT(std::string(credentials.status().message()), Not(HasSubstr("token")));
  }
}

TEST(ParseRoleCredentials, NamesTheCodeThatIsNotSuccess) {
  const auto credentials = ParseRoleCredentials(R"({"Code":"AssumeRoleUnauthorizedAccess"})");
  EXPECT_THAT(std::string(credentials.status().message()),
              HasSubstr("AssumeRoleUnauthorizedAccess"));
}

TEST(ParseContainerCredentials, NeedNoCode) {
  const auto credentials = ParseContainerCredentials(With("\"Code\" : \"Success\",", ""));
  ASSERT_TRUE(credentials.ok()) << credentials.status();
  EXPECT_EQ(credentials->secret_access_key.Reveal(), "hush/hush+hush=");
  EXPECT_TRUE(ParseContainerCredentials(kGood).ok());
}

TEST(ParseContainerCredentials, AreRefusedLikeThoseOfTheInstance) {
  for (const std::string& json : {std::string("hush"), With("\"Success\"", "\"Failed\""),
                                  With("SecretAccessKey", "Other"), With("Expiration", "Other")}) {
    const auto credentials = ParseContainerCredentials(json);
    EXPECT_TRUE(absl::IsDataLoss(credentials.status())) << credentials.status();
    EXPECT_THAT(credentials.status().ToString(), HasSubstr("the container's role"));
    EXPECT_THAT(credentials.status().ToString(), Not(HasSubstr("hush")));
  }
}

}  // namespace
}  // namespace neuron
