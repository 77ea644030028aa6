#include "agent/placement/placement_host.h"

namespace neuron {
namespace {

Reading<std::string> UnlessAbsent(const absl::Status& why) {
  return why.ok() ? Reading<std::string>::Absent() : Reading<std::string>::Unknown(why);
}

Reading<std::string> AttributeOf(const PlacementHost& host, const std::string& name) {
  const auto found = host.attributes.find(name);
  return found == host.attributes.end() ? UnlessAbsent(host.other_attributes) : found->second;
}

}  // namespace

Reading<std::string> ValueOf(const PlacementHost& host, const Subject& subject) {
  if (subject.kind == SubjectKind::kAttribute) {
    return AttributeOf(host, subject.attribute);
  }
  const auto found = host.fields.find(subject.kind);
  return found == host.fields.end() || found->second.is_absent()
             ? Reading<std::string>::Unknown(absl::UnknownError("nobody has told"))
             : found->second;
}

}  // namespace neuron
