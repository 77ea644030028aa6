#include "tests/telemetry/field_path.h"

#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace neuron {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// By which field an element of a repeated field is known, and by which label; by its place if by
// none.
struct Key {
  std::string field;
  std::string label;
};

const Key* FindKey(const std::string& repeated) {
  static const auto* keys =
      new std::map<std::string, Key>{{"chips", {"index", "chip"}},
                                     {"cores", {"index", "core"}},
                                     {"sources", {"name", "source"}},
                                     {"probes", {"name", "probe"}},
                                     {"counter_groups", {"group", "group"}},
                                     {"dies", {"die", "die"}},
                                     {"host_memory_by_class", {"memory_class", "class"}},
                                     {"device_memory_by_class", {"memory_class", "class"}},
                                     {"row_groups", {"", "row_group"}},
                                     {"rebases", {"counter", "counter"}}};
  const auto found = keys->find(repeated);
  return found == keys->end() ? nullptr : &found->second;
}

// "tensors" of HOST_MEMORY_CLASS_TENSORS.
std::string WordOf(const google::protobuf::EnumValueDescriptor& value) {
  const std::string unspecified = value.type()->value(0)->name();
  const std::size_t prefix = unspecified.size() - std::string("UNSPECIFIED").size();
  return absl::AsciiStrToLower(value.name().substr(prefix));
}

std::string AsString(const Message& message, const std::string& name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  const Reflection& reflection = *message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.GetString(message, field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return WordOf(*reflection.GetEnum(message, field));
    default:
      return absl::StrCat(reflection.GetUInt32(message, field));
  }
}

const Message* FindElement(const Message& message, const FieldDescriptor* field,
                           const LabelMap& labels) {
  const Key* key = FindKey(field->name());
  if (key == nullptr || labels.count(key->label) == 0) return nullptr;
  const Reflection& reflection = *message.GetReflection();
  for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
    const Message& element = reflection.GetRepeatedMessage(message, field, i);
    const std::string name = key->field.empty() ? absl::StrCat(i) : AsString(element, key->field);
    if (name == labels.at(key->label)) return &element;
  }
  return nullptr;
}

// How many elements have this enum.
double CountElements(const Message& message, const FieldDescriptor* repeated,
                     const std::string& name, absl::string_view enum_value) {
  const Reflection& reflection = *message.GetReflection();
  const FieldDescriptor* field = repeated->message_type()->FindFieldByName(name);
  int count = 0;
  for (int i = 0; i < reflection.FieldSize(message, repeated); ++i) {
    const Message& element = reflection.GetRepeatedMessage(message, repeated, i);
    count += element.GetReflection()->GetEnum(element, field)->name() == enum_value;
  }
  return count;
}

// A Timestamp or a Duration.
double AsSeconds(const Message& moment) {
  const Reflection& reflection = *moment.GetReflection();
  const Descriptor& type = *moment.GetDescriptor();
  return static_cast<double>(reflection.GetInt64(moment, type.FindFieldByName("seconds"))) +
         1e-9 * reflection.GetInt32(moment, type.FindFieldByName("nanos"));
}

double AsNumber(const Message& message, const FieldDescriptor* field,
                absl::string_view enum_value) {
  const Reflection& reflection = *message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_UINT32:
      return reflection.GetUInt32(message, field);
    case FieldDescriptor::CPPTYPE_UINT64:
      return static_cast<double>(reflection.GetUInt64(message, field));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return reflection.GetDouble(message, field);
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(message, field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection.GetEnum(message, field)->name() == enum_value;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return AsSeconds(reflection.GetMessage(message, field));
    default:
      return -1;
  }
}

absl::optional<double> ReadLeaf(const Message& message, const FieldDescriptor* field,
                                absl::string_view enum_value) {
  const Reflection& reflection = *message.GetReflection();
  if (field->is_repeated()) return reflection.FieldSize(message, field);
  if (!reflection.HasField(message, field)) return absl::nullopt;
  return AsNumber(message, field, enum_value);
}

bool IsMoment(const FieldDescriptor& field) {
  return field.message_type() != nullptr &&
         field.message_type()->file()->package() == "google.protobuf";
}

bool IsMeasurable(const FieldDescriptor& field) {
  return field.cpp_type() != FieldDescriptor::CPPTYPE_STRING &&
         (field.message_type() == nullptr || IsMoment(field));
}

void AddMeasurable(const Descriptor& type, const std::string& prefix,
                   std::vector<std::string>* paths) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const std::string path = absl::StrCat(prefix, field.name());
    if (IsMeasurable(field)) {
      paths->push_back(path);
    } else if (field.message_type() != nullptr) {
      AddMeasurable(*field.message_type(), path + ".", paths);
    }
  }
}

}  // namespace

absl::optional<double> ReadField(const agent::v1::Snapshot& message, absl::string_view path,
                                 const LabelMap& labels) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(path, absl::MaxSplits('=', 1));
  const std::vector<std::string> names = absl::StrSplit(parts.first, '.');
  const Message* at = &message;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const FieldDescriptor* field = at->GetDescriptor()->FindFieldByName(names[i]);
    if (field == nullptr) return absl::nullopt;
    if (i + 1 == names.size()) return ReadLeaf(*at, field, parts.second);
    if (field->is_repeated() && FindKey(field->name()) == nullptr && i + 2 == names.size()) {
      return CountElements(*at, field, names.back(), parts.second);
    }
    at = field->is_repeated() ? FindElement(*at, field, labels)
                              : &at->GetReflection()->GetMessage(*at, field);
    if (at == nullptr) return absl::nullopt;
  }
  return absl::nullopt;
}

std::vector<std::string> MeasurableFields() {
  std::vector<std::string> paths;
  AddMeasurable(*agent::v1::Snapshot::descriptor(), "", &paths);
  return paths;
}

}  // namespace neuron
