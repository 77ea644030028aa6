#include "agent/aws/ecs_caller.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/aws/sigv4.h"

namespace neuron {
namespace {

// ECS tolerates 5 minutes; less than this is no reason for a refusal.
constexpr absl::Duration kMinSkew = absl::Minutes(1);

// By the Date header. InfinitePast if there is none to be read.
absl::Time ServerTime(const HttpResponse& response) {
  absl::Time time;
  std::string error;
  const bool read =
      absl::ParseTime("%a, %d %b %Y %H:%M:%S GMT", FindHeader(response, "Date"), &time, &error);
  return read ? time : absl::InfinitePast();
}

}  // namespace

struct EcsCaller::Errand {
  std::string operation;
  EcsTarget target;
  std::string body;
  Callback done;
  bool renewed_credentials = false;
  bool corrected_clock = false;
};

EcsCaller::EcsCaller(EcsClientOptions options, HttpTransport* transport,
                     CredentialsProvider* credentials, Clock* clock)
    : options_(std::move(options)),
      transport_(transport),
      credentials_(credentials),
      clock_(clock) {}

void EcsCaller::Call(const char* operation, const EcsTarget& target, std::string body,
                     Callback done) {
  Attempt(std::make_shared<Errand>(
      Errand{operation, target, std::move(body), std::move(done), false, false}));
}

void EcsCaller::Attempt(const std::shared_ptr<Errand>& errand) {
  credentials_->Get(lifetime_.Guard([this, errand](const absl::StatusOr<Credentials>& credentials) {
    if (!credentials.ok()) {
      errand->done(EcsErrorFromStatus(errand->operation, credentials.status()));
      return;
    }
    Send(errand, *credentials);
  }));
}

void EcsCaller::Send(const std::shared_ptr<Errand>& errand, const Credentials& credentials) {
  HttpRequest request;
  request.method = "POST";
  request.url = options_.endpoint + "/";
  request.headers = {
      {"Content-Type", "application/x-amz-json-1.1"},
      {"X-Amz-Target", absl::StrCat("AmazonEC2ContainerServiceV20141113.", errand->operation)}};
  request.body = errand->body;
  request.timeout = options_.timeout;
  const absl::StatusOr<HttpRequest> signed_request =
      SignV4(std::move(request), credentials, options_.region, "ecs", SigningTime());
  if (!signed_request.ok()) {
    errand->done(EcsErrorFromStatus(errand->operation, signed_request.status()));
    return;
  }
  transport_->Send(
      *signed_request,
      lifetime_.Guard([this, errand, credentials](const absl::StatusOr<HttpResponse>& response) {
        Receive(errand, credentials, response);
      }));
}

void EcsCaller::Receive(const std::shared_ptr<Errand>& errand, const Credentials& credentials,
                        const absl::StatusOr<HttpResponse>& response) {
  if (!response.ok()) {
    errand->done(EcsErrorFromStatus(errand->operation, response.status()));
    return;
  }
  if (response->status == 200) {
    errand->done(response->body);
    return;
  }
  EcsError error = EcsErrorFromResponse(errand->operation, errand->target, credentials, *response);
  if (!TryAgain(errand, error.kind, *response)) {
    errand->done(std::move(error));
  }
}

bool EcsCaller::TryAgain(const std::shared_ptr<Errand>& errand, EcsErrorKind kind,
                         const HttpResponse& response) {
  if (kind == EcsErrorKind::kRefetchCredentials && !errand->renewed_credentials) {
    errand->renewed_credentials = true;
    credentials_->Invalidate();
  } else if (kind == EcsErrorKind::kClockSkew && !errand->corrected_clock &&
             CorrectClock(ServerTime(response))) {
    errand->corrected_clock = true;
  } else {
    return false;
  }
  Attempt(errand);
  return true;
}

bool EcsCaller::CorrectClock(absl::Time server) {
  if (server == absl::InfinitePast() || absl::AbsDuration(server - SigningTime()) < kMinSkew) {
    return false;
  }
  server_ahead_ = server - clock_->Now();
  return true;
}

}  // namespace neuron
