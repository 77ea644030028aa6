#ifndef AGENT_AWS_CREDENTIALS_H_
#define AGENT_AWS_CREDENTIALS_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/aws/secret.h"

namespace neuron {

// What requests to AWS are signed with.
struct Credentials {
  std::string access_key_id;
  Secret secret_access_key;
  // Empty for long-lived keys.
  Secret session_token;
  // Unset: they do not expire.
  absl::optional<absl::Time> expiration;
};

// Where credentials come from.
class CredentialsProvider {
 public:
  using Callback = std::function<void(absl::StatusOr<Credentials>)>;

  virtual ~CredentialsProvider() = default;

  // Calls `callback` once, on the loop's thread and never from within Get(). Destroying the
  // provider drops the call.
  virtual void Get(Callback callback) = 0;

  // AWS refused the credentials: where others can be had, the next Get() asks for them.
  virtual void Invalidate() = 0;
};

}  // namespace neuron

#endif  // AGENT_AWS_CREDENTIALS_H_
