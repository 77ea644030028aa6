#include "agent/base/json_value.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "agent/base/json_string.h"

namespace neuron {

JsonValue JsonValue::Scalar(Kind kind, std::string spelling, std::string text) {
  JsonValue value;
  value.kind_ = kind;
  value.spelling_ = std::move(spelling);
  value.text_ = std::move(text);
  return value;
}

JsonValue JsonValue::Container(Kind kind, std::shared_ptr<const std::string> document,
                               std::size_t begin) {
  JsonValue value = Scalar(kind, "", "");
  value.document_ = std::move(document);
  value.begin_ = begin;
  return value;
}

void JsonValue::Fill(std::vector<JsonValue> elements, std::vector<JsonMember> members,
                     std::size_t end) {
  elements_ = std::move(elements);
  members_ = std::move(members);
  end_ = end;
}

JsonValue JsonValue::Bool(bool value) { return Scalar(Kind::kBool, value ? "true" : "false", ""); }

JsonValue JsonValue::Integer(std::int64_t value) {
  return Scalar(Kind::kNumber, absl::StrCat(value), "");
}

JsonValue JsonValue::String(absl::string_view value) {
  return Scalar(Kind::kString, QuoteJson(value), std::string(value));
}

JsonValue JsonValue::Array(std::vector<JsonValue> elements) {
  JsonValue value = Scalar(Kind::kArray, "", "");
  value.elements_ = std::move(elements);
  return value;
}

JsonValue JsonValue::Object(std::vector<JsonMember> members) {
  JsonValue value = Scalar(Kind::kObject, "", "");
  value.members_ = std::move(members);
  return value;
}

absl::optional<std::int64_t> JsonValue::integer() const {
  std::int64_t number = 0;
  return kind_ == Kind::kNumber && absl::SimpleAtoi(spelling_, &number)
             ? absl::make_optional(number)
             : absl::nullopt;
}

bool JsonValue::IsTrue() const { return kind_ == Kind::kBool && spelling_ == "true"; }

const JsonValue* JsonValue::Find(absl::string_view name) const {
  const auto found = std::find_if(members_.begin(), members_.end(), [&](const JsonMember& member) {
    return member.name.text() == name;
  });
  return found == members_.end() ? nullptr : &found->value;
}

std::string JsonValue::TextOf(absl::string_view name) const {
  const JsonValue* const value = Find(name);
  return value == nullptr ? "" : value->text();
}

std::vector<JsonValue>* JsonValue::mutable_elements() {
  changed_ = true;
  return &elements_;
}

JsonValue* JsonValue::Member(absl::string_view name, Kind kind) {
  const JsonValue* const found = Find(name);
  if (found == nullptr || found->kind() == Kind::kNull) {
    Set(name, kind == Kind::kArray ? Array({}) : Object({}));
  }
  return &std::find_if(members_.begin(), members_.end(), [&](const JsonMember& member) {
            return member.name.text() == name;
          })->value;
}

void JsonValue::Set(absl::string_view name, JsonValue value) {
  changed_ = true;
  for (JsonMember& member : members_) {
    if (member.name.text() == name) {
      member.value = std::move(value);
      return;
    }
  }
  members_.push_back({String(name), std::move(value)});
}

bool JsonValue::IsAsWritten() const {
  if (kind_ != Kind::kArray && kind_ != Kind::kObject) {
    return true;
  }
  return document_ != nullptr && !changed_ &&
         std::all_of(elements_.begin(), elements_.end(),
                     [](const JsonValue& element) { return element.IsAsWritten(); }) &&
         std::all_of(members_.begin(), members_.end(),
                     [](const JsonMember& member) { return member.value.IsAsWritten(); });
}

absl::string_view JsonValue::AsWritten() const {
  return IsAsWritten() ? OriginalText() : absl::string_view();
}

absl::string_view JsonValue::OriginalText() const {
  return document_ == nullptr ? absl::string_view()
                              : absl::string_view(*document_).substr(begin_, end_ - begin_);
}

}  // namespace neuron
