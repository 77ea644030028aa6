#include "agent/base/json_string.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"

namespace neuron {
namespace {

// The letter of each short escape, and what it stands for.
struct ShortEscape {
  char letter;
  char byte;
};
constexpr ShortEscape kShortEscapes[] = {{'"', '"'},  {'\\', '\\'}, {'/', '/'},  {'b', '\b'},
                                         {'f', '\f'}, {'n', '\n'},  {'r', '\r'}, {'t', '\t'}};

constexpr std::uint32_t kReplacement = 0xfffd;

const ShortEscape* FindEscape(char letter) {
  const auto* found = std::find_if(std::begin(kShortEscapes), std::end(kShortEscapes),
                                   [&](const ShortEscape& it) { return it.letter == letter; });
  return found == std::end(kShortEscapes) ? nullptr : found;
}

bool IsHex(absl::string_view text) {
  return text.size() == 4 && std::all_of(text.begin(), text.end(), [](char byte) {
           return absl::ascii_isxdigit(static_cast<unsigned char>(byte));
         });
}

// How long the escape at the beginning is; 0 if it is none.
std::size_t EscapeLength(absl::string_view text) {
  if (text.size() < 2) {
    return 0;
  }
  if (text[1] == 'u') {
    return IsHex(text.substr(2, 4)) ? 6 : 0;
  }
  return FindEscape(text[1]) != nullptr ? 2 : 0;
}

std::string Quoted(char byte) {
  if (byte == '"' || byte == '\\') {
    return {'\\', byte};
  }
  if (static_cast<unsigned char>(byte) >= 0x20) {
    return {byte};
  }
  return byte == '\n'   ? "\\n"
         : byte == '\t' ? "\\t"
                        : absl::StrFormat("\\u%04x", static_cast<int>(byte));
}

void AppendUtf8(std::uint32_t code, std::string* text) {
  const auto tail = [](std::uint32_t bits) { return static_cast<char>(0x80 | (bits & 0x3f)); };
  if (code < 0x80) {
    text->push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    text->append({static_cast<char>(0xc0 | code >> 6), tail(code)});
  } else if (code < 0x10000) {
    text->append({static_cast<char>(0xe0 | code >> 12), tail(code >> 6), tail(code)});
  } else {
    text->append(
        {static_cast<char>(0xf0 | code >> 18), tail(code >> 12), tail(code >> 6), tail(code)});
  }
}

// The number of a \uXXXX at the beginning; 0 if there is none.
std::uint32_t CodeUnit(absl::string_view text) {
  std::uint32_t unit = 0;
  const bool is_unit = text.size() >= 6 && text[0] == '\\' && text[1] == 'u' &&
                       absl::SimpleHexAtoi(text.substr(2, 4), &unit);
  return is_unit ? unit : 0;
}

bool IsHigh(std::uint32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool IsLow(std::uint32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

// Takes a \uXXXX, or two that are halves of one character, from the beginning.
std::uint32_t TakeCode(absl::string_view* text) {
  const std::uint32_t unit = CodeUnit(*text);
  text->remove_prefix(6);
  const std::uint32_t next = CodeUnit(*text);
  if (IsHigh(unit) && IsLow(next)) {
    text->remove_prefix(6);
    return 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00);
  }
  return IsHigh(unit) || IsLow(unit) ? kReplacement : unit;
}

}  // namespace

std::string QuoteJson(absl::string_view text) {
  std::string quoted = "\"";
  for (const char byte : text) {
    quoted += Quoted(byte);
  }
  return quoted + "\"";
}

JsonStringSpan SpanJsonString(absl::string_view text) {
  std::size_t at = 1;
  while (at < text.size() && text[at] != '"') {
    if (static_cast<unsigned char>(text[at]) < 0x20) {
      return {at, "a string must end on its line, and holds no control characters"};
    }
    const std::size_t step = text[at] == '\\' ? EscapeLength(text.substr(at)) : 1;
    if (step == 0) {
      return {at, "no escape that JSON has"};
    }
    at += step;
  }
  return at < text.size() ? JsonStringSpan{at + 1, ""}
                          : JsonStringSpan{at, "a string that does not end"};
}

std::string UnquoteJson(absl::string_view spelling) {
  absl::string_view rest = spelling.substr(1, spelling.size() - 2);
  std::string text;
  while (!rest.empty()) {
    if (rest[0] != '\\') {
      text.push_back(rest[0]);
      rest.remove_prefix(1);
    } else if (rest[1] == 'u') {
      AppendUtf8(TakeCode(&rest), &text);
    } else {
      text.push_back(FindEscape(rest[1])->byte);
      rest.remove_prefix(2);
    }
  }
  return text;
}

}  // namespace neuron
