#include "agent/telemetry/attribute_promise.h"

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace neuron {
namespace {

const DesiredAttribute* Find(const std::vector<DesiredAttribute>& attributes, AttributeKind kind) {
  const auto found = absl::c_find_if(
      attributes, [&](const DesiredAttribute& attribute) { return attribute.kind == kind; });
  return found == attributes.end() ? nullptr : &*found;
}

bool TakesBack(const DesiredAttribute& told, const DesiredAttribute& wanted) {
  if (told.kind == AttributeKind::kHealth) {
    return told.value == "ok" && wanted.value != "ok";
  }
  if (told.kind == AttributeKind::kFreeChips) {
    return wanted.value < told.value;
  }
  if (told.kind != AttributeKind::kFreeSet && told.kind != AttributeKind::kFits) {
    return false;
  }
  return told.value != "_none_" &&
         absl::c_any_of(absl::StrSplit(told.value, '_', absl::SkipEmpty()),
                        [&](absl::string_view item) {
                          return !absl::StrContains(wanted.value, absl::StrCat("_", item, "_"));
                        });
}

}  // namespace

bool PromisesLess(const std::vector<DesiredAttribute>& told,
                  const std::vector<DesiredAttribute>& wanted) {
  return absl::c_any_of(told, [&](const DesiredAttribute& attribute) {
    const DesiredAttribute* now = Find(wanted, attribute.kind);
    return now != nullptr && TakesBack(attribute, *now);
  });
}

bool SaySame(const std::vector<DesiredAttribute>& a, const std::vector<DesiredAttribute>& b) {
  return absl::c_equal(a, b, [](const DesiredAttribute& left, const DesiredAttribute& right) {
    return left.name == right.name &&
           (left.kind == AttributeKind::kGeneration || left.value == right.value);
  });
}

}  // namespace neuron
