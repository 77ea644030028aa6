#include "agent/capture/scrub.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace neuron {
namespace {

constexpr std::size_t kAccountDigits = 12;
constexpr std::size_t kKeyIdLength = 20;

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }
bool IsHex(char c) { return absl::ascii_isxdigit(static_cast<unsigned char>(c)); }
bool IsWord(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_'; }
bool IsUpper(char c) { return absl::ascii_isupper(static_cast<unsigned char>(c)) || IsDigit(c); }
bool IsSpoken(char c) { return absl::ascii_isgraph(static_cast<unsigned char>(c)); }

// How many characters from `begin` on are of a kind.
template <typename Kind>
std::size_t Run(absl::string_view text, std::size_t begin, Kind kind) {
  const auto first = text.begin() + static_cast<std::ptrdiff_t>(begin);
  return static_cast<std::size_t>(std::find_if_not(first, text.end(), kind) - first);
}

void Blank(std::size_t begin, std::size_t size, char with, std::string* text) {
  std::fill_n(text->begin() + static_cast<std::ptrdiff_t>(begin), size, with);
}

bool BeginsWord(absl::string_view text, std::size_t at) { return at == 0 || !IsWord(text[at - 1]); }

// arn:aws:ecs:us-east-1:123456789012:...
void ScrubArn(std::size_t at, std::string* text) {
  if (!absl::StartsWith(absl::string_view(*text).substr(at), "arn:")) {
    return;
  }
  std::size_t colon = at;
  for (int field = 0; field < 4 && colon != std::string::npos; ++field) {
    colon = text->find_first_of(": \n", colon + (field == 0 ? 0 : 1));
  }
  if (colon != std::string::npos && (*text)[colon] == ':') {
    Blank(colon + 1, Run(*text, colon + 1, IsDigit), '0', text);
  }
}

// i-0123456789abcdef0, r-0123456789abcdef0
void ScrubResourceId(std::size_t at, std::string* text) {
  const absl::string_view rest = absl::string_view(*text).substr(at);
  if (!absl::StartsWith(rest, "i-") && !absl::StartsWith(rest, "r-") &&
      !absl::StartsWith(rest, "cr-")) {
    return;
  }
  const std::size_t id = text->find('-', at) + 1;
  const std::size_t size = Run(*text, id, IsHex);
  if (size >= 8) {
    Blank(id, size, '0', text);
  }
}

void ScrubKeyId(std::size_t at, std::string* text) {
  const absl::string_view rest = absl::string_view(*text).substr(at);
  const bool marked = absl::StartsWith(rest, "AKIA") || absl::StartsWith(rest, "ASIA");
  if (marked && Run(*text, at, IsUpper) == kKeyIdLength) {
    Blank(at + 4, kKeyIdLength - 4, 'X', text);
  }
}

// https://user:password@host/
void ScrubUser(std::size_t at, std::string* text) {
  const absl::string_view rest = absl::string_view(*text).substr(at);
  if (!absl::StartsWith(rest, "http://") && !absl::StartsWith(rest, "https://")) {
    return;
  }
  const std::size_t authority = text->find("//", at) + 2;
  const std::size_t size =
      Run(*text, authority, [](char c) { return IsSpoken(c) && c != '/' && c != '"'; });
  const std::size_t user = absl::string_view(*text).substr(authority, size).rfind('@');
  if (user != absl::string_view::npos) {
    Blank(authority, user, 'X', text);
  }
}

bool SaysSecret(absl::string_view word) {
  for (const char* name : {"secret", "password", "passwd", "token", "credential"}) {
    if (absl::StrContains(absl::AsciiStrToLower(word), name)) {
      return true;
    }
  }
  return false;
}

// secret_key=..., token: ...
void ScrubSecret(std::size_t at, std::string* text) {
  const std::size_t size = Run(*text, at, IsWord);
  std::size_t value = at + size;
  if (size == 0 || value >= text->size() || ((*text)[value] != '=' && (*text)[value] != ':') ||
      !SaysSecret(absl::string_view(*text).substr(at, size))) {
    return;
  }
  value += 1 + Run(*text, value + 1, [](char c) { return c == ' '; });
  Blank(value, Run(*text, value, IsSpoken), 'X', text);
}

void ScrubNumber(std::size_t at, std::string* text) {
  const std::size_t size = Run(*text, at, IsWord);
  if (size == kAccountDigits && Run(*text, at, IsDigit) == size) {
    Blank(at, size, '0', text);
  }
}

std::string ScrubWords(absl::string_view given, bool numbers) {
  std::string text(given);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!BeginsWord(text, at)) {
      continue;
    }
    ScrubArn(at, &text);
    ScrubResourceId(at, &text);
    ScrubKeyId(at, &text);
    ScrubUser(at, &text);
    ScrubSecret(at, &text);
    if (numbers) {
      ScrubNumber(at, &text);
    }
  }
  return text;
}

}  // namespace

std::string Scrub(absl::string_view text) { return ScrubWords(text, /*numbers=*/false); }

std::string ScrubLog(absl::string_view text) { return ScrubWords(text, /*numbers=*/true); }

}  // namespace neuron
