#ifndef AGENT_AWS_CONTAINER_CREDENTIALS_H_
#define AGENT_AWS_CONTAINER_CREDENTIALS_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/aws/container_endpoint.h"
#include "agent/aws/credentials.h"
#include "agent/aws/secret.h"
#include "agent/base/clock.h"
#include "agent/base/http.h"
#include "agent/base/lifetime.h"

namespace neuron {

// The endpoint that gives a container the credentials of its role: the ECS agent's, or EKS's.
//
// A token file is read at each try, because what is in it changes. What may pass by itself is tried
// 3 times, 1 s apart, for 2 s each.
class ContainerCredentials {
 public:
  // Borrows the transport and the clock.
  ContainerCredentials(ContainerEndpoint endpoint, HttpTransport* transport, Clock* clock);

  // Asks for the credentials. Calls back once, perhaps from within the call; destroying this, as
  // the callback may, drops the call. REQUIRES: there is no other call.
  //
  // Failures name the endpoint without its path, and the cure: Unavailable and DeadlineExceeded
  // (ask again later), Unauthenticated (the token is refused), FailedPrecondition (there is no
  // token that can be sent, or the endpoint knows no such path), DataLoss (not what such an
  // endpoint says).
  void Get(CredentialsProvider::Callback callback);

 private:
  void Try(int tries_left, CredentialsProvider::Callback callback);
  absl::StatusOr<HttpRequest> MakeRequest() const;
  absl::StatusOr<std::string> FindToken() const;
  absl::Status FailureOf(const absl::StatusOr<HttpResponse>& response) const;
  absl::Status WithoutPath(const absl::Status& failure) const;

  const ContainerEndpoint endpoint_;
  // The URL's scheme, host and port, and what is behind them.
  const std::string origin_;
  const Secret path_;
  HttpTransport* const transport_;
  Clock* const clock_;
  std::unique_ptr<Alarm> again_;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_AWS_CONTAINER_CREDENTIALS_H_
