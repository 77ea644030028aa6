#include "tests/simulator/play/control_line.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "agent/base/status.h"
#include "tests/simulator/host/fixture_text.h"
#include "tests/simulator/play/verbs.h"

namespace neuron::sim {
namespace {

using config::v1::Verb;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

absl::Status Bad(const std::string& why) { return absl::InvalidArgumentError(why); }

bool IsNeeded(const FieldDescriptor& field) {
  return !field.is_repeated() && !field.has_optional_keyword();
}

// "usage: slow PATH DELAY_MS", "usage: reset CHIP [seconds=] [fails=]".
std::string UsageOf(absl::string_view verb, const google::protobuf::Descriptor& fields) {
  std::string usage = absl::StrCat("usage: ", verb);
  for (int i = 0; i < fields.field_count(); ++i) {
    const FieldDescriptor& field = *fields.field(i);
    IsNeeded(field) ? absl::StrAppend(&usage, " ", absl::AsciiStrToUpper(field.name()))
                    : absl::StrAppend(&usage, " [", field.name(), "=]");
  }
  return usage;
}

std::string AllVerbs() {
  std::vector<std::string> names;
  const auto& verbs = *Verb::descriptor();
  for (int i = 0; i < verbs.field_count(); ++i) names.push_back(verbs.field(i)->name());
  return absl::StrJoin(names, ", ");
}

// The fields of one verb, as the words of a line fill them.
class Filler {
 public:
  explicit Filler(Message* message) : message_(message), fields_(*message->GetDescriptor()) {}

  // The first field that was not said; nullptr if all were.
  const FieldDescriptor* Next() const {
    for (int i = 0; i < fields_.field_count(); ++i) {
      if (said_.count(fields_.field(i)) == 0) return fields_.field(i);
    }
    return nullptr;
  }

  bool HasAllNeeded() const {
    for (int i = 0; i < fields_.field_count(); ++i) {
      if (IsNeeded(*fields_.field(i)) && said_.count(fields_.field(i)) == 0) return false;
    }
    return true;
  }

  // A word: a value for the next field, or name=value.
  absl::Status Take(absl::string_view word) {
    const std::size_t equals = word.find('=');
    if (equals == absl::string_view::npos) return SetField(Next(), word, word);
    const std::string name(word.substr(0, equals));
    return SetField(fields_.FindFieldByName(name), word.substr(equals + 1), word);
  }

  absl::Status SetField(const FieldDescriptor* field, absl::string_view text,
                        absl::string_view word) {
    if (field == nullptr) return Bad(absl::StrCat("what is \"", word, "\"?"));
    if (!said_.insert(field).second) return Bad(absl::StrCat(field->name(), " is said twice"));
    if (!field->is_repeated()) return SetValue(*field, text);
    for (const absl::string_view item : absl::StrSplit(text, ',')) {
      NEURON_RETURN_IF_ERROR(SetValue(*field, item));
    }
    return absl::OkStatus();
  }

 private:
  absl::Status SetValue(const FieldDescriptor& field, absl::string_view text) {
    switch (field.type()) {
      case FieldDescriptor::TYPE_UINT32:
        return SetNumber<std::uint32_t>(field, text, absl::SimpleAtoi<std::uint32_t>,
                                        &google::protobuf::Reflection::SetUInt32,
                                        &google::protobuf::Reflection::AddUInt32);
      case FieldDescriptor::TYPE_UINT64:
        return SetNumber<std::uint64_t>(field, text, absl::SimpleAtoi<std::uint64_t>,
                                        &google::protobuf::Reflection::SetUInt64,
                                        &google::protobuf::Reflection::AddUInt64);
      case FieldDescriptor::TYPE_DOUBLE:
        return SetNumber<double>(field, text, absl::SimpleAtod,
                                 &google::protobuf::Reflection::SetDouble,
                                 &google::protobuf::Reflection::AddDouble);
      case FieldDescriptor::TYPE_BOOL:
        return SetNumber<bool>(field, text, absl::SimpleAtob,
                               &google::protobuf::Reflection::SetBool,
                               &google::protobuf::Reflection::AddBool);
      case FieldDescriptor::TYPE_BYTES: {
        NEURON_ASSIGN_OR_RETURN(std::string bytes, Unescape(text));
        return SetText(field, std::move(bytes));
      }
      default:
        return SetText(field, std::string(text));
    }
  }

  template <typename T, typename Parse, typename Set, typename Add>
  absl::Status SetNumber(const FieldDescriptor& field, absl::string_view text, Parse parse, Set set,
                         Add add) {
    T value = {};
    if (!parse(text, &value)) {
      return Bad(
          absl::StrCat("\"", text, "\" is no ", field.cpp_type_name(), " for ", field.name()));
    }
    const auto& reflection = *message_->GetReflection();
    field.is_repeated() ? (reflection.*add)(message_, &field, value)
                        : (reflection.*set)(message_, &field, value);
    return absl::OkStatus();
  }

  absl::Status SetText(const FieldDescriptor& field, std::string text) {
    const auto& reflection = *message_->GetReflection();
    field.is_repeated() ? reflection.AddString(message_, &field, std::move(text))
                        : reflection.SetString(message_, &field, std::move(text));
    return absl::OkStatus();
  }

  Message* message_;
  const google::protobuf::Descriptor& fields_;
  std::set<const FieldDescriptor*> said_;
};

// The line up to the next blank. `line` becomes what comes after it, or nothing at the end.
absl::string_view CutWord(std::optional<absl::string_view>* line) {
  const std::size_t blank = (*line)->find(' ');
  const absl::string_view word = (*line)->substr(0, blank);
  if (blank == absl::string_view::npos) {
    line->reset();
  } else {
    (*line)->remove_prefix(blank + 1);
  }
  return word;
}

absl::Status Fill(std::optional<absl::string_view> line, Filler* filler) {
  while (line) {
    const FieldDescriptor* next = filler->Next();
    if (next != nullptr && next->type() == FieldDescriptor::TYPE_BYTES) {
      return filler->SetField(next, *line, *line);
    }
    const absl::string_view word = CutWord(&line);
    if (!word.empty()) NEURON_RETURN_IF_ERROR(filler->Take(word));
  }
  return filler->HasAllNeeded() ? absl::OkStatus() : Bad("something is missing");
}

}  // namespace

absl::StatusOr<Verb> ParseControlLine(absl::string_view line) {
  std::optional<absl::string_view> rest = absl::StripAsciiWhitespace(line).empty()
                                              ? absl::string_view()
                                              : absl::StripLeadingAsciiWhitespace(line);
  const std::string name(CutWord(&rest));
  const FieldDescriptor* field = Verb::descriptor()->FindFieldByName(name);
  if (field == nullptr) return Bad(absl::StrCat("no verb \"", name, "\": use ", AllVerbs()));
  Verb verb;
  Filler filler(verb.GetReflection()->MutableMessage(&verb, field));
  const absl::Status filled = Fill(rest, &filler);
  if (!filled.ok()) {
    return Bad(absl::StrCat(filled.message(), "; ", UsageOf(name, *field->message_type())));
  }
  NEURON_RETURN_IF_ERROR(CheckVerb(verb));
  return verb;
}

}  // namespace neuron::sim
