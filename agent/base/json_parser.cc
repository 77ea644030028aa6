#include "agent/base/json_parser.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/base/json_number.h"
#include "agent/base/json_string.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

constexpr int kMaxDepth = 64;

bool IsSpace(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }
// Bytes within a character of UTF-8 do not begin a column.
bool BeginsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }

class Parser {
 public:
  explicit Parser(absl::string_view text)
      : document_(std::make_shared<const std::string>(text)), text_(*document_) {}

  absl::StatusOr<std::vector<JsonValue>> Run() {
    std::vector<JsonValue> values;
    SkipSpace();
    do {
      NEURON_ASSIGN_OR_RETURN(JsonValue value, Value(0));
      values.push_back(std::move(value));
      SkipSpace();
    } while (at_ < text_.size());
    return values;
  }

 private:
  absl::string_view Rest() const { return text_.substr(at_); }

  void SkipSpace() {
    while (at_ < text_.size() && IsSpace(text_[at_])) {
      ++at_;
    }
  }

  // Whether the byte is next; then it is taken, with the space round it.
  bool Take(char byte) {
    SkipSpace();
    if (at_ == text_.size() || text_[at_] != byte) {
      return false;
    }
    ++at_;
    SkipSpace();
    return true;
  }

  absl::Status Error(std::size_t at, absl::string_view problem) const {
    const absl::string_view before = text_.substr(0, at);
    const std::size_t line_begin = before.rfind('\n') + 1;
    return absl::InvalidArgumentError(
        absl::StrCat("line ", 1 + std::count(before.begin(), before.end(), '\n'), ", column ",
                     1 + std::count_if(before.begin() + static_cast<std::ptrdiff_t>(line_begin),
                                       before.end(), BeginsCharacter),
                     ": ", problem));
  }

  absl::StatusOr<JsonValue> Value(int depth) {
    if (depth == kMaxDepth) {
      return Error(at_, absl::StrCat("nested more than ", kMaxDepth, " deep"));
    }
    switch (at_ < text_.size() ? text_[at_] : '\0') {
      case '{':
        return Object(depth);
      case '[':
        return Array(depth);
      case '"':
        return String();
      default:
        return WordOrNumber();
    }
  }

  absl::StatusOr<JsonValue> WordOrNumber() {
    for (const absl::string_view word : {"true", "false", "null"}) {
      if (absl::StartsWith(Rest(), word)) {
        return Scalar(word == "null" ? JsonValue::Kind::kNull : JsonValue::Kind::kBool,
                      word.size());
      }
    }
    const std::size_t length = JsonNumberLength(Rest());
    if (length == 0) {
      return Error(at_, at_ == text_.size() ? "a value is expected, and the text ends"
                                            : "a value is expected");
    }
    return Scalar(JsonValue::Kind::kNumber, length);
  }

  absl::StatusOr<JsonValue> Scalar(JsonValue::Kind kind, std::size_t length) {
    std::string spelling(Rest().substr(0, length));
    at_ += length;
    if (at_ < text_.size() && (absl::ascii_isalnum(static_cast<unsigned char>(text_[at_])) ||
                               absl::StrContains("+-._\"", text_.substr(at_, 1)))) {
      return Error(at_, absl::StrCat("something follows ", spelling, " that does not belong"));
    }
    return JsonValue::Scalar(kind, std::move(spelling), "");
  }

  absl::StatusOr<JsonValue> String() {
    const JsonStringSpan span = SpanJsonString(Rest());
    if (!span.problem.empty()) {
      return Error(at_ + span.length, span.problem);
    }
    std::string spelling(Rest().substr(0, span.length));
    at_ += span.length;
    std::string text = UnquoteJson(spelling);
    return JsonValue::Scalar(JsonValue::Kind::kString, std::move(spelling), std::move(text));
  }

  absl::StatusOr<JsonValue> Array(int depth) {
    JsonValue array = JsonValue::Container(JsonValue::Kind::kArray, document_, at_);
    std::vector<JsonValue> elements;
    ++at_;
    SkipSpace();
    while (at_ == text_.size() || text_[at_] != ']') {
      NEURON_ASSIGN_OR_RETURN(JsonValue element, Value(depth + 1));
      elements.push_back(std::move(element));
      if (!Take(',')) {
        break;
      }
      NEURON_RETURN_IF_ERROR(RefuseEnd(']'));
    }
    NEURON_RETURN_IF_ERROR(End(']'));
    array.Fill(std::move(elements), {}, at_);
    return array;
  }

  absl::StatusOr<JsonValue> Object(int depth) {
    JsonValue object = JsonValue::Container(JsonValue::Kind::kObject, document_, at_);
    std::vector<JsonMember> members;
    std::set<std::string> names;
    ++at_;
    SkipSpace();
    while (at_ == text_.size() || text_[at_] != '}') {
      NEURON_ASSIGN_OR_RETURN(JsonMember member, Member(depth, &names));
      members.push_back(std::move(member));
      if (!Take(',')) {
        break;
      }
      NEURON_RETURN_IF_ERROR(RefuseEnd('}'));
    }
    NEURON_RETURN_IF_ERROR(End('}'));
    object.Fill({}, std::move(members), at_);
    return object;
  }

  absl::StatusOr<JsonMember> Member(int depth, std::set<std::string>* names) {
    const std::size_t begin = at_;
    if (at_ == text_.size() || text_[at_] != '"') {
      return Error(at_, "the name of a member is expected, in quotes");
    }
    NEURON_ASSIGN_OR_RETURN(JsonValue name, String());
    if (!names->insert(name.text()).second) {
      return Error(begin, absl::StrCat("a second member ", name.spelling()));
    }
    if (!Take(':')) {
      return Error(at_, absl::StrCat("a colon is expected after ", name.spelling()));
    }
    NEURON_ASSIGN_OR_RETURN(JsonValue value, Value(depth + 1));
    return JsonMember{std::move(name), std::move(value)};
  }

  // A comma must not be the last thing in a list.
  absl::Status RefuseEnd(char end) const {
    return at_ < text_.size() && text_[at_] == end
               ? Error(at_, absl::StrCat("a comma before ", std::string(1, end)))
               : absl::OkStatus();
  }

  // Takes the end of a list, without the space after it.
  absl::Status End(char end) {
    SkipSpace();
    if (at_ == text_.size() || text_[at_] != end) {
      return Error(at_, absl::StrCat("a comma or ", std::string(1, end), " is expected"));
    }
    ++at_;
    return absl::OkStatus();
  }

  std::shared_ptr<const std::string> document_;
  absl::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

absl::StatusOr<std::vector<JsonValue>> ParseJson(absl::string_view text) {
  return Parser(text).Run();
}

}  // namespace neuron
