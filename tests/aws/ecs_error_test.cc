#include "agent/aws/ecs_error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

const EcsTarget kTarget = {"prod", "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0a"};

Credentials SecretCredentials() {
  Credentials credentials;
  credentials.access_key_id = "ASIAEXAMPLE";
  credentials.secret_access_key = Secret("hushhushhushhushhushhush");
  credentials.session_token = Secret("silent+token/silent+token/silent+token");
  return credentials;
}

EcsError Classify(int status, const std::string& body, std::vector<HttpHeader> headers = {}) {
  HttpResponse response;
  response.status = status;
  response.body = body;
  response.headers = std::move(headers);
  return EcsErrorFromResponse("PutAttributes", kTarget, SecretCredentials(), response);
}

EcsErrorKind KindOf(const std::string& code) {
  return Classify(400, absl::StrCat(R"({"__type":")", code, R"(","message":"m"})")).kind;
}

std::string Message(const EcsError& error) { return std::string(error.status.message()); }

TEST(EcsError, IsClassifiedByItsCode) {
  EXPECT_EQ(KindOf("ThrottlingException"), EcsErrorKind::kThrottled);
  EXPECT_EQ(KindOf("Throttling"), EcsErrorKind::kThrottled);
  EXPECT_EQ(KindOf("TooManyRequestsException"), EcsErrorKind::kThrottled);
  EXPECT_EQ(KindOf("RequestLimitExceeded"), EcsErrorKind::kThrottled);
  EXPECT_EQ(KindOf("ServerException"), EcsErrorKind::kRetry);
  EXPECT_EQ(KindOf("ExpiredTokenException"), EcsErrorKind::kRefetchCredentials);
  EXPECT_EQ(KindOf("UnrecognizedClientException"), EcsErrorKind::kRefetchCredentials);
  EXPECT_EQ(KindOf("InvalidClientTokenId"), EcsErrorKind::kRefetchCredentials);
  EXPECT_EQ(KindOf("InvalidSignatureException"), EcsErrorKind::kClockSkew);
  EXPECT_EQ(KindOf("RequestExpired"), EcsErrorKind::kClockSkew);
  EXPECT_EQ(KindOf("TargetNotFoundException"), EcsErrorKind::kNotFound);
  EXPECT_EQ(KindOf("ClusterNotFoundException"), EcsErrorKind::kNotFound);
  EXPECT_EQ(KindOf("AccessDeniedException"), EcsErrorKind::kAccessDenied);
  EXPECT_EQ(KindOf("AttributeLimitExceededException"), EcsErrorKind::kLimitExceeded);
  EXPECT_EQ(KindOf("InvalidParameterException"), EcsErrorKind::kPermanent);
  EXPECT_EQ(KindOf("ClientException"), EcsErrorKind::kPermanent);
  EXPECT_EQ(KindOf("NeverHeardOfException"), EcsErrorKind::kPermanent);
}

TEST(EcsError, PutsTheCodeBeforeTheHttpStatus) {
  EXPECT_EQ(Classify(503, R"({"__type":"AccessDeniedException"})").kind,
            EcsErrorKind::kAccessDenied);
}

