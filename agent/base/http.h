#ifndef AGENT_BASE_HTTP_H_
#define AGENT_BASE_HTTP_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace neuron {

// One header, name and value, as sent.
using HttpHeader = std::pair<std::string, std::string>;

struct HttpRequest {
  std::string method = "GET";
  // http://host[:port]/path?query, https://..., or unix:/path/of/socket:/path?query.
  std::string url;
  // Host and Content-Length are the transport's.
  std::vector<HttpHeader> headers;
  std::string body;
  // For the whole exchange, from the name lookup to the last byte.
  absl::Duration timeout = absl::Seconds(10);
};

struct HttpResponse {
  int status = 0;
  // As received, in order.
  std::vector<HttpHeader> headers;
  std::string body;
};

// The value of the first header of that name, whatever its case; empty if there is none.
std::string FindHeader(const HttpResponse& response, absl::string_view name);

// HTTP/1.1, one exchange a call.
//
// A response of any status is a success here. Failures of the exchange: Unavailable (no
// connection, connection lost), DeadlineExceeded (timeout), InvalidArgument (the URL), DataLoss
// (not HTTP, or over 1 MiB of body or 16 KiB of headers), Unauthenticated (the peer's
// certificate). Each message names the URL without its query.
class HttpTransport {
 public:
  using Callback = std::function<void(absl::StatusOr<HttpResponse>)>;

  virtual ~HttpTransport() = default;

  // Calls `callback` exactly once, on the loop's thread and never from within Send(). Destroying
  // the transport drops what is outstanding without a call.
  virtual void Send(HttpRequest request, Callback callback) = 0;
};

}  // namespace neuron

#endif  // AGENT_BASE_HTTP_H_
