#include "agent/sink/attribute_audit.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/base/excerpt.h"
#include "agent/telemetry/attribute_grammar.h"

namespace neuron {

absl::optional<std::string> ValueOf(const std::vector<EcsAttribute>& held,
                                    const std::string& name) {
  const auto found =
      absl::c_find_if(held, [&](const EcsAttribute& one) { return one.name == name; });
  return found == held.end() ? absl::nullopt : absl::make_optional(found->value);
}

std::vector<AttributeKind> FindOthers(const AttributeNames& names,
                                      const std::vector<EcsAttribute>& held) {
  std::vector<AttributeKind> others;
  for (AttributeKind kind : names.kinds) {
    const absl::optional<std::string> value = ValueOf(held, AttributeName(names, kind));
    if (value.has_value() && !IsValueOf(kind, *value)) {
      others.push_back(kind);
    }
  }
  return others;
}

std::vector<Drift> FindDrift(const std::vector<DesiredAttribute>& written,
                             const std::vector<EcsAttribute>& held) {
  std::vector<Drift> drift;
  for (const DesiredAttribute& attribute : written) {
    absl::optional<std::string> value = ValueOf(held, attribute.name);
    if (value != attribute.value) {
      drift.push_back({attribute.name, attribute.value, std::move(value)});
    }
  }
  return drift;
}

std::string Describe(const std::vector<Drift>& drift) {
  return absl::StrJoin(drift, ", ", [](std::string* out, const Drift& one) {
    absl::StrAppend(out, one.name);
    if (one.held.has_value()) {
      absl::StrAppend(out, " is ", Excerpt(*one.held), " in place of ", one.written);
    } else {
      absl::StrAppend(out, " is gone");
    }
  });
}

int FreeRoom(const std::vector<EcsAttribute>& held) {
  constexpr int kMost = 10;
  const auto custom = absl::c_count_if(held, [](const EcsAttribute& one) {
    return !absl::StartsWith(one.name, "ecs.") && !absl::StartsWith(one.name, "com.amazonaws.");
  });
  return std::max(0, kMost - static_cast<int>(custom));
}

}  // namespace neuron
