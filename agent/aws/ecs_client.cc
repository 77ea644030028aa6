#include "agent/aws/ecs_client.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/aws/sigv4.h"
#include "agent/base/excerpt.h"
#include "agent/base/json.h"
#include "agent/base/lifetime.h"
#include "proto/ecs_api.pb.h"

namespace neuron {
namespace {

// ECS tolerates 5 minutes; less than this is no reason for a refusal.
constexpr absl::Duration kMinSkew = absl::Minutes(1);

// The body of a success, or the failure.
using Answer = absl::variant<std::string, EcsError>;

// One call, with what its second attempts need.
struct Call {
  std::string operation;
  EcsTarget target;
  std::string body;
  std::function<void(Answer)> done;
  bool renewed_credentials = false;
  bool corrected_clock = false;
};

template <typename Message>
absl::variant<Message, EcsError> ReadAnswer(absl::string_view operation, const Answer& answer) {
  if (const EcsError* error = absl::get_if<EcsError>(&answer)) {
    return *error;
  }
  Message message;
  if (!ReadJson(absl::get<std::string>(answer), &message)) {
    return EcsErrorFromStatus(operation,
                              absl::DataLossError("answers HTTP 200, but not as ECS does"));
  }
  return message;
}

std::function<void(Answer)> ForWrite(const std::string& operation, EcsClient::WriteCallback done) {
  return [operation, done = std::move(done)](const Answer& answer) {
    const auto response = ReadAnswer<ecs_api::AttributesResponse>(operation, answer);
    const EcsError* error = absl::get_if<EcsError>(&response);
    done(error == nullptr ? absl::nullopt : absl::make_optional(*error));
  };
}

// The one instance that was asked for, or why it is not there.
absl::variant<std::vector<EcsAttribute>, EcsError> AttributesOf(
    const ecs_api::DescribeContainerInstancesResponse& response) {
  if (response.container_instances().empty()) {
    EcsError error;
    error.kind = EcsErrorKind::kNotFound;
    error.code = response.failures().empty() ? "" : Excerpt(response.failures(0).reason());
    error.status = absl::NotFoundError(absl::StrCat("DescribeContainerInstances: ", error.code,
                                                    ": ECS does not know this container instance"));
    return error;
  }
  std::vector<EcsAttribute> attributes;
  for (const ecs_api::Attribute& attribute : response.container_instances(0).attributes()) {
    attributes.push_back({attribute.name(), attribute.value()});
  }
  return attributes;
}

std::vector<EcsTask> TasksIn(const ecs_api::DescribeTasksResponse& response) {
  std::vector<EcsTask> tasks;
  for (const ecs_api::Task& task : response.tasks()) {
    tasks.push_back({task.task_arn(), task.group()});
  }
  return tasks;
}

std::vector<EcsService> ServicesIn(const ecs_api::DescribeServicesResponse& response) {
  std::vector<EcsService> services;
  for (const ecs_api::Service& service : response.services()) {
    services.push_back({service.service_name(), service.scheduling_strategy() == "DAEMON"});
  }
  return services;
}

// Passes on what `value` finds in the answer.
template <typename Response, typename Done, typename F>
std::function<void(Answer)> ForRead(const std::string& operation, Done done, F value) {
  return [operation, done = std::move(done), value](const Answer& answer) {
    const auto response = ReadAnswer<Response>(operation, answer);
    const EcsError* error = absl::get_if<EcsError>(&response);
    error != nullptr ? done(*error) : done(value(absl::get<Response>(response)));
  };
}

// By the Date header. InfinitePast if there is none to be read.
absl::Time ServerTime(const HttpResponse& response) {
  absl::Time time;
  std::string error;
  const bool read =
      absl::ParseTime("%a, %d %b %Y %H:%M:%S GMT", FindHeader(response, "Date"), &time, &error);
  return read ? time : absl::InfinitePast();
}

class SigningEcsClient : public EcsClient {
 public:
  SigningEcsClient(EcsClientOptions options, HttpTransport* transport,
                   CredentialsProvider* credentials, Clock* clock)
      : options_(std::move(options)),
        transport_(transport),
        credentials_(credentials),
        clock_(clock) {}

  void PutAttributes(const EcsTarget& target, const std::vector<EcsAttribute>& attributes,
                     WriteCallback done) override {
    ecs_api::PutAttributesRequest wire;
    wire.set_cluster(target.cluster);
    for (const EcsAttribute& attribute : attributes) {
      ecs_api::Attribute* entry = wire.add_attributes();
      entry->set_name(attribute.name);
      entry->set_value(attribute.value);
      entry->set_target_id(target.container_instance_arn);
    }
    Start("PutAttributes", target, WriteJson(wire), ForWrite("PutAttributes", std::move(done)));
  }

  void DeleteAttributes(const EcsTarget& target, const std::vector<std::string>& names,
                        WriteCallback done) override {
    ecs_api::DeleteAttributesRequest wire;
    wire.set_cluster(target.cluster);
    for (const std::string& name : names) {
      ecs_api::Attribute* entry = wire.add_attributes();
      entry->set_name(name);
      entry->set_target_id(target.container_instance_arn);
    }
    Start("DeleteAttributes", target, WriteJson(wire),
          ForWrite("DeleteAttributes", std::move(done)));
  }

