// Talks to ECS, the metadata service and the ECS agent with the agent's real parts, as told.
//
// Usage: ecs_session ECS_URL IMDS_URL INTROSPECTION_URL REGION [CONTAINER_URL TOKEN_FILE]
// Reads an order a line and answers each with a line: "ok" with what was found, or the failure.
//   region | whoami | put NAME=VALUE... | delete NAME... | list
//   tasks | groups ARN... | daemons SERVICE... | definition FAMILY:REVISION
//   status | drain | activate

#include <boost/asio/io_context.hpp>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "agent/aws/credentials_chain.h"
#include "agent/aws/ecs_client.h"
#include "agent/aws/instance_metadata.h"
#include "agent/aws/introspection.h"
#include "agent/base/http_transport.h"
#include "agent/base/loop.h"

namespace neuron {
namespace {

class Session {
 public:
  Session(const std::string& ecs_url, const std::string& imds_url,
          const std::string& introspection_url, const std::string& region,
          const CredentialsSources& sources)
      : metadata_(imds_url, transport_.get(), &loop_),
        introspection_(introspection_url, transport_.get()),
        credentials_(MakeCredentialsChain(sources, transport_.get(), &metadata_, &loop_, [] {
                       return 0.5;
                     }).value()) {
    EcsClientOptions options;
    options.endpoint = ecs_url;
    options.region = region;
    ecs_ = MakeEcsClient(options, transport_.get(), credentials_.get(), &loop_);
  }

  std::string Obey(absl::string_view order) {
    const std::vector<std::string> words = absl::StrSplit(order, ' ');
    const std::vector<std::string> names(words.begin() + 1, words.end());
    if (words[0] == "region") {
      metadata_.GetRegion([this](const absl::StatusOr<std::string>& region) {
        End(region.ok() ? absl::StrCat("ok ", *region) : region.status().ToString());
      });
    } else if (words[0] == "whoami") {
      introspection_.GetTarget([this](const absl::StatusOr<EcsTarget>& target) {
        End(target.ok() ? absl::StrCat("ok ", target->container_instance_arn)
                        : target.status().ToString());
        target_ = target.value_or(EcsTarget());
      });
    } else if (words[0] == "put") {
      ecs_->PutAttributes(target_, Attributes(names), EndOfWrite());
    } else if (words[0] == "delete") {
      ecs_->DeleteAttributes(target_, names, EndOfWrite());
    } else if (words[0] == "list") {
      ecs_->ListAttributes(target_, EndOfRead<EcsAttribute>());
    } else if (words[0] == "tasks") {
      introspection_.GetTasks([this](const absl::StatusOr<std::vector<IntrospectedTask>>& tasks) {
        End(tasks.ok() ? Listing(*tasks) : tasks.status().ToString());
      });
    } else if (words[0] == "groups") {
      ecs_->DescribeTasks(target_, names, EndOfRead<EcsTask>());
    } else if (words[0] == "daemons") {
      ecs_->DescribeServices(target_, names, EndOfRead<EcsService>());
    } else if (words[0] == "definition") {
      ecs_->DescribeTaskDefinition(target_, words.at(1), EndOfDefinition());
    } else if (words[0] == "status") {
      ecs_->GetInstanceStatus(target_, EndOfStatus());
    } else if (words[0] == "drain") {
      ecs_->SetInstanceStatus(target_, InstanceStatus::kDraining, EndOfWrite());
    } else if (words[0] == "activate") {
      ecs_->SetInstanceStatus(target_, InstanceStatus::kActive, EndOfWrite());
    } else {
      return "not an order";
    }
    loop_.Run();
    loop_.io_context().restart();
    return std::move(answer_);
  }

 private:
  static std::vector<EcsAttribute> Attributes(const std::vector<std::string>& words) {
    std::vector<EcsAttribute> attributes;
    for (const std::string& word : words) {
      const std::pair<std::string, std::string> parts = absl::StrSplit(word, '=');
      attributes.push_back({parts.first, parts.second});
    }
    return attributes;
  }

  static std::string Word(const EcsAttribute& attribute) {
    return absl::StrCat(attribute.name, "=", attribute.value);
  }
  static std::string Word(const EcsTask& task) { return absl::StrCat(task.arn, "=", task.group); }
  static std::string Word(const EcsService& service) {
    return absl::StrCat(service.name, "=", service.is_daemon);
  }
  static std::string Word(const IntrospectedTask& task) {
    return absl::StrCat(task.arn, "=", task.family, ":", task.revision, ":",
                        static_cast<int>(task.known));
  }

  static std::string Word(const EcsContainerDefinition& container) {
    return absl::StrCat(container.name, "=", absl::StrJoin(container.devices, ","), ":",
                        absl::StrJoin(container.mounts, ","));
  }

  template <typename T>
  static std::string Listing(const std::vector<T>& things) {
    std::string listing = "ok";
    for (const T& thing : things) {
      absl::StrAppend(&listing, " ", Word(thing));
    }
    return listing;
  }

  template <typename T>
  std::function<void(absl::variant<std::vector<T>, EcsError>)> EndOfRead() {
    return [this](const absl::variant<std::vector<T>, EcsError>& answer) {
      const EcsError* error = absl::get_if<EcsError>(&answer);
      End(error != nullptr ? error->status.ToString() : Listing(absl::get<std::vector<T>>(answer)));
    };
  }

  EcsClient::TaskDefinitionCallback EndOfDefinition() {
    return [this](const absl::variant<EcsTaskDefinition, EcsError>& answer) {
      const EcsError* error = absl::get_if<EcsError>(&answer);
      End(error != nullptr ? error->status.ToString()
                           : Listing(absl::get<EcsTaskDefinition>(answer).containers));
    };
  }

  EcsClient::StatusCallback EndOfStatus() {
    return [this](const absl::variant<InstanceStatus, EcsError>& answer) {
      const EcsError* error = absl::get_if<EcsError>(&answer);
      End(error != nullptr
              ? error->status.ToString()
              : absl::StrCat("ok ", static_cast<int>(absl::get<InstanceStatus>(answer))));
    };
  }

  EcsClient::WriteCallback EndOfWrite() {
    return [this](const absl::optional<EcsError>& error) {
      End(error.has_value() ? error->status.ToString() : "ok");
    };
  }

  void End(std::string answer) {
    answer_ = std::move(answer);
    loop_.Stop();
  }

  Loop loop_;
  std::unique_ptr<HttpTransport> transport_ = MakeHttpTransport(&loop_, {});
  InstanceMetadata metadata_;
  Introspection introspection_;
  std::unique_ptr<CredentialsProvider> credentials_;
  std::unique_ptr<EcsClient> ecs_;
  EcsTarget target_;
  std::string answer_;
};

}  // namespace
}  // namespace neuron

int main(int argc, char** argv) {
  if (argc != 5 && argc != 7) {
    std::cerr << "usage: ecs_session ECS_URL IMDS_URL INTROSPECTION_URL REGION "
                 "[CONTAINER_URL TOKEN_FILE]\n";
    return 2;
  }
  neuron::CredentialsSources sources;
  if (argc == 7) {
    sources.container = neuron::ContainerEndpoint{neuron::Secret(argv[5]), argv[6], {}};
  }
  neuron::Session session(argv[1], argv[2], argv[3], argv[4], sources);
  std::string order;
  while (std::getline(std::cin, order)) {
    std::cout << session.Obey(order) << std::endl;
  }
  return 0;
}
