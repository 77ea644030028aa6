#include "agent/aws/instance_metadata.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/aws/role_credentials.h"

namespace neuron {
namespace {

constexpr absl::string_view kRole = "iam/security-credentials/";
constexpr absl::Duration kTimeout = absl::Seconds(2);
constexpr absl::Duration kTokenLife = absl::Hours(6);
// A token this near to its end is not used any more.
constexpr absl::Duration kTokenMargin = absl::Minutes(5);

// One word of a URL's path or of a header.
bool IsWord(absl::string_view text) {
  return !text.empty() && text.size() <= 1024 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_isgraph(c) && !absl::StrContains("/?#\"\\", static_cast<char>(c));
         });
}

absl::Status WithCure(const absl::Status& status, absl::string_view cure) {
  return absl::Status(status.code(), absl::StrCat(status.message(), "; ", cure));
}

// What an HTTP status other than 200 means.
absl::Status HttpError(absl::string_view url, int status) {
  const std::string message = absl::StrCat(url, " answers HTTP ", status);
  switch (status) {
    case 401:
      return absl::UnauthenticatedError(message);
    case 403:
      return absl::FailedPreconditionError(
          absl::StrCat(message, "; is the instance metadata service switched off?"));
    case 404:
      return absl::NotFoundError(message);
    case 429:
      return absl::UnavailableError(message);
    default:
      return status >= 500 ? absl::UnavailableError(message) : absl::DataLossError(message);
  }
}

absl::StatusOr<Secret> ReadToken(absl::string_view url,
                                 const absl::StatusOr<HttpResponse>& response) {
  if (!response.ok()) {
    return WithCure(response.status(),
                    "is the instance metadata service on, and is its hop limit 2 or more if this "
                    "runs in a container?");
  }
  if (response->status == 403 || response->status == 404 || response->status == 405) {
    return absl::FailedPreconditionError(
        absl::StrCat(url, " answers HTTP ", response->status,
                     ": version 2 of the instance metadata service is not offered; switch it on"));
  }
  if (response->status != 200) {
    return HttpError(url, response->status);
  }
  // A token may hold any base64.
  const bool printable =
      std::all_of(response->body.begin(), response->body.end(), absl::ascii_isgraph);
  if (response->body.empty() || !printable) {
    return absl::DataLossError(absl::StrCat(url, " gives no token"));
  }
  return Secret(response->body);
}

}  // namespace

InstanceMetadata::InstanceMetadata(std::string base_url, HttpTransport* transport,
                                   const Clock* clock)
    : base_url_(std::move(base_url)), transport_(transport), clock_(clock) {}

void InstanceMetadata::GetRegion(TextCallback callback) {
  GetWord("placement/region", std::move(callback));
}

void InstanceMetadata::GetInstanceId(TextCallback callback) {
  GetWord("instance-id", std::move(callback));
}

void InstanceMetadata::GetCredentials(CredentialsProvider::Callback callback) {
  GetWord(std::string(kRole), [this, callback = std::move(callback)](
                                  const absl::StatusOr<std::string>& role) {
    if (absl::IsNotFound(role.status())) {
      callback(WithCure(role.status(), "attach an IAM role to the instance"));
      return;
    }
    if (!role.ok()) {
      callback(role.status());
      return;
    }
    GetText(absl::StrCat(kRole, *role), [callback](const absl::StatusOr<std::string>& json) {
      callback(json.ok() ? ParseRoleCredentials(*json) : json.status());
    });
  });
}

void InstanceMetadata::GetWord(std::string path, TextCallback callback) {
  const std::string url = UrlOf(path);
  GetText(std::move(path), [url, callback = std::move(callback)](absl::StatusOr<std::string> text) {
    if (text.ok()) {
      text = std::string(absl::StripAsciiWhitespace(*text));
      if (!IsWord(*text)) {
        text = absl::DataLossError(absl::StrCat(url, " does not answer with one word"));
      }
    }
    callback(std::move(text));
  });
}

void InstanceMetadata::GetText(std::string path, TextCallback callback) {
  Ask(UrlOf(path), /*may_renew=*/true, std::move(callback));
}

std::string InstanceMetadata::UrlOf(absl::string_view path) const {
  return absl::StrCat(base_url_, "/latest/meta-data/", path);
}

void InstanceMetadata::Ask(std::string url, bool may_renew, TextCallback callback) {
  GetToken([this, url = std::move(url), may_renew,
            callback = std::move(callback)](const absl::StatusOr<Secret>& token) {
    if (!token.ok()) {
      callback(token.status());
      return;
    }
    AskWithToken(*token, url, may_renew, callback);
  });
}

void InstanceMetadata::AskWithToken(const Secret& token, const std::string& url, bool may_renew,
                                    TextCallback callback) {
  HttpRequest request;
  request.url = url;
  request.headers = {{"X-aws-ec2-metadata-token", token.Reveal()}};
  request.timeout = kTimeout;
  transport_->Send(std::move(request),
                   lifetime_.Guard([this, url, may_renew, callback = std::move(callback)](
                                       const absl::StatusOr<HttpResponse>& response) {
                     if (!response.ok()) {
                       callback(response.status());
                     } else if (response->status == 401 && may_renew) {
                       token_ = Secret();
                       Ask(url, /*may_renew=*/false, callback);
                     } else if (response->status != 200) {
                       callback(HttpError(url, response->status));
                     } else {
                       callback(response->body);
                     }
                   }));
}

void InstanceMetadata::GetToken(TokenCallback callback) {
  if (!token_.empty() && clock_->Monotonic() < token_end_) {
    callback(token_);
    return;
  }
  HttpRequest request;
  request.method = "PUT";
  request.url = base_url_ + "/latest/api/token";
  request.headers = {
      {"X-aws-ec2-metadata-token-ttl-seconds", absl::StrCat(absl::ToInt64Seconds(kTokenLife))}};
  request.timeout = kTimeout;
  const absl::Duration end = clock_->Monotonic() + kTokenLife - kTokenMargin;
  transport_->Send(request,
                   lifetime_.Guard([this, url = request.url, end, callback = std::move(callback)](
                                       const absl::StatusOr<HttpResponse>& response) {
                     const absl::StatusOr<Secret> token = ReadToken(url, response);
                     if (token.ok()) {
                       token_ = *token;
                       token_end_ = end;
                     }
                     callback(token);
                   }));
}

}  // namespace neuron
