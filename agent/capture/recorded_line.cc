#include "agent/capture/recorded_line.h"

#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace neuron {
namespace {

void AppendEscaped(char c, std::string* out) {
  if (c == '\n') {
    out->append("\\n");
  } else if (c == '\t') {
    out->append("\\t");
  } else if (c == '"' || c == '\\') {
    out->append({'\\', c});
  } else if (absl::ascii_isprint(static_cast<unsigned char>(c))) {
    out->push_back(c);
  } else {
    absl::StrAppendFormat(out, "\\x%02x", static_cast<unsigned char>(c));
  }
}

std::string Line(char kind, unsigned mode, absl::string_view path, absl::string_view rest) {
  return absl::StrFormat("%c %04o %s%s%s\n", kind, mode, path, rest.empty() ? "" : " ", rest);
}

}  // namespace

std::string DirectoryLine(unsigned mode, absl::string_view path) {
  return Line('D', mode, path, "");
}

std::string LinkLine(absl::string_view path, absl::string_view target) {
  return Line('L', 0777, path, absl::StrCat("-> ", target));
}

std::string FileLine(unsigned mode, absl::string_view path, absl::string_view content) {
  std::string text = "\"";
  for (const char c : content) {
    AppendEscaped(c, &text);
  }
  return Line('F', mode, path, text + "\"");
}

std::string FailedFileLine(unsigned mode, absl::string_view path, int error) {
  const char* const name = strerrorname_np(error);
  return Line('F', mode, path, absl::StrCat("!read:", name != nullptr ? name : "EIO"));
}

std::string UnreadFileLine(unsigned mode, absl::string_view path) {
  return Line('F', mode, path, "(not read)");
}

}  // namespace neuron
