#include "agent/aws/ecs_error.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/aws/iam_policy.h"
#include "agent/base/excerpt.h"
#include "agent/base/json.h"
#include "proto/ecs_api.pb.h"

namespace neuron {
namespace {

struct KnownCode {
  // Without "Exception" at its end, which some codes have and some lack.
  absl::string_view code;
  EcsErrorKind kind;
};

constexpr KnownCode kKnownCodes[] = {
    {"Throttling", EcsErrorKind::kThrottled},
    {"Throttled", EcsErrorKind::kThrottled},
    {"ThrottledRequest", EcsErrorKind::kThrottled},
    {"RequestThrottled", EcsErrorKind::kThrottled},
    {"TooManyRequests", EcsErrorKind::kThrottled},
    {"RequestLimitExceeded", EcsErrorKind::kThrottled},
    {"LimitExceeded", EcsErrorKind::kThrottled},
    {"Server", EcsErrorKind::kRetry},
    {"InternalFailure", EcsErrorKind::kRetry},
    {"InternalServer", EcsErrorKind::kRetry},
    {"InternalServerError", EcsErrorKind::kRetry},
    {"ServiceUnavailable", EcsErrorKind::kRetry},
    {"RequestTimeout", EcsErrorKind::kRetry},
    {"ExpiredToken", EcsErrorKind::kRefetchCredentials},
    {"UnrecognizedClient", EcsErrorKind::kRefetchCredentials},
    {"InvalidClientTokenId", EcsErrorKind::kRefetchCredentials},
    {"InvalidSignature", EcsErrorKind::kClockSkew},
    {"SignatureDoesNotMatch", EcsErrorKind::kClockSkew},
    {"RequestExpired", EcsErrorKind::kClockSkew},
    {"RequestTimeTooSkewed", EcsErrorKind::kClockSkew},
    {"RequestInTheFuture", EcsErrorKind::kClockSkew},
    {"TargetNotFound", EcsErrorKind::kNotFound},
    {"ClusterNotFound", EcsErrorKind::kNotFound},
    {"AccessDenied", EcsErrorKind::kAccessDenied},
    {"UnauthorizedOperation", EcsErrorKind::kAccessDenied},
    {"AttributeLimitExceeded", EcsErrorKind::kLimitExceeded},
};

EcsErrorKind KindOfCode(absl::string_view code) {
  const absl::string_view stem = absl::StripSuffix(code, "Exception");
  for (const KnownCode& known : kKnownCodes) {
    if (known.code == stem) {
      return known.kind;
    }
  }
  return EcsErrorKind::kPermanent;
}

EcsErrorKind KindOfHttpStatus(int status) {
  if (status == 429) {
    return EcsErrorKind::kThrottled;
  }
  // 200 here means that what came with it made no sense.
  return status >= 500 || status == 408 || status == 200 ? EcsErrorKind::kRetry
                                                         : EcsErrorKind::kPermanent;
}

absl::StatusCode StatusCodeOf(EcsErrorKind kind) {
  switch (kind) {
    case EcsErrorKind::kRetry:
      return absl::StatusCode::kUnavailable;
    case EcsErrorKind::kThrottled:
      return absl::StatusCode::kResourceExhausted;
    case EcsErrorKind::kRefetchCredentials:
    case EcsErrorKind::kClockSkew:
      return absl::StatusCode::kUnauthenticated;
    case EcsErrorKind::kNotFound:
      return absl::StatusCode::kNotFound;
    case EcsErrorKind::kAccessDenied:
      return absl::StatusCode::kPermissionDenied;
    case EcsErrorKind::kLimitExceeded:
      return absl::StatusCode::kFailedPrecondition;
    case EcsErrorKind::kPermanent:
      break;
  }
  return absl::StatusCode::kInvalidArgument;
}

// What a human can do about it; empty where there is nothing.
std::string CureOf(EcsErrorKind kind, absl::string_view operation, const EcsTarget& target) {
  switch (kind) {
    case EcsErrorKind::kRefetchCredentials:
      return "; are the keys in the environment, or the role of the instance, still valid?";
    case EcsErrorKind::kClockSkew:
      return "; check the host's clock and the secret access key";
    case EcsErrorKind::kLimitExceeded:
      return "; ECS allows 10 custom attributes on an instance: publish fewer, or delete others";
    case EcsErrorKind::kAccessDenied:
      return absl::StrCat("; the role lacks ecs:", operation,
                          ", add this to its policy: ", EcsPolicyStatement(operation, target));
    default:
      return "";
  }
}

// "com.amazonaws.ecs#ThrottlingException:http://..." is ThrottlingException.
std::string BareCode(absl::string_view type) {
  type = type.substr(0, type.find(':'));
  const std::size_t hash = type.rfind('#');
  if (hash != absl::string_view::npos) {
    type.remove_prefix(hash + 1);
  }
  const bool is_code =
      type.size() <= 64 && std::all_of(type.begin(), type.end(), [](unsigned char c) {
        return absl::ascii_isalnum(c) || c == '.' || c == '_';
      });
  return is_code ? std::string(type) : "";
}

// Cuts `text` off where `word` begins, if that is anywhere.
std::string CutAt(const std::string& text, absl::string_view word) {
  const std::size_t begin = word.empty() ? std::string::npos : text.find(std::string(word));
  return begin == std::string::npos ? text : absl::StrCat(text.substr(0, begin), "(redacted)");
}

// Cuts `text` off where it begins to repeat a secret: services quote what was signed, and proxies
// what was sent. A beginning is enough, since the rest may be escaped.
std::string WithoutSecrets(const std::string& text, const Credentials& credentials) {
  constexpr std::size_t kTelling = 16;
  std::string rest = CutAt(text, credentials.secret_access_key.Reveal().substr(0, kTelling));
  rest = CutAt(rest, credentials.session_token.Reveal().substr(0, kTelling));
  // The Authorization header, with the signature.
  return CutAt(rest, "AWS4-HMAC-SHA256");
}

ecs_api::Error ReadError(const std::string& body) {
  ecs_api::Error error;
  return ReadJson(body, &error) ? error : ecs_api::Error();
}

std::string CodeOf(const ecs_api::Error& wire, const HttpResponse& response,
                   const Credentials& credentials) {
  const std::string code = BareCode(WithoutSecrets(wire.type(), credentials));
  return code.empty()
             ? BareCode(WithoutSecrets(FindHeader(response, "X-Amzn-ErrorType"), credentials))
             : code;
}

// The message, or the body if it is not ECS's.
std::string TextOf(const ecs_api::Error& wire, const HttpResponse& response) {
  if (!wire.message().empty()) {
    return wire.message();
  }
  const bool is_ecs = !wire.capital_message().empty() || !wire.type().empty();
  return is_ecs ? wire.capital_message() : response.body;
}

}  // namespace

EcsError EcsErrorFromResponse(absl::string_view operation, const EcsTarget& target,
                              const Credentials& credentials, const HttpResponse& response) {
  const ecs_api::Error wire = ReadError(response.body);
  EcsError error;
  error.code = CodeOf(wire, response, credentials);
  error.kind = error.code.empty() ? KindOfHttpStatus(response.status) : KindOfCode(error.code);
  const std::string text = Excerpt(WithoutSecrets(TextOf(wire, response), credentials));
  error.status =
      absl::Status(StatusCodeOf(error.kind),
                   absl::StrCat(operation, ": ", error.code, error.code.empty() ? "" : ", ",
                                "HTTP ", response.status, text.empty() ? "" : ": ", text,
                                CureOf(error.kind, operation, target)));
  return error;
}

EcsError EcsErrorFromStatus(absl::string_view operation, const absl::Status& status) {
  EcsError error;
  error.kind = absl::IsInvalidArgument(status) ? EcsErrorKind::kPermanent : EcsErrorKind::kRetry;
  error.status = absl::Status(status.code(), absl::StrCat(operation, ": ", status.message()));
  return error;
}

}  // namespace neuron
