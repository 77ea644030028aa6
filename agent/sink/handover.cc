#include "agent/sink/handover.h"

#include "agent/sink/attribute_audit.h"

namespace neuron {

absl::optional<Handover> HandoverOf(const EcsTarget& target,
                                    const std::vector<DesiredAttribute>& told) {
  for (const DesiredAttribute& attribute : told) {
    if (attribute.kind == AttributeKind::kGeneration) {
      return Handover{target, attribute.value};
    }
  }
  return absl::nullopt;
}

absl::optional<std::vector<DesiredAttribute>> GoOnFrom(const absl::optional<Handover>& left,
                                                       const EcsTarget& target,
                                                       const AttributeNames& names,
                                                       const std::vector<EcsAttribute>& held) {
  if (!left.has_value() || left->target != target ||
      ValueOf(held, AttributeName(names, AttributeKind::kGeneration)) != left->generation) {
    return absl::nullopt;
  }
  std::vector<DesiredAttribute> ours;
  for (const AttributeKind kind : names.kinds) {
    const std::string name = AttributeName(names, kind);
    if (const absl::optional<std::string> value = ValueOf(held, name)) {
      ours.push_back({kind, name, *value, "kept by the agent before this one"});
    }
  }
  return ours;
}

}  // namespace neuron
