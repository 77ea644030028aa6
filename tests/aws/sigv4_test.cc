#include "agent/aws/sigv4.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/fakes/fake_transport.h"

// That the signature is right is for botocore to say: sigv4_botocore_test.py.
namespace neuron {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const absl::Time kTime =
    absl::FromCivil(absl::CivilSecond(2026, 11, 21, 22, 3, 17), absl::UTCTimeZone());

HttpRequest Unsigned() {
  HttpRequest request;
  request.method = "POST";
  request.url = "https://ecs.us-east-1.amazonaws.com/";
  request.headers = {{"Content-Type", "application/x-amz-json-1.1"}, {"X-Amz-Target", "T"}};
  request.body = "{}";
  return request;
}

Credentials Keys(const std::string& token) {
  Credentials credentials;
  credentials.access_key_id = "AKID";
  credentials.secret_access_key = Secret("hush");
  credentials.session_token = Secret(token);
  return credentials;
}

TEST(SignV4, AddsItsHeadersAndLeavesTheRest) {
  const HttpRequest request = SignV4(Unsigned(), Keys("tok"), "us-east-1", "ecs", kTime).value();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, Unsigned().url);
  EXPECT_EQ(request.body, "{}");
  ASSERT_EQ(request.headers.size(), 5u);
  EXPECT_EQ(request.headers[0], Unsigned().headers[0]);
  EXPECT_EQ(SentHeader(request, "X-Amz-Date"), "20261121T220317Z");
  EXPECT_EQ(SentHeader(request, "X-Amz-Security-Token"), "tok");
  EXPECT_THAT(
      SentHeader(request, "Authorization"),
      StartsWith("AWS4-HMAC-SHA256 Credential=AKID/20261121/us-east-1/ecs/aws4_request, "
                 "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, "
                 "Signature="));
}

TEST(SignV4, SendsNoTokenWhereThereIsNone) {
  const HttpRequest request = SignV4(Unsigned(), Keys(""), "us-east-1", "ecs", kTime).value();
  EXPECT_EQ(request.headers.size(), 4u);
  EXPECT_THAT(SentHeader(request, "Authorization"), Not(HasSubstr("security-token")));
}

TEST(SignV4, NeverSendsTheSecret) {
  const HttpRequest request = SignV4(Unsigned(), Keys("tok"), "us-east-1", "ecs", kTime).value();
  for (const auto& [name, value] : request.headers) {
    EXPECT_THAT(value, Not(HasSubstr("hush"))) << name;
  }
}

TEST(SignV4, RefusesAQueryAndWhatIsNoUrl) {
  for (const char* url : {"https://h/?a=b", "h", ""}) {
    HttpRequest request = Unsigned();
    request.url = url;
    EXPECT_TRUE(
        absl::IsInvalidArgument(SignV4(request, Keys("tok"), "us-east-1", "ecs", kTime).status()))
        << url;
  }
}

}  // namespace
}  // namespace neuron
