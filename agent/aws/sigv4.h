#ifndef AGENT_AWS_SIGV4_H_
#define AGENT_AWS_SIGV4_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "agent/aws/credentials.h"
#include "agent/base/http.h"

namespace neuron {

// `request` with a signature of AWS's version 4: adds X-Amz-Date, X-Amz-Security-Token where the
// credentials have one, and Authorization, which signs these, the Host that the transport will
// send, every header of the request and the body.
//
// The path is signed as it stands. InvalidArgument if the URL is no URL or has a query, which no
// call of ours has. Pure.
absl::StatusOr<HttpRequest> SignV4(HttpRequest request, const Credentials& credentials,
                                   absl::string_view region, absl::string_view service,
                                   absl::Time time);

}  // namespace neuron

#endif  // AGENT_AWS_SIGV4_H_
