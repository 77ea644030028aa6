#include "tests/simulator/host/fixture_text.h"

#include <cstddef>
#include <cstring>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/base/status.h"

namespace neuron::sim {
namespace {

// EHWPOISON.
constexpr int kLastErrno = 133;

absl::Status Bad(absl::string_view why) { return absl::InvalidArgumentError(why); }

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = absl::ascii_tolower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::optional<char> SimpleEscape(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '"':
    case '\\':
      return c;
    default:
      return std::nullopt;
  }
}

std::optional<RecordedKind> KindOf(absl::string_view word) {
  if (word == "D") return RecordedKind::kDirectory;
  if (word == "F") return RecordedKind::kFile;
  if (word == "L") return RecordedKind::kLink;
  return std::nullopt;
}

std::optional<unsigned> ModeOf(absl::string_view word) {
  if (word.size() != 4) return std::nullopt;
  unsigned mode = 0;
  for (const char c : word) {
    if (c < '0' || c > '7') return std::nullopt;
    mode = mode * 8 + static_cast<unsigned>(c - '0');
  }
  return mode;
}

// 0 if there is no such name.
int ReadErrorOf(absl::string_view name) {
  for (int error = 1; error <= kLastErrno; ++error) {
    const char* const candidate = strerrorname_np(error);
    if (candidate != nullptr && name == candidate) return error;
  }
  return 0;
}

// The first word of *text, which then begins after the space behind it.
absl::string_view TakeWord(absl::string_view* text) {
  const std::size_t end = text->find(' ');
  const absl::string_view word = text->substr(0, end);
  text->remove_prefix(end == absl::string_view::npos ? text->size() : end + 1);
  return word;
}

// `rest` is what stands behind the path of a file.
absl::Status SetFileContent(absl::string_view rest, RecordedNode* node) {
  node->unread = rest == "(not read)";
  if (node->unread || rest == "(write-only)") return absl::OkStatus();
  if (absl::ConsumePrefix(&rest, "!read:")) {
    node->read_error = ReadErrorOf(rest);
    return node->read_error != 0 ? absl::OkStatus() : Bad("unknown error name");
  }
  if (rest.size() < 2 || rest.front() != '"' || rest.back() != '"') return Bad("no content");
  NEURON_ASSIGN_OR_RETURN(node->content, Unescape(rest.substr(1, rest.size() - 2)));
  return absl::OkStatus();
}

absl::Status SetContent(absl::string_view rest, RecordedNode* node) {
  switch (node->kind) {
    case RecordedKind::kDirectory:
      return rest.empty() ? absl::OkStatus() : Bad("text after a directory");
    case RecordedKind::kLink:
      if (!absl::ConsumePrefix(&rest, "-> ") || rest.empty()) return Bad("no link target");
      node->content = std::string(rest);
      return absl::OkStatus();
    case RecordedKind::kFile:
      return SetFileContent(rest, node);
  }
  return Bad("no such kind");
}

absl::StatusOr<RecordedNode> ParseLine(absl::string_view line) {
  const auto kind = KindOf(TakeWord(&line));
  if (!kind) return Bad("not D, F or L");
  const auto mode = ModeOf(TakeWord(&line));
  if (!mode) return Bad("no mode of four octal digits");
  absl::string_view path = TakeWord(&line);
  if (!absl::ConsumePrefix(&path, "/") || path.empty()) return Bad("no absolute path");
  RecordedNode node;
  node.kind = *kind;
  node.mode = *mode;
  node.path = std::string(path);
  NEURON_RETURN_IF_ERROR(SetContent(line, &node));
  return node;
}

}  // namespace

absl::StatusOr<std::string> Unescape(absl::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      bytes += text[i];
      continue;
    }
    if (++i == text.size()) return Bad("a backslash at the end");
    if (const auto plain = SimpleEscape(text[i])) {
      bytes += *plain;
      continue;
    }
    const int high = i + 2 < text.size() && text[i] == 'x' ? HexDigit(text[i + 1]) : -1;
    const int low = high >= 0 ? HexDigit(text[i + 2]) : -1;
    if (low < 0) return Bad("not one of \\n \\t \\\" \\\\ \\xNN");
    bytes += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return bytes;
}

absl::StatusOr<std::vector<RecordedNode>> ParseRecordedTree(absl::string_view text) {
  std::vector<RecordedNode> nodes;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    if (line.empty()) continue;
    auto node = ParseLine(line);
    if (!node.ok()) return Bad(absl::StrCat("line ", number, ": ", node.status().message()));
    nodes.push_back(*std::move(node));
  }
  return nodes;
}

}  // namespace neuron::sim
