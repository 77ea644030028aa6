#ifndef AGENT_AWS_ECS_CALLER_H_
#define AGENT_AWS_ECS_CALLER_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/variant.h"
#include "agent/aws/credentials.h"
#include "agent/aws/ecs_client_options.h"
#include "agent/aws/ecs_error.h"
#include "agent/aws/ecs_target.h"
#include "agent/base/clock.h"
#include "agent/base/http.h"
#include "agent/base/lifetime.h"

namespace neuron {

// Makes calls to ECS, of which it knows no more than that they are JSON and signed.
//
// One call is one attempt, but for this: credentials that ECS refuses are fetched anew, and a wrong
// clock is corrected by the server's, each once and followed by a second attempt. Callbacks come
// once, never from within the call; destroying this drops what is outstanding without a call. On
// the loop's thread.
class EcsCaller {
 public:
  // The body of a success, or the failure.
  using Answer = absl::variant<std::string, EcsError>;
  using Callback = std::function<void(Answer)>;

  // Borrows what it is given.
  EcsCaller(EcsClientOptions options, HttpTransport* transport, CredentialsProvider* credentials,
            Clock* clock);

  // Sends `body` to the operation. `target` is for the cure of a failure.
  void Call(const char* operation, const EcsTarget& target, std::string body, Callback done);

 private:
  // One call, with what its second attempts need.
  struct Errand;

  void Attempt(const std::shared_ptr<Errand>& errand);
  void Send(const std::shared_ptr<Errand>& errand, const Credentials& credentials);
  void Receive(const std::shared_ptr<Errand>& errand, const Credentials& credentials,
               const absl::StatusOr<HttpResponse>& response);
  // Makes the second attempt that may help, if there is one.
  bool TryAgain(const std::shared_ptr<Errand>& errand, EcsErrorKind kind,
                const HttpResponse& response);
  absl::Time SigningTime() const { return clock_->Now() + server_ahead_; }
  // False if that time is unknown or is what we thought.
  bool CorrectClock(absl::Time server);

  const EcsClientOptions options_;
  HttpTransport* const transport_;
  CredentialsProvider* const credentials_;
  Clock* const clock_;
  absl::Duration server_ahead_;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_AWS_ECS_CALLER_H_
