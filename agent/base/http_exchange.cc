#include "agent/base/http_exchange.h"

#include <openssl/ssl.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using UnixSocket = asio::local::stream_protocol::socket;

constexpr std::size_t kMaxBody = 1 << 20;
constexpr std::uint32_t kMaxHeaders = 16 << 10;
// Bytes read ahead of the parser, so that a header that is too long is seen as that.
constexpr std::size_t kMaxBuffer = 2 * kMaxHeaders;

boost::string_view Boost(absl::string_view text) { return {text.data(), text.size()}; }
std::string Text(boost::string_view text) { return std::string(text); }

http::request<http::string_body> WireRequest(HttpRequest request, const Url& url) {
  http::request<http::string_body> wire;
  wire.method_string(Boost(request.method));
  wire.target(Boost(url.target));
  wire.set(http::field::host, Boost(HostHeader(url)));
  wire.set(http::field::connection, "close");
  for (const auto& [name, value] : request.headers) {
    wire.insert(Boost(name), Boost(value));
  }
  wire.body() = std::move(request.body);
  wire.prepare_payload();
  return wire;
}

HttpResponse PlainResponse(http::response<http::string_body> wire) {
  HttpResponse response;
  response.status = static_cast<int>(wire.result_int());
  for (const auto& field : wire) {
    response.headers.emplace_back(Text(field.name_string()), Text(field.value()));
  }
  response.body = std::move(wire.body());
  return response;
}

bool IsNotHttp(const error_code& error) {
  return error.category() == make_error_code(http::error::bad_version).category() &&
         error != http::error::end_of_stream && error != http::error::partial_message;
}

absl::Status ExchangeError(absl::string_view what, const error_code& error) {
  const std::string message = absl::StrCat(what, ": ", error.message());
  return IsNotHttp(error) ? absl::DataLossError(message) : absl::UnavailableError(message);
}

// What does not depend on the kind of stream: the deadline, and that the callback comes once.
class Exchange : public HttpExchange {
 public:
  void Cancel() final {
    callback_ = nullptr;
    deadline_ = nullptr;
    Close();
  }

 protected:
  Exchange(Loop* loop, const HttpRequest& request, HttpTransport::Callback callback)
      : name_(absl::StrCat(request.method, " ", WithoutQuery(request.url))),
        callback_(std::move(callback)) {
    deadline_ = loop->CallAfter(request.timeout, [this, timeout = request.timeout] {
      Finish(absl::DeadlineExceededError(
          absl::StrCat("no answer within ", absl::FormatDuration(timeout))));
    });
  }

  bool done() const { return callback_ == nullptr; }

  // The callback may destroy the transport, so it comes last.
  void Finish(absl::StatusOr<HttpResponse> result) {
    if (done()) {
      return;
    }
    const HttpTransport::Callback callback = std::move(callback_);
    Cancel();
    if (!result.ok()) {
      result = absl::Status(result.status().code(),
                            absl::StrCat(name_, ": ", result.status().message()));
    }
    callback(std::move(result));
  }

  // Makes what is under way on the connection fail.
  virtual void Close() = 0;

 private:
  const std::string name_;
  HttpTransport::Callback callback_;
  std::unique_ptr<Alarm> deadline_;
};

// Writes and reads, once there is a connection.
template <typename Stream>
class StreamExchange : public Exchange,
                       public std::enable_shared_from_this<StreamExchange<Stream>> {
 public:
  template <typename... Args>
  StreamExchange(Loop* loop, HttpRequest request, const Url& url, HttpTransport::Callback callback,
                 Args&&... stream)
      : Exchange(loop, request, std::move(callback)),
        url_(url),
        stream_(loop->io_context(), std::forward<Args>(stream)...) {
    // The answer to HEAD has the headers of a body that does not come.
    parser_.skip(request.method == "HEAD");
    parser_.header_limit(kMaxHeaders);
    parser_.body_limit(kMaxBody);
    request_ = WireRequest(std::move(request), url);
  }

 protected:
  void Converse() {
    http::async_write(stream_, request_, Then("send", [this](std::size_t) { ReceiveHeader(); }));
  }

  // A handler that goes on with `next`, or ends the exchange with the error.
  template <typename F>
  auto Then(const char* what, F next) {
    return [this, self = this->shared_from_this(), what, next = std::move(next)](
               const error_code& error, auto&&... result) {
      if (this->done()) {
        return;
      }
      if (error) {
        this->Finish(Explain(what, error));
        return;
      }
      next(result...);
    };
  }

  virtual absl::Status Explain(const char* what, const error_code& error) {
    return ExchangeError(what, error);
  }

  void Close() override {
    error_code ignored;
    stream_.lowest_layer().close(ignored);
  }

  const Url url_;
  Stream stream_;

 private:
  // The header by itself: read together with a piece of the body, Beast 1.74 forgets that the
  // Content-Length is over the limit, and reserves as much.
  void ReceiveHeader() {
    http::async_read_header(stream_, buffer_, parser_,
                            Then("receive", [this](std::size_t) { ReceiveBody(); }));
  }

  void ReceiveBody() {
    http::async_read(stream_, buffer_, parser_, Then("receive", [this](std::size_t) {
                       this->Finish(PlainResponse(parser_.release()));
                     }));
  }

  http::request<http::string_body> request_;
  http::response_parser<http::string_body> parser_;
  beast::flat_buffer buffer_{kMaxBuffer};
};

