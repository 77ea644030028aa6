#include "agent/base/json_text.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/optional.h"

namespace neuron {
namespace {

constexpr absl::string_view kIndent = "    ";

// The space before the first member in a text that begins with {; none if it is on the same line.
absl::optional<std::string> IndentIn(absl::string_view text) {
  const std::size_t line_end = text.find_first_not_of("{ \t\r");
  if (line_end == absl::string_view::npos || text[line_end] != '\n') {
    return absl::nullopt;
  }
  const std::size_t begin = text.find_first_not_of("\r\n", line_end);
  const std::size_t end = text.find_first_not_of(" \t", begin);
  return end == absl::string_view::npos || end == begin
             ? absl::nullopt
             : absl::make_optional(std::string(text.substr(begin, end - begin)));
}

bool IsScalar(const JsonValue& value) {
  return value.kind() != JsonValue::Kind::kArray && value.kind() != JsonValue::Kind::kObject;
}

// Whether the array was read from one line and, as it is now, has scalars only.
bool WasRow(const JsonValue& array) {
  const absl::string_view text = array.OriginalText();
  return !text.empty() && !absl::StrContains(text, '\n') &&
         std::all_of(array.elements().begin(), array.elements().end(), IsScalar);
}

class Writer {
 public:
  // Without an indent all is on one line.
  explicit Writer(absl::optional<std::string> indent) : indent_(std::move(indent)) {}

  std::string Text(const JsonValue& value, int depth) const {
    if (indent_.has_value() && !value.AsWritten().empty()) {
      return std::string(value.AsWritten());
    }
    switch (value.kind()) {
      case JsonValue::Kind::kArray:
        return Array(value, depth);
      case JsonValue::Kind::kObject:
        return Object(value, depth);
      default:
        return value.spelling();
    }
  }

 private:
  std::string Array(const JsonValue& value, int depth) const {
    std::vector<std::string> items;
    for (const JsonValue& element : value.elements()) {
      items.push_back(Text(element, depth + 1));
    }
    if (indent_.has_value() && WasRow(value)) {
      return absl::StrCat("[", absl::StrJoin(items, ", "), "]");
    }
    return List("[", items, "]", depth);
  }

  std::string Object(const JsonValue& value, int depth) const {
    std::vector<std::string> items;
    for (const JsonMember& member : value.members()) {
      items.push_back(absl::StrCat(member.name.spelling(), indent_.has_value() ? ": " : ":",
                                   Text(member.value, depth + 1)));
    }
    return List("{", items, "}", depth);
  }

  std::string List(absl::string_view begin, const std::vector<std::string>& items,
                   absl::string_view end, int depth) const {
    std::string text(begin);
    for (const std::string& item : items) {
      absl::StrAppend(&text, &item == &items.front() ? "" : ",", NewLine(depth + 1), item);
    }
    return absl::StrCat(text, items.empty() ? "" : NewLine(depth), end);
  }

  std::string NewLine(int depth) const {
    std::string line = indent_.has_value() ? "\n" : "";
    for (int i = 0; indent_.has_value() && i < depth; ++i) {
      line += *indent_;
    }
    return line;
  }

  absl::optional<std::string> indent_;
};

}  // namespace

std::string JsonDocument(const JsonValue& value) {
  return Writer(IndentIn(value.OriginalText()).value_or(std::string(kIndent))).Text(value, 0) +
         "\n";
}

std::string JsonOneLine(const JsonValue& value) {
  return Writer(absl::nullopt).Text(value, 0) + "\n";
}

}  // namespace neuron
