#include "agent/placement/saved_hosts.h"

#include <cmath>
#include <cstdint>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "agent/base/json.h"
#include "agent/base/utc_text.h"
#include "agent/placement/typed_value.h"
#include "proto/ecs_api.pb.h"

namespace neuron {
namespace {

using Text = Reading<std::string>;

Text NotSaved(absl::string_view what) {
  return Text::Unknown(absl::UnknownError(
      absl::StrCat("the file does not say: give what aws ecs ", what, " prints")));
}

Text Described(const std::string& value) {
  return value.empty() ? NotSaved("describe-container-instances") : Text(value);
}

// The later years are no dates that anybody registers at, and overflow.
constexpr double kLastSecond = 253402300799;

Text Date(const google::protobuf::Value& value) {
  const double seconds = value.number_value();
  if (value.has_number_value() && std::isfinite(seconds) && seconds >= 0 &&
      seconds <= kLastSecond) {
    return UtcText(absl::FromUnixSeconds(static_cast<std::int64_t>(seconds)));
  }
  return ParseDate(value.string_value()).has_value() ? Text(value.string_value())
                                                     : NotSaved("describe-container-instances");
}

std::map<SubjectKind, Text> FieldsOf(const ecs_api::SavedContainerInstance& instance) {
  std::map<SubjectKind, Text> fields;
  fields[SubjectKind::kAgentConnected] = Described(
      instance.has_agent_connected() ? instance.agent_connected() ? "true" : "false" : "");
  fields[SubjectKind::kAgentVersion] = Described(instance.version_info().agent_version());
  fields[SubjectKind::kEc2InstanceId] = Described(instance.ec2_instance_id());
  fields[SubjectKind::kRegisteredAt] = Date(instance.registered_at());
  fields[SubjectKind::kRunningTasksCount] = Described(
      instance.has_running_tasks_count() ? absl::StrCat(instance.running_tasks_count()) : "");
  fields[SubjectKind::kTaskGroup] = Text::Unknown(
      absl::UnknownError("which tasks run on an instance is in no list of instances: ask aws ecs "
                         "list-tasks and describe-tasks"));
  return fields;
}

// The hosts in the making.
class HostList {
 public:
  void Describe(const ecs_api::SavedContainerInstance& instance) {
    PlacementHost& host = HostOf(instance.container_instance_arn());
    if (!instance.ec2_instance_id().empty()) {
      host.name = instance.ec2_instance_id();
    }
    host.fields = FieldsOf(instance);
    host.other_attributes = absl::OkStatus();
    for (const ecs_api::Attribute& attribute : instance.attributes()) {
      host.attributes[attribute.name()] = attribute.value();
    }
  }

  void List(const ecs_api::Attribute& attribute) {
    HostOf(attribute.target_id()).attributes[attribute.name()] = attribute.value();
    listed_.insert(attribute.name());
  }

  // A name that is listed of any host is known of all.
  std::vector<PlacementHost> Done() && {
    for (PlacementHost& host : hosts_) {
      for (const std::string& name : listed_) {
        host.attributes.emplace(name, Text::Absent());
      }
    }
    return std::move(hosts_);
  }

 private:
  PlacementHost& HostOf(const std::string& arn) {
    const auto [found, is_new] = places_.emplace(arn, hosts_.size());
    if (is_new) {
      hosts_.push_back(Unseen(arn));
    }
    return hosts_[found->second];
  }

  // A host of which nothing is known yet.
  static PlacementHost Unseen(const std::string& arn) {
    const std::vector<std::string> parts = absl::StrSplit(arn, '/');
    PlacementHost host;
    host.name = parts.back();
    host.other_attributes = absl::UnknownError(
        "no instance in the file has it, and the file may be of other names: give what aws ecs "
        "describe-container-instances prints");
    host.fields = FieldsOf(ecs_api::SavedContainerInstance());
    return host;
  }

  std::vector<PlacementHost> hosts_;
  // By ARN, the index of a host.
  std::map<std::string, std::size_t> places_;
  std::set<std::string> listed_;
};

absl::Status NoHosts(absl::string_view problem) {
  return absl::InvalidArgumentError(
      absl::StrCat(problem,
                   ": give what aws ecs describe-container-instances or list-attributes "
                   "prints as JSON"));
}

absl::Status Read(const std::string& text, HostList* hosts) {
  ecs_api::SavedHosts saved;
  if (!ReadJson(text, &saved)) {
    return NoHosts("not such JSON as it should be");
  }
  if (saved.container_instances().empty() && saved.attributes().empty()) {
    return NoHosts("no container instance in it");
  }
  for (const ecs_api::SavedContainerInstance& instance : saved.container_instances()) {
    hosts->Describe(instance);
  }
  for (const ecs_api::Attribute& attribute : saved.attributes()) {
    hosts->List(attribute);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<PlacementHost>> ParseSavedHosts(const std::vector<std::string>& texts) {
  HostList hosts;
  for (const std::string& text : texts) {
    const absl::Status status = Read(text, &hosts);
    if (!status.ok()) {
      return status;
    }
  }
  return std::move(hosts).Done();
}

}  // namespace neuron
