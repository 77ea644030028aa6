#ifndef AGENT_BASE_JSON_VALUE_H_
#define AGENT_BASE_JSON_VALUE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace neuron {

struct JsonMember;

// A JSON value that keeps how it was written: the order of members, the spelling of numbers and
// strings, the white space within what nobody changes.
//
// For documents that people wrote and that are given back changed in one place. A value is copied
// whole; the text that it was read from is shared. One thread at a time.
class JsonValue {
 public:
  enum class Kind { kNull, kBool, kNumber, kString, kArray, kObject };

  // null.
  JsonValue() = default;
  // New values. Names and strings are UTF-8.
  static JsonValue Bool(bool value);
  static JsonValue Integer(std::int64_t value);
  static JsonValue String(absl::string_view value);
  static JsonValue Array(std::vector<JsonValue> elements);
  static JsonValue Object(std::vector<JsonMember> members);
  // As they were read: a scalar by its spelling, and what a string says; an array or object that
  // begins there in the document, to be filled.
  static JsonValue Scalar(Kind kind, std::string spelling, std::string text);
  static JsonValue Container(Kind kind, std::shared_ptr<const std::string> document,
                             std::size_t begin);
  // Gives a Container() what is in it, and says where it ends in its document.
  void Fill(std::vector<JsonValue> elements, std::vector<JsonMember> members, std::size_t end);

  Kind kind() const { return kind_; }
  // What a string says; empty of anything else.
  const std::string& text() const { return text_; }
  // What a number says if it is written as an integer of 64 bits.
  absl::optional<std::int64_t> integer() const;
  bool IsTrue() const;
  // Empty of what is no array, or no object.
  const std::vector<JsonValue>& elements() const { return elements_; }
  const std::vector<JsonMember>& members() const { return members_; }
  // The member's value; null if this is no object or has none of that name.
  const JsonValue* Find(absl::string_view name) const;
  // What the member says if it is a string; else empty.
  std::string TextOf(absl::string_view name) const;

  // The way to what is to be changed. REQUIRES: this is an array with so many elements.
  JsonValue* Element(std::size_t index) { return &elements_[index]; }
  // For changes: this value, and all that it is in, will be laid out anew. What else is in them
  // keeps its own form.
  std::vector<JsonValue>* mutable_elements();
  // The member's value, to be changed: if there is none, or null, it is an empty one of that kind.
  // REQUIRES: this is an object, and `kind` kArray or kObject.
  JsonValue* Member(absl::string_view name, Kind kind);
  // Makes the value that of the member, which stays where it is. REQUIRES: this is an object.
  void Set(absl::string_view name, JsonValue value);

  // A scalar as it is written.
  const std::string& spelling() const { return spelling_; }
  // An array or object as it was written; empty if something in it was changed, or it is new.
  absl::string_view AsWritten() const;
  // The same even if it was changed since: for its layout.
  absl::string_view OriginalText() const;

 private:
  bool IsAsWritten() const;

  Kind kind_ = Kind::kNull;
  std::string spelling_ = "null";
  std::string text_;
  std::vector<JsonValue> elements_;
  std::vector<JsonMember> members_;
  std::shared_ptr<const std::string> document_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool changed_ = false;
};

struct JsonMember {
  // A string.
  JsonValue name;
  JsonValue value;
};

}  // namespace neuron

#endif  // AGENT_BASE_JSON_VALUE_H_
