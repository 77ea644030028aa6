#ifndef AGENT_BASE_HTTP_EXCHANGE_H_
#define AGENT_BASE_HTTP_EXCHANGE_H_

#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "agent/base/http.h"
#include "agent/base/loop.h"
#include "agent/base/url.h"

namespace neuron {

// One request, its connection and its answer: the only place that knows Beast, which is slow to
// compile. Keeps itself alive while it is under way. On the loop's thread.
class HttpExchange {
 public:
  virtual ~HttpExchange() = default;

  // Begins. Its callback comes once, with the results that HttpTransport promises, but never from
  // within Start(). REQUIRES: not called before.
  virtual void Start() = 0;

  // Closes the connection without a call. Nothing after the call came.
  virtual void Cancel() = 0;
};

// `url` is what `request.url` says. REQUIRES: `tls` if that is https.
std::shared_ptr<HttpExchange> MakeHttpExchange(Loop* loop, HttpRequest request, const Url& url,
                                               std::shared_ptr<boost::asio::ssl::context> tls,
                                               HttpTransport::Callback callback);

}  // namespace neuron

#endif  // AGENT_BASE_HTTP_EXCHANGE_H_
