#include "agent/aws/introspection.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "agent/aws/arn.h"
#include "agent/base/json.h"
#include "proto/ecs_api.pb.h"

namespace neuron {
namespace {

constexpr absl::Duration kTimeout = absl::Seconds(5);

// The agent's own limit for an answer is 5 s: one that is silent for longer is as good as down.
absl::Status NoAnswer(const absl::Status& failure) {
  return absl::Status(
      absl::IsDeadlineExceeded(failure) ? absl::StatusCode::kUnavailable : failure.code(),
      absl::StrCat("no answer from the ECS agent: ", failure.message(),
                   "; is it running (systemctl status ecs)?"));
}

absl::StatusOr<std::string> BodyOf(const absl::StatusOr<HttpResponse>& response) {
  if (!response.ok()) {
    return NoAnswer(response.status());
  }
  if (response->status != 200) {
    const std::string message = absl::StrCat("the ECS agent answers HTTP ", response->status);
    return response->status >= 500 ? absl::UnavailableError(message) : absl::DataLossError(message);
  }
  return response->body;
}

bool IsPrintable(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), absl::ascii_isgraph);
}

}  // namespace

absl::StatusOr<EcsTarget> ParseIntrospectionMetadata(absl::string_view json) {
  ecs_api::IntrospectionMetadata wire;
  if (!ReadJson(json, &wire)) {
    return absl::DataLossError("the ECS agent's answer is not in JSON");
  }
  if (wire.cluster().empty() || !IsPrintable(wire.cluster())) {
    return absl::DataLossError("the ECS agent's answer has no Cluster");
  }
  if (wire.container_instance_arn().empty()) {
    return absl::UnavailableError("the ECS agent has not registered this instance yet");
  }
  const absl::StatusOr<EcsArn> arn = ParseEcsArn(wire.container_instance_arn());
  if (!arn.ok() || arn->kind != "container-instance") {
    return absl::DataLossError("the ECS agent's ContainerInstanceArn is no such ARN");
  }
  return EcsTarget{wire.cluster(), wire.container_instance_arn()};
}

Introspection::Introspection(std::string base_url, HttpTransport* transport)
    : base_url_(std::move(base_url)), transport_(transport) {}

void Introspection::GetTarget(std::function<void(absl::StatusOr<EcsTarget>)> callback) {
  Get("/v1/metadata", [callback = std::move(callback)](const absl::StatusOr<std::string>& body) {
    callback(body.ok() ? ParseIntrospectionMetadata(*body) : body.status());
  });
}

void Introspection::GetTasks(
    std::function<void(absl::StatusOr<std::vector<IntrospectedTask>>)> callback) {
  Get("/v1/tasks", [callback = std::move(callback)](const absl::StatusOr<std::string>& body) {
    callback(body.ok() ? ParseIntrospectionTasks(*body) : body.status());
  });
}

void Introspection::Get(const char* path,
                        std::function<void(absl::StatusOr<std::string>)> callback) {
  HttpRequest request;
  request.url = base_url_ + path;
  request.timeout = kTimeout;
  transport_->Send(std::move(request),
                   lifetime_.Guard([callback = std::move(callback)](
                                       const absl::StatusOr<HttpResponse>& response) {
                     callback(BodyOf(response));
                   }));
}

}  // namespace neuron
