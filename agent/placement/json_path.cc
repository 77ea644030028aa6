#include "agent/placement/json_path.h"

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

using Kind = JsonValue::Kind;

absl::string_view Word(Kind kind) {
  switch (kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBool:
      return "true or false";
    case Kind::kNumber:
      return "number";
    case Kind::kString:
      return "string";
    case Kind::kArray:
      return "array";
    case Kind::kObject:
      return "object";
  }
  return "";
}

absl::Status CheckKind(const JsonValue& value, Kind kind, absl::string_view path) {
  return value.kind() == kind
             ? absl::OkStatus()
             : absl::InvalidArgumentError(absl::StrCat(path, " is not of the JSON type ",
                                                       Word(kind), ", which ECS has there"));
}

// The member, which is of that kind; null if it is missing.
absl::StatusOr<const JsonValue*> MemberAt(const JsonValue& object, absl::string_view name,
                                          Kind kind, absl::string_view path) {
  const JsonValue* const value = object.Find(name);
  if (value == nullptr || value->kind() == Kind::kNull) {
    return nullptr;
  }
  NEURON_RETURN_IF_ERROR(CheckKind(*value, kind, absl::StrCat(path, name)));
  return value;
}

}  // namespace

absl::StatusOr<std::string> TextAt(const JsonValue& object, absl::string_view name,
                                   absl::string_view path) {
  NEURON_ASSIGN_OR_RETURN(const JsonValue* const value,
                          MemberAt(object, name, Kind::kString, path));
  return value == nullptr ? "" : value->text();
}

absl::StatusOr<const JsonValue*> ObjectAt(const JsonValue& object, absl::string_view name,
                                          absl::string_view path) {
  static const auto* const kEmpty = new JsonValue(JsonValue::Object({}));
  NEURON_ASSIGN_OR_RETURN(const JsonValue* const value,
                          MemberAt(object, name, Kind::kObject, path));
  return value == nullptr ? kEmpty : value;
}

absl::StatusOr<std::vector<JsonElement>> ElementsAt(const JsonValue& object, absl::string_view name,
                                                    Kind kind, absl::string_view path) {
  NEURON_ASSIGN_OR_RETURN(const JsonValue* const array, MemberAt(object, name, Kind::kArray, path));
  std::vector<JsonElement> elements;
  if (array == nullptr) {
    return elements;
  }
  for (const JsonValue& element : array->elements()) {
    elements.push_back({&element, absl::StrCat(path, name, "[", elements.size(), "]")});
    NEURON_RETURN_IF_ERROR(CheckKind(element, kind, elements.back().path));
  }
  return elements;
}

}  // namespace neuron
