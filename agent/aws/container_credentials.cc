#include "agent/aws/container_credentials.h"

#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "agent/aws/role_credentials.h"
#include "agent/base/file.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

constexpr absl::Duration kTimeout = absl::Seconds(2);
constexpr absl::Duration kPause = absl::Seconds(1);
constexpr int kTries = 3;
// Of a header that servers still take.
constexpr std::size_t kMaxTokenBytes = 8192;

bool MayPass(const absl::Status& failure) {
  return absl::IsUnavailable(failure) || absl::IsDeadlineExceeded(failure);
}

std::size_t OriginLength(const std::string& url) {
  return url.find_first_of("/?", url.find("://") + 3);
}

std::string OriginOf(const std::string& url) { return url.substr(0, OriginLength(url)); }

// Without the query, which a message never holds anyway.
std::string PathOf(const std::string& url) {
  const std::size_t begin = OriginLength(url);
  return begin == std::string::npos ? "" : url.substr(begin, url.find('?', begin) - begin);
}

}  // namespace

ContainerCredentials::ContainerCredentials(ContainerEndpoint endpoint, HttpTransport* transport,
                                           Clock* clock)
    : endpoint_(std::move(endpoint)),
      origin_(OriginOf(endpoint_.url.Reveal())),
      path_(PathOf(endpoint_.url.Reveal())),
      transport_(transport),
      clock_(clock) {}

void ContainerCredentials::Get(CredentialsProvider::Callback callback) {
  Try(kTries, std::move(callback));
}

void ContainerCredentials::Try(int tries_left, CredentialsProvider::Callback callback) {
  absl::StatusOr<HttpRequest> request = MakeRequest();
  if (!request.ok()) {
    callback(request.status());
    return;
  }
  transport_->Send(*std::move(request),
                   lifetime_.Guard([this, tries_left, callback = std::move(callback)](
                                       const absl::StatusOr<HttpResponse>& response) {
                     const absl::Status failure = FailureOf(response);
                     if (MayPass(failure) && tries_left > 1) {
                       again_ = clock_->CallAfter(
                           kPause, [this, tries_left, callback] { Try(tries_left - 1, callback); });
                     } else if (!failure.ok()) {
                       callback(failure);
                     } else {
                       callback(ParseContainerCredentials(response->body));
                     }
                   }));
}

absl::StatusOr<HttpRequest> ContainerCredentials::MakeRequest() const {
  NEURON_ASSIGN_OR_RETURN(std::string token, FindToken());
  HttpRequest request;
  request.url = endpoint_.url.Reveal();
  request.headers = {{"Accept", "application/json"}};
  if (!token.empty()) {
    request.headers.emplace_back("Authorization", std::move(token));
  }
  request.timeout = kTimeout;
  return request;
}

// Empty if none is to be sent.
absl::StatusOr<std::string> ContainerCredentials::FindToken() const {
  if (endpoint_.token_file.empty()) {
    return endpoint_.token.Reveal();
  }
  absl::StatusOr<std::string> token = ReadFile(endpoint_.token_file, kMaxTokenBytes);
  const absl::Status status = token.ok() ? CheckContainerToken(*token) : token.status();
  if (!status.ok()) {
    return absl::FailedPreconditionError(absl::StrCat(
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=", endpoint_.token_file, ": ", status.message()));
  }
  return token;
}

absl::Status ContainerCredentials::FailureOf(const absl::StatusOr<HttpResponse>& response) const {
  if (!response.ok()) {
    return WithoutPath(response.status());
  }
  const std::string message = absl::StrCat("the container credentials endpoint ", origin_,
                                           " answers HTTP ", response->status);
  switch (response->status) {
    case 200:
      return absl::OkStatus();
    case 401:
    case 403:
      return absl::UnauthenticatedError(absl::StrCat(
          message, "; is AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE or _TOKEN the one it wants?"));
    case 400:
    case 404:
      return absl::FailedPreconditionError(absl::StrCat(
          message, "; is AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI this container's?"));
    case 429:
      return absl::UnavailableError(message);
    default:
      return response->status >= 500 ? absl::UnavailableError(message)
                                     : absl::DataLossError(message);
  }
}

absl::Status ContainerCredentials::WithoutPath(const absl::Status& failure) const {
  std::string message(failure.message());
  if (path_.Reveal().size() > 1) {
    message = absl::StrReplaceAll(message, {{path_.Reveal(), "/..."}});
  }
  return absl::Status(failure.code(),
                      absl::StrCat("no answer from the container credentials endpoint: ", message));
}

}  // namespace neuron