  void ListAttributes(const EcsTarget& target, ListCallback done) override {
    using Response = ecs_api::DescribeContainerInstancesResponse;
    ecs_api::DescribeContainerInstancesRequest wire;
    wire.set_cluster(target.cluster);
    wire.add_container_instances(target.container_instance_arn);
    Start("DescribeContainerInstances", target, WriteJson(wire),
          ForRead<Response>("DescribeContainerInstances", std::move(done), AttributesOf));
  }

  void DescribeTasks(const EcsTarget& target, const std::vector<std::string>& arns,
                     TasksCallback done) override {
    ecs_api::DescribeTasksRequest wire;
    wire.set_cluster(target.cluster);
    *wire.mutable_tasks() = {arns.begin(), arns.end()};
    Start("DescribeTasks", target, WriteJson(wire),
          ForRead<ecs_api::DescribeTasksResponse>("DescribeTasks", std::move(done), TasksIn));
  }

  void DescribeServices(const EcsTarget& target, const std::vector<std::string>& names,
                        ServicesCallback done) override {
    ecs_api::DescribeServicesRequest wire;
    wire.set_cluster(target.cluster);
    *wire.mutable_services() = {names.begin(), names.end()};
    Start("DescribeServices", target, WriteJson(wire),
          ForRead<ecs_api::DescribeServicesResponse>("DescribeServices", std::move(done),
                                                     ServicesIn));
  }

 private:
  void Start(const char* operation, const EcsTarget& target, std::string body,
             std::function<void(Answer)> done) {
    Attempt(std::make_shared<Call>(
        Call{operation, target, std::move(body), std::move(done), false, false}));
  }

  void Attempt(const std::shared_ptr<Call>& call) {
    credentials_->Get(lifetime_.Guard([this, call](const absl::StatusOr<Credentials>& credentials) {
      if (!credentials.ok()) {
        call->done(EcsErrorFromStatus(call->operation, credentials.status()));
        return;
      }
      Send(call, *credentials);
    }));
  }

  void Send(const std::shared_ptr<Call>& call, const Credentials& credentials) {
    HttpRequest request;
    request.method = "POST";
    request.url = options_.endpoint + "/";
    request.headers = {
        {"Content-Type", "application/x-amz-json-1.1"},
        {"X-Amz-Target", absl::StrCat("AmazonEC2ContainerServiceV20141113.", call->operation)}};
    request.body = call->body;
    request.timeout = options_.timeout;
    const absl::StatusOr<HttpRequest> signed_request =
        SignV4(std::move(request), credentials, options_.region, "ecs", SigningTime());
    if (!signed_request.ok()) {
      call->done(EcsErrorFromStatus(call->operation, signed_request.status()));
      return;
    }
    transport_->Send(
        *signed_request,
        lifetime_.Guard([this, call, credentials](const absl::StatusOr<HttpResponse>& response) {
          Receive(call, credentials, response);
        }));
  }

  void Receive(const std::shared_ptr<Call>& call, const Credentials& credentials,
               const absl::StatusOr<HttpResponse>& response) {
    if (!response.ok()) {
      call->done(EcsErrorFromStatus(call->operation, response.status()));
      return;
    }
    if (response->status == 200) {
      call->done(response->body);
      return;
    }
    EcsError error = EcsErrorFromResponse(call->operation, call->target, credentials, *response);
    if (!TryAgain(call, error.kind, *response)) {
      call->done(std::move(error));
    }
  }

  // Makes the second attempt that may help, if there is one.
  bool TryAgain(const std::shared_ptr<Call>& call, EcsErrorKind kind,
                const HttpResponse& response) {
    if (kind == EcsErrorKind::kRefetchCredentials && !call->renewed_credentials) {
      call->renewed_credentials = true;
      credentials_->Invalidate();
    } else if (kind == EcsErrorKind::kClockSkew && !call->corrected_clock &&
               CorrectClock(ServerTime(response))) {
      call->corrected_clock = true;
    } else {
      return false;
    }
    Attempt(call);
    return true;
  }

  absl::Time SigningTime() const { return clock_->Now() + server_ahead_; }

  // False if that time is unknown or is what we thought.
  bool CorrectClock(absl::Time server) {
    if (server == absl::InfinitePast() || absl::AbsDuration(server - SigningTime()) < kMinSkew) {
      return false;
    }
    server_ahead_ = server - clock_->Now();
    return true;
  }

  const EcsClientOptions options_;
  HttpTransport* const transport_;
  CredentialsProvider* const credentials_;
  Clock* const clock_;
  absl::Duration server_ahead_;
  Lifetime lifetime_;
};

}  // namespace

std::unique_ptr<EcsClient> MakeEcsClient(EcsClientOptions options, HttpTransport* transport,
                                         CredentialsProvider* credentials, Clock* clock) {
  return std::make_unique<SigningEcsClient>(std::move(options), transport, credentials, clock);
}

}  // namespace neuron
