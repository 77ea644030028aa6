#include "agent/docker/docker_engine.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/types/optional.h"
#include "agent/base/excerpt.h"
#include "agent/base/json.h"
#include "proto/docker_api.pb.h"

namespace neuron {
namespace {

constexpr absl::Duration kTimeout = absl::Seconds(5);
// The first that tells a container's state by one word, as 1.41 does.
constexpr int kOldestMinor = 24;

// {"status":["created","running","paused","restarting"]}
constexpr absl::string_view kNotEnded =
    "%7B%22status%22%3A%5B%22created%22%2C%22running%22%2C%22paused%22%2C%22restarting%22%5D%7D";
// {"type":["container"],"event":["create","start","die","destroy"]}
constexpr absl::string_view kChanges =
    "%7B%22type%22%3A%5B%22container%22%5D%2C%22event%22%3A%5B%22create%22%2C%22start%22%2C"
    "%22die%22%2C%22destroy%22%5D%7D";

// Of "1.41": 41. None for anything else.
absl::optional<int> MinorVersion(absl::string_view version) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(version, absl::MaxSplits('.', 1));
  int minor = 0;
  return parts.first == "1" && absl::SimpleAtoi(parts.second, &minor) ? absl::make_optional(minor)
                                                                      : absl::nullopt;
}

// The version is on every answer of an engine, also on its errors.
absl::Status CheckVersion(const HttpResponse& response) {
  const std::string version = FindHeader(response, "Api-Version");
  const absl::optional<int> minor = MinorVersion(version);
  if (!minor.has_value()) {
    return absl::DataLossError("what answers is no Docker engine: it names no Api-Version");
  }
  if (*minor < kOldestMinor) {
    return absl::FailedPreconditionError(
        absl::StrCat("API version ", version,
                     " is too old; Docker 1.12 has the first that will do, 1.", kOldestMinor));
  }
  return absl::OkStatus();
}

absl::Status Refusal(const HttpResponse& response) {
  docker_api::Error wire;
  const bool is_dockers = ReadJson(response.body, &wire) && !wire.message().empty();
  const std::string message = absl::StrCat("HTTP ", response.status, ": ",
                                           Excerpt(is_dockers ? wire.message() : response.body));
  if (response.status == 404) {
    return absl::NotFoundError(message);
  }
  return response.status >= 500 ? absl::UnavailableError(message) : absl::DataLossError(message);
}

std::string Seconds(absl::Time time) {
  const timespec parts = absl::ToTimespec(time);
  return absl::StrFormat("%d.%09d", parts.tv_sec, parts.tv_nsec);
}

}  // namespace

DockerEngine::DockerEngine(std::string socket_path, HttpTransport* transport)
    : socket_path_(std::move(socket_path)), transport_(transport) {}

void DockerEngine::List(
    std::function<void(absl::StatusOr<std::map<std::string, DockerState>>)> callback) {
  Ask(absl::StrCat("/containers/json?all=1&filters=", kNotEnded), ParseDockerList,
      std::move(callback));
}

void DockerEngine::Inspect(absl::string_view id,
                           std::function<void(absl::StatusOr<DockerContainer>)> callback) {
  Ask(absl::StrCat("/containers/", id, "/json"), ParseDockerContainer, std::move(callback));
}

void DockerEngine::CountEvents(absl::Time since, absl::Time until,
                               std::function<void(absl::StatusOr<int>)> callback) {
  Ask(absl::StrCat("/events?since=", Seconds(since), "&until=", Seconds(until),
                   "&filters=", kChanges),
      CountDockerEvents, std::move(callback));
}

template <typename T>
void DockerEngine::Ask(absl::string_view target, absl::StatusOr<T> (*parse)(absl::string_view),
                       std::function<void(absl::StatusOr<T>)> callback) {
  HttpRequest request;
  request.url = absl::StrCat("unix:", socket_path_, ":", target);
  request.timeout = kTimeout;
  transport_->Send(std::move(request),
                   lifetime_.Guard([this, parse, callback = std::move(callback)](
                                       const absl::StatusOr<HttpResponse>& response) {
                     const absl::StatusOr<std::string> body = BodyOf(response);
                     callback(body.ok() ? parse(*body) : body.status());
                   }));
}

absl::StatusOr<std::string> DockerEngine::BodyOf(
    const absl::StatusOr<HttpResponse>& response) const {
  if (!response.ok()) {
    return NoAnswer(response.status());
  }
  absl::Status refusal = CheckVersion(*response);
  if (refusal.ok() && response->status != 200) {
    refusal = Refusal(*response);
  }
  if (!refusal.ok()) {
    return absl::Status(refusal.code(),
                        absl::StrCat("Docker at ", socket_path_, ": ", refusal.message()));
  }
  return response->body;
}

// The transport says in words alone why there is no connection.
absl::Status DockerEngine::NoAnswer(const absl::Status& failure) const {
  const std::string message = absl::StrCat("no answer from Docker: ", failure.message());
  if (absl::StrContains(failure.message(), "Permission denied")) {
    return absl::PermissionDeniedError(
        absl::StrCat(message, "; run as root, or in the group that ", socket_path_, " belongs to"));
  }
  if (absl::IsUnavailable(failure) || absl::IsDeadlineExceeded(failure)) {
    return absl::UnavailableError(absl::StrCat(
        message, "; is it running (systemctl status docker), and is its socket there?"));
  }
  return absl::Status(failure.code(), message);
}

}  // namespace neuron
