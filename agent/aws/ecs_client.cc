#include "agent/aws/ecs_client.h"

#include <utility>

#include "agent/aws/ecs_answers.h"
#include "agent/aws/ecs_caller.h"
#include "agent/base/json.h"
#include "proto/ecs_api.pb.h"

namespace neuron {
namespace {

using Answer = EcsCaller::Answer;

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

// Passes on what `value` finds in the answer, or the failure.
template <typename Response, typename Done, typename Value>
EcsCaller::Callback PassOn(const std::string& operation, Done done, Value value) {
  return [operation, done = std::move(done), value](const Answer& answer) {
    const auto response = ReadAnswer<Response>(operation, answer);
    const EcsError* error = absl::get_if<EcsError>(&response);
    error != nullptr ? done(*error) : done(value(absl::get<Response>(response)));
  };
}

// What was put or deleted is of no interest.
absl::optional<EcsError> IsDone(const ecs_api::AttributesResponse&) { return absl::nullopt; }

class SigningEcsClient : public EcsClient {
 public:
  SigningEcsClient(EcsClientOptions options, HttpTransport* transport,
                   CredentialsProvider* credentials, Clock* clock)
      : caller_(std::move(options), transport, credentials, clock) {}

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
    Call<ecs_api::AttributesResponse>("PutAttributes", target, wire, std::move(done), IsDone);
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
    Call<ecs_api::AttributesResponse>("DeleteAttributes", target, wire, std::move(done), IsDone);
  }

  void ListAttributes(const EcsTarget& target, ListCallback done) override {
    DescribeInstance(target, std::move(done), AttributesIn);
  }

  void DescribeTasks(const EcsTarget& target, const std::vector<std::string>& arns,
                     TasksCallback done) override {
    ecs_api::DescribeTasksRequest wire;
    wire.set_cluster(target.cluster);
    *wire.mutable_tasks() = {arns.begin(), arns.end()};
    Call<ecs_api::DescribeTasksResponse>("DescribeTasks", target, wire, std::move(done), TasksIn);
  }

  void DescribeServices(const EcsTarget& target, const std::vector<std::string>& names,
                        ServicesCallback done) override {
    ecs_api::DescribeServicesRequest wire;
    wire.set_cluster(target.cluster);
    *wire.mutable_services() = {names.begin(), names.end()};
    Call<ecs_api::DescribeServicesResponse>("DescribeServices", target, wire, std::move(done),
                                            ServicesIn);
  }

  void DescribeTaskDefinition(const EcsTarget& target, const std::string& name,
                              TaskDefinitionCallback done) override {
    ecs_api::DescribeTaskDefinitionRequest wire;
    wire.set_task_definition(name);
    Call<ecs_api::DescribeTaskDefinitionResponse>("DescribeTaskDefinition", target, wire,
                                                  std::move(done), TaskDefinitionIn);
  }

  void GetInstanceStatus(const EcsTarget& target, StatusCallback done) override {
    DescribeInstance(target, std::move(done), StatusIn);
  }

  void SetInstanceStatus(const EcsTarget& target, InstanceStatus status,
                         WriteCallback done) override {
    ecs_api::UpdateContainerInstancesStateRequest wire;
    wire.set_cluster(target.cluster);
    wire.add_container_instances(target.container_instance_arn);
    wire.set_status(status == InstanceStatus::kDraining ? "DRAINING" : "ACTIVE");
    Call<ecs_api::UpdateContainerInstancesStateResponse>("UpdateContainerInstancesState", target,
                                                         wire, std::move(done), RefusalIn);
  }

 private:
  template <typename Done, typename Value>
  void DescribeInstance(const EcsTarget& target, Done done, Value value) {
    ecs_api::DescribeContainerInstancesRequest wire;
    wire.set_cluster(target.cluster);
    wire.add_container_instances(target.container_instance_arn);
    Call<ecs_api::DescribeContainerInstancesResponse>("DescribeContainerInstances", target, wire,
                                                      std::move(done), value);
  }

  template <typename Response, typename Done, typename Value>
  void Call(const char* operation, const EcsTarget& target, const google::protobuf::Message& wire,
            Done done, Value value) {
    caller_.Call(operation, target, WriteJson(wire),
                 PassOn<Response>(operation, std::move(done), value));
  }

  EcsCaller caller_;
};

}  // namespace

std::unique_ptr<EcsClient> MakeEcsClient(EcsClientOptions options, HttpTransport* transport,
                                         CredentialsProvider* credentials, Clock* clock) {
  return std::make_unique<SigningEcsClient>(std::move(options), transport, credentials, clock);
}

}  // namespace neuron
