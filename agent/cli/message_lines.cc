#include "agent/cli/message_lines.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/cli/text_table.h"
#include "google/protobuf/util/time_util.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using Rows = std::vector<std::vector<std::string>>;

// The field that all our messages with readings have.
constexpr char kUnknownList[] = "unknown";
// Where this field of a chip is set, what comes after it is unknown and not listed.
constexpr char kAllUnknown[] = "counters_unknown_reason";

// "NodeHealth" as the prefix of its values: "NODE_HEALTH_".
std::string PrefixOf(const google::protobuf::EnumDescriptor& type) {
  std::string prefix;
  for (const char c : type.name()) {
    if (absl::ascii_isupper(static_cast<unsigned char>(c)) && !prefix.empty()) {
      prefix += '_';
    }
    prefix += absl::ascii_toupper(static_cast<unsigned char>(c));
  }
  return prefix + "_";
}

std::string EnumText(const google::protobuf::EnumValueDescriptor& value) {
  return absl::AsciiStrToLower(absl::StripPrefix(value.name(), PrefixOf(*value.type())));
}

// A Timestamp or a Duration; empty for a message of ours.
std::string MomentText(const Message& message) {
  using google::protobuf::util::TimeUtil;
  if (message.GetDescriptor() == google::protobuf::Timestamp::descriptor()) {
    return TimeUtil::ToString(static_cast<const google::protobuf::Timestamp&>(message));
  }
  if (message.GetDescriptor() == google::protobuf::Duration::descriptor()) {
    return TimeUtil::ToString(static_cast<const google::protobuf::Duration&>(message));
  }
  return "";
}

std::string ScalarText(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(message, &field) ? "yes" : "no";
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumText(*reflection.GetEnum(message, &field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return absl::StrCat(reflection.GetUInt32(message, &field));
    case FieldDescriptor::CPPTYPE_UINT64:
      return absl::StrCat(reflection.GetUInt64(message, &field));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return absl::StrCat(reflection.GetDouble(message, &field));
    default:
      return Printable(reflection.GetString(message, &field));
  }
}

// Lists of scalars are of words, or of numbers of 32 bits.
std::string ElementText(const Message& message, const FieldDescriptor& field, int i) {
  const Reflection& reflection = *message.GetReflection();
  return field.cpp_type() == FieldDescriptor::CPPTYPE_STRING
             ? Printable(reflection.GetRepeatedString(message, &field, i))
             : absl::StrCat(reflection.GetRepeatedUInt32(message, &field, i));
}

std::string ListText(const Message& message, const FieldDescriptor& field) {
  std::string text;
  for (int i = 0; i < message.GetReflection()->FieldSize(message, &field); ++i) {
    absl::StrAppend(&text, i == 0 ? "" : ", ", ElementText(message, field, i));
  }
  return text;
}

std::string WhyUnknown(const Message& message, const std::string& name) {
  const FieldDescriptor* const list = message.GetDescriptor()->FindFieldByName(kUnknownList);
  if (list == nullptr) {
    return "";
  }
  const Reflection& reflection = *message.GetReflection();
  for (int i = 0; i < reflection.FieldSize(message, list); ++i) {
    const auto& entry = static_cast<const agent::v1::UnknownField&>(
        reflection.GetRepeatedMessage(message, list, i));
    if (entry.field() == name) {
      return absl::StrCat("? ", Printable(entry.reason()));
    }
  }
  return "";
}

bool IsSet(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  return field.is_repeated() ? reflection.FieldSize(message, &field) > 0
                             : reflection.HasField(message, &field);
}

class Lines {
 public:
  void AddMessage(const Message& message, const std::string& prefix) {
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor& field = *message.GetDescriptor()->field(i);
      if (field.name() != kUnknownList) {
        AddField(message, field, absl::StrCat(prefix, field.name()));
      }
    }
  }

  std::string Text() const { return FormatTable(rows_); }

 private:
  void AddField(const Message& message, const FieldDescriptor& field, const std::string& path) {
    const std::string why = WhyUnknown(message, field.name());
    if (field.name() == kAllUnknown && IsSet(message, field)) {
      unset_ = "?";
    }
    if (!why.empty() || !IsSet(message, field)) {
      rows_.push_back({path, why.empty() ? unset_ : why});
    } else if (field.message_type() == nullptr) {
      rows_.push_back(
          {path, field.is_repeated() ? ListText(message, field) : ScalarText(message, field)});
    } else {
      AddParts(message, field, path);
    }
  }

  void AddParts(const Message& message, const FieldDescriptor& field, const std::string& path) {
    const Reflection& reflection = *message.GetReflection();
    if (!field.is_repeated()) {
      return AddPart(reflection.GetMessage(message, &field), path);
    }
    for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
      AddPart(reflection.GetRepeatedMessage(message, &field, i), absl::StrCat(path, "[", i, "]"));
    }
  }

  void AddPart(const Message& part, const std::string& path) {
    const std::string moment = MomentText(part);
    if (moment.empty()) {
      AddMessage(part, path + ".");
    } else {
      rows_.push_back({path, moment});
    }
  }

  Rows rows_;
  // What is said of a field that is not set.
  std::string unset_ = "-";
};

}  // namespace

std::string MessageLines(const Message& message) {
  Lines lines;
  lines.AddMessage(message, "");
  return lines.Text();
}

}  // namespace neuron
