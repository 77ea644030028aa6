#ifndef AGENT_AWS_INSTANCE_METADATA_H_
#define AGENT_AWS_INSTANCE_METADATA_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "agent/aws/credentials.h"
#include "agent/aws/secret.h"
#include "agent/base/clock.h"
#include "agent/base/http.h"
#include "agent/base/lifetime.h"

namespace neuron {

// The EC2 instance metadata service, version 2 only: every question carries a session token, which
// is fetched when first needed, kept until shortly before its end, and fetched anew once when the
// service refuses it.
//
// Callbacks come once, never from within the call; destroying this drops them. Failures name the
// URL and the cure: NotFound (the instance has no such thing, as a role), FailedPrecondition
// (version 2 is not offered), Unauthenticated (a fresh token is refused), Unavailable and
// DeadlineExceeded (ask again later), DataLoss (not what the service says).
class InstanceMetadata {
 public:
  using TextCallback = std::function<void(absl::StatusOr<std::string>)>;

  // `base_url` is http://169.254.169.254 on EC2. Borrows the rest.
  InstanceMetadata(std::string base_url, HttpTransport* transport, const Clock* clock);

  // The credentials of the instance's role.
  void GetCredentials(CredentialsProvider::Callback callback);
  void GetRegion(TextCallback callback);
  void GetInstanceId(TextCallback callback);

 private:
  using TokenCallback = std::function<void(absl::StatusOr<Secret>)>;

  // The URL of what is below /latest/meta-data/.
  std::string UrlOf(absl::string_view path) const;
  // The text there, and the text if it is one word.
  void GetText(std::string path, TextCallback callback);
  void GetWord(std::string path, TextCallback callback);
  void Ask(std::string url, bool may_renew, TextCallback callback);
  void AskWithToken(const Secret& token, const std::string& url, bool may_renew,
                    TextCallback callback);
  void GetToken(TokenCallback callback);

  std::string base_url_;
  HttpTransport* transport_;
  const Clock* clock_;
  Secret token_;
  absl::Duration token_end_;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_AWS_INSTANCE_METADATA_H_
