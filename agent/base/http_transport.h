#ifndef AGENT_BASE_HTTP_TRANSPORT_H_
#define AGENT_BASE_HTTP_TRANSPORT_H_

#include <memory>
#include <string>

#include "agent/base/http.h"
#include "agent/base/loop.h"

namespace neuron {

struct HttpTransportOptions {
  // A PEM file of certificate authorities. Empty: where the distribution has it.
  std::string ca_bundle;
};

// The real transport: over the network or a Unix socket, never through a proxy, one connection an
// exchange.
//
// A TLS peer must show a certificate for the URL's host by an authority of the bundle, which is
// read at the first https request and then kept; without a bundle every https request fails with
// Unauthenticated. Numeric hosts need no lookup; a name is looked up in a thread of the loop's,
// which may hang there after the exchange has timed out, and delays other lookups and the end of
// the loop for as long. All on the loop's thread. Borrows the loop, which must live longer.
std::unique_ptr<HttpTransport> MakeHttpTransport(Loop* loop, HttpTransportOptions options);

}  // namespace neuron

#endif  // AGENT_BASE_HTTP_TRANSPORT_H_
