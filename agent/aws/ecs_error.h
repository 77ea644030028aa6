#ifndef AGENT_AWS_ECS_ERROR_H_
#define AGENT_AWS_ECS_ERROR_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "agent/aws/credentials.h"
#include "agent/aws/ecs_target.h"
#include "agent/base/http.h"

namespace neuron {

// What a caller can do about a failed ECS call.
enum class EcsErrorKind {
  // Passes by itself: the service or the way there failed. Try again soon.
  kRetry,
  // The account's request rate is used up. Try again after a longer wait.
  kThrottled,
  // The credentials were refused even after new ones were fetched.
  kRefetchCredentials,
  // The signature was refused for its time, and the server's time did not help.
  kClockSkew,
  // No such cluster or container instance: ask the ECS agent again who this host is.
  kNotFound,
  // The role lacks a permission; the status says which and how to grant it.
  kAccessDenied,
  // The container instance has too many custom attributes: ask for fewer.
  kLimitExceeded,
  // The same request will fail again.
  kPermanent,
};

// A failed ECS call.
struct EcsError {
  EcsErrorKind kind = EcsErrorKind::kPermanent;
  // As ECS names it ("ThrottlingException"); empty if there was no answer or none with a code.
  std::string code;
  // One line: the operation, the code, the message, the cure if we know one. Never ok.
  absl::Status status;
};

// Classifies an answer that is not a success.
//
// By the code in the body or in X-Amzn-ErrorType; the HTTP status decides only where there is no
// code, as in the HTML of a proxy. Of foreign text, 300 bytes are kept, and nothing from where
// `credentials`, with which the request was signed, come back. The cure of an AccessDenied is the
// statement to add to the role's policy.
EcsError EcsErrorFromResponse(absl::string_view operation, const EcsTarget& target,
                              const Credentials& credentials, const HttpResponse& response);

// Classifies a call that got no answer that makes sense, or could not be signed for want of
// credentials: it passes by itself, but for a URL that is wrong.
EcsError EcsErrorFromStatus(absl::string_view operation, const absl::Status& status);

}  // namespace neuron

#endif  // AGENT_AWS_ECS_ERROR_H_