TEST(EcsError, FindsTheCodeInANamespaceAndAUrl) {
  const auto error = Classify(
      400, R"({"__type":"com.amazonaws.ecs#ThrottlingException:http://a.test/#x","Message":"m"})");
  EXPECT_EQ(error.code, "ThrottlingException");
  EXPECT_EQ(Message(error), "PutAttributes: ThrottlingException, HTTP 400: m");
}

TEST(EcsError, FindsTheCodeInTheHeader) {
  const auto error =
      Classify(400, "", {{"x-amzn-errortype", "ThrottlingException:http://internal.test/"}});
  EXPECT_EQ(error.kind, EcsErrorKind::kThrottled);
  EXPECT_EQ(Message(error), "PutAttributes: ThrottlingException, HTTP 400");
}

TEST(EcsError, FallsBackToTheHttpStatus) {
  for (const char* body : {"", "<html>\n<b>Sorry</b></html>", "<Error><Code>X</Code></Error>", "{}",
                           "[]", "{", "null", R"({"__type":7})", R"({"__type":"<b>"})"}) {
    EXPECT_EQ(Classify(503, body).kind, EcsErrorKind::kRetry) << body;
    EXPECT_EQ(Classify(429, body).kind, EcsErrorKind::kThrottled) << body;
    EXPECT_EQ(Classify(400, body).kind, EcsErrorKind::kPermanent) << body;
    EXPECT_EQ(Classify(301, body).kind, EcsErrorKind::kPermanent) << body;
    EXPECT_EQ(Classify(503, body).code, "") << body;
  }
}

TEST(EcsError, QuotesWhatItCannotParseOnOneLine) {
  EXPECT_EQ(Message(Classify(503, "<html>\r\n<b>Sorry</b>\r\n</html>")),
            "PutAttributes: HTTP 503: <html> <b>Sorry</b> </html>");
  EXPECT_LT(Message(Classify(503, std::string(1 << 20, 'x'))).size(), 400u);
}

TEST(EcsError, NamesTheMissingPermissionAndThePolicyToAdd) {
  const auto error =
      Classify(400, R"({"__type":"AccessDeniedException","message":"User: x is not authorized"})");
  EXPECT_TRUE(absl::IsPermissionDenied(error.status));
  EXPECT_EQ(Message(error),
            "PutAttributes: AccessDeniedException, HTTP 400: User: x is not authorized; the role "
            "lacks ecs:PutAttributes, add this to its policy: "
            R"({"Effect":"Allow","Action":["ecs:PutAttributes","ecs:DeleteAttributes"],)"
            R"("Resource":"arn:aws:ecs:us-east-1:123456789012:container-instance/prod/*"})");
}

TEST(EcsError, NamesOtherCures) {
  EXPECT_THAT(Message(Classify(400, R"({"__type":"AttributeLimitExceededException"})")),
              HasSubstr("10 custom attributes"));
  EXPECT_THAT(Message(Classify(400, R"({"__type":"InvalidSignatureException"})")),
              HasSubstr("clock"));
  EXPECT_THAT(Message(Classify(400, R"({"__type":"ExpiredTokenException"})")),
              HasSubstr("role of the instance"));
}

TEST(EcsError, DoesNotRepeatTheSignatureThatAProxyEchoes) {
  const std::string message = Message(Classify(
      502, "POST / Authorization: AWS4-HMAC-SHA256 Credential=AKIA/ecs, Signature=5ca1ab1e"));
  EXPECT_THAT(message, HasSubstr("POST / Authorization: (redacted)"));
  EXPECT_THAT(message, Not(HasSubstr("5ca1ab1e"))) << message;
}

TEST(EcsError, DoesNotRepeatTheSecretsThatItIsTold) {
  for (const char* text :
       {"should have been x-amz-security-token:silent+token/silent+token/silent+token host",
        "x-amz-security-token:silent+token/silent&#x2B;token",
        "key hushhushhushhushhushhush and silent+token/silent+token/silent+token"}) {
    for (const std::string& body :
         {std::string(text),
          absl::StrCat(R"({"__type":"InvalidSignatureException","message":")", text, "\"}")}) {
      const std::string message = Message(Classify(403, body));
      EXPECT_THAT(message, Not(HasSubstr("silent+token"))) << message;
      EXPECT_THAT(message, Not(HasSubstr("hushhush"))) << message;
      EXPECT_THAT(message, HasSubstr("(redacted)")) << message;
    }
  }
}

TEST(EcsError, WithoutAnAnswerPassesByItselfUnlessTheUrlIsWrong) {
  for (const absl::Status& status :
       {absl::UnavailableError("u"), absl::DeadlineExceededError("d"), absl::DataLossError("l"),
        absl::UnauthenticatedError("c"), absl::NotFoundError("n")}) {
    const EcsError error = EcsErrorFromStatus("PutAttributes", status);
    EXPECT_EQ(error.kind, EcsErrorKind::kRetry) << status;
    EXPECT_EQ(error.status.code(), status.code());
    EXPECT_THAT(Message(error), EndsWith(std::string(status.message())));
  }
  EXPECT_EQ(EcsErrorFromStatus("PutAttributes", absl::InvalidArgumentError("not a URL")).kind,
            EcsErrorKind::kPermanent);
}

}  // namespace
}  // namespace neuron