class UnixExchange : public StreamExchange<UnixSocket> {
 public:
  using StreamExchange::StreamExchange;

  void Start() override {
    stream_.async_connect({url_.socket_path}, Then("connect", [this] { Converse(); }));
  }
};

// Looks up, connects, and leaves the rest to Greet().
template <typename Stream>
class NetworkExchange : public StreamExchange<Stream> {
 public:
  using StreamExchange<Stream>::StreamExchange;

  void Start() override {
    error_code not_numeric;
    const asio::ip::address address = asio::ip::make_address(this->url_.host, not_numeric);
    if (!not_numeric) {
      Connect(tcp::resolver::results_type::create({address, this->url_.port}, "", ""));
      return;
    }
    // The first lookup starts the resolver's thread.
    resolver_.async_resolve(
        this->url_.host, std::to_string(this->url_.port), tcp::resolver::numeric_service,
        this->Then("look up", [this](const auto& results) { Connect(results); }));
  }

 protected:
  virtual void Greet() = 0;

  void Close() override {
    resolver_.cancel();
    StreamExchange<Stream>::Close();
  }

 private:
  void Connect(const tcp::resolver::results_type& endpoints) {
    asio::async_connect(this->stream_.lowest_layer(), endpoints,
                        this->Then("connect", [this](const tcp::endpoint&) { Greet(); }));
  }

  tcp::resolver resolver_{this->stream_.get_executor()};
};

class PlainExchange : public NetworkExchange<tcp::socket> {
 public:
  using NetworkExchange::NetworkExchange;

 protected:
  void Greet() override { Converse(); }
};

class TlsExchange : public NetworkExchange<ssl::stream<tcp::socket>> {
 public:
  TlsExchange(Loop* loop, HttpRequest request, const Url& url, HttpTransport::Callback callback,
              std::shared_ptr<ssl::context> tls)
      : NetworkExchange(loop, std::move(request), url, std::move(callback), *tls),
        tls_(std::move(tls)) {
    stream_.set_verify_mode(ssl::verify_peer);
    stream_.set_verify_callback(ssl::host_name_verification(url.host));
    // An address is no server name, and some servers refuse one.
    error_code not_numeric;
    asio::ip::make_address(url.host, not_numeric);
    if (not_numeric) {
      SSL_set_tlsext_host_name(stream_.native_handle(), url.host.c_str());
    }
  }

 protected:
  void Greet() override {
    stream_.async_handshake(ssl::stream_base::client,
                            Then("TLS handshake", [this] { Converse(); }));
  }

  absl::Status Explain(const char* what, const error_code& error) override {
    if (error.category() != asio::error::get_ssl_category() ||
        ERR_GET_REASON(error.value()) != SSL_R_CERTIFICATE_VERIFY_FAILED) {
      return NetworkExchange::Explain(what, error);
    }
    // Unspecified is what the check of the host name leaves behind.
    const long reason = SSL_get_verify_result(stream_.native_handle());
    return absl::UnauthenticatedError(absl::StrCat("the peer's certificate was refused: ",
                                                   reason == X509_V_ERR_UNSPECIFIED
                                                       ? "it is for another host"
                                                       : X509_verify_cert_error_string(reason)));
  }

 private:
  const std::shared_ptr<ssl::context> tls_;
};

}  // namespace

std::shared_ptr<HttpExchange> MakeHttpExchange(Loop* loop, HttpRequest request, const Url& url,
                                               std::shared_ptr<ssl::context> tls,
                                               HttpTransport::Callback callback) {
  switch (url.scheme) {
    case Url::Scheme::kUnix:
      return std::make_shared<UnixExchange>(loop, std::move(request), url, std::move(callback));
    case Url::Scheme::kHttp:
      return std::make_shared<PlainExchange>(loop, std::move(request), url, std::move(callback));
    case Url::Scheme::kHttps:
      break;
  }
  return std::make_shared<TlsExchange>(loop, std::move(request), url, std::move(callback),
                                       std::move(tls));
}

}  // namespace neuron
