#include "agent/base/http_transport.h"

#include <openssl/crypto.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <boost/asio/ssl/context.hpp>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/base/ca_bundle.h"
#include "agent/base/http_exchange.h"
#include "agent/base/lifetime.h"
#include "agent/base/status.h"
#include "agent/base/url.h"

namespace neuron {
namespace {

namespace ssl = boost::asio::ssl;

// The longest header that Beast writes is 64 KiB.
constexpr std::size_t kMaxHeader = 32 << 10;

// A token as HTTP defines it.
bool IsToken(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(c) || absl::StrContains("!#$%&'*+-.^_`|~", c);
  });
}

bool IsHeader(const HttpHeader& header) {
  const auto& [name, value] = header;
  return IsToken(name) && name.size() + value.size() <= kMaxHeader &&
         std::none_of(value.begin(), value.end(), absl::ascii_iscntrl);
}

// Fails for what would break the protocol. Values may be secret: only names are in the message.
absl::Status CheckSendable(const HttpRequest& request) {
  if (!IsToken(request.method)) {
    return absl::InvalidArgumentError(
        absl::StrCat(WithoutQuery(request.url), ": the method is no HTTP token"));
  }
  for (const HttpHeader& header : request.headers) {
    if (!IsHeader(header)) {
      return absl::InvalidArgumentError(
          absl::StrCat(WithoutQuery(request.url), ": header ", absl::CHexEscape(header.first),
                       " is too long, or holds a byte that HTTP does not allow"));
    }
  }
  return absl::OkStatus();
}

// What verifies TLS peers, with the bundle read in: 20 ms and 1.3 MB, so it is made once.
absl::StatusOr<std::shared_ptr<ssl::context>> ReadTlsContext(std::string ca_bundle) {
  if (ca_bundle.empty()) {
    NEURON_ASSIGN_OR_RETURN(ca_bundle, FindCaBundle(""));
  }
  auto context = std::make_shared<ssl::context>(ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  boost::system::error_code error;
  context->load_verify_file(ca_bundle, error);
  if (error) {
    return absl::UnauthenticatedError(absl::StrCat("cannot read the certificate authorities in ",
                                                   ca_bundle, ": ", error.message(),
                                                   "; name another bundle with --ca_bundle"));
  }
  return context;
}

class BeastTransport : public HttpTransport {
 public:
  BeastTransport(Loop* loop, HttpTransportOptions options)
      : loop_(loop), options_(std::move(options)) {}

  ~BeastTransport() override {
    for (const auto& [number, exchange] : exchanges_) {
      exchange->Cancel();
    }
  }

  void Send(HttpRequest request, Callback callback) override {
    const absl::Status begun = Begin(std::move(request), callback);
    if (!begun.ok()) {
      loop_->Post(lifetime_.Guard([begun, callback = std::move(callback)] { callback(begun); }));
    }
  }

 private:
  absl::Status Begin(HttpRequest request, const Callback& callback) {
    NEURON_ASSIGN_OR_RETURN(const Url url, ParseUrl(request.url));
    NEURON_RETURN_IF_ERROR(CheckSendable(request));
    if (url.scheme == Url::Scheme::kHttps) {
      NEURON_RETURN_IF_ERROR(EnsureTls(request));
    }
    const int number = next_++;
    // The callback may destroy the transport: nothing is touched after it.
    auto done = [this, number, callback](absl::StatusOr<HttpResponse> result) {
      exchanges_.erase(number);
      callback(std::move(result));
    };
    auto exchange = MakeHttpExchange(loop_, std::move(request), url, tls_, std::move(done));
    exchanges_[number] = exchange;
    exchange->Start();
    return absl::OkStatus();
  }

  absl::Status EnsureTls(const HttpRequest& request) {
    if (tls_ != nullptr) {
      return absl::OkStatus();
    }
    absl::StatusOr<std::shared_ptr<ssl::context>> tls = ReadTlsContext(options_.ca_bundle);
    if (!tls.ok()) {
      return absl::UnauthenticatedError(
          absl::StrCat(WithoutQuery(request.url), ": ", tls.status().message()));
    }
    tls_ = *std::move(tls);
    return absl::OkStatus();
  }

  Loop* const loop_;
  const HttpTransportOptions options_;
  std::shared_ptr<ssl::context> tls_;
  std::map<int, std::shared_ptr<HttpExchange>> exchanges_;
  int next_ = 0;
  Lifetime lifetime_;
};

}  // namespace

std::unique_ptr<HttpTransport> MakeHttpTransport(Loop* loop, HttpTransportOptions options) {
  // Else OpenSSL obeys the host's openssl.cnf, and loads the providers that it names.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  return std::make_unique<BeastTransport>(loop, std::move(options));
}

}  // namespace neuron
