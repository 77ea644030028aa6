#include "agent/placement/pattern.h"

#include <re2/re2.h>

#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

// For one compiled pattern; those that people write take a few kilobytes.
constexpr std::int64_t kMaxBytes = 1 << 20;

bool IsDigit(char byte) { return absl::ascii_isdigit(static_cast<unsigned char>(byte)); }

absl::Status Unsupported(absl::string_view what) {
  return absl::UnimplementedError(absl::StrCat(
      "unsupported pattern: ", what,
      "; what ECS makes of it cannot be told here: write it with . * + ? | [ ] and literals"));
}

// Whether `text` begins with {n}, {n,} or {n,m}.
bool BeginsRepetition(absl::string_view text) {
  std::size_t at = 1;
  while (at < text.size() && IsDigit(text[at])) {
    ++at;
  }
  if (at == 1) {
    return false;
  }
  if (at < text.size() && text[at] == ',') {
    ++at;
  }
  while (at < text.size() && IsDigit(text[at])) {
    ++at;
  }
  return at < text.size() && text[at] == '}';
}

// Finds what RE2 accepts and Java reads otherwise, or not at all. What RE2 does not accept it says
// itself.
class DifferenceSearch {
 public:
  explicit DifferenceSearch(absl::string_view text) : text_(text) {}

  absl::Status Run() {
    while (at_ < text_.size()) {
      NEURON_RETURN_IF_ERROR(Step());
    }
    return absl::OkStatus();
  }

 private:
  absl::string_view Rest() const { return text_.substr(at_); }

  absl::Status Step() {
    if (text_[at_] == '\\') {
      return Escape();
    }
    NEURON_RETURN_IF_ERROR(in_set_ ? StepInSet() : StepOutside());
    ++at_;
    return absl::OkStatus();
  }

  absl::Status Escape() {
    const char escaped = Rest().size() > 1 ? Rest()[1] : '\0';
    if (IsDigit(escaped)) {
      return Unsupported("a back reference or octal character");
    }
    if (escaped == 'v' || escaped == 'C') {
      return Unsupported(absl::StrCat("\\", Rest().substr(1, 1)));
    }
    at_ += 2;
    if (escaped == 'Q') {
      const std::size_t end = Rest().find("\\E");
      at_ = end == absl::string_view::npos ? text_.size() : at_ + end + 2;
    }
    return absl::OkStatus();
  }

  absl::Status StepInSet() {
    if (text_[at_] == '[') {
      return Unsupported("a set of characters within another");
    }
    if (absl::StartsWith(Rest(), "&&")) {
      return Unsupported("&& in a set of characters");
    }
    in_set_ = text_[at_] != ']';
    return absl::OkStatus();
  }

  absl::Status StepOutside() {
    if (absl::StartsWith(Rest(), "[]") || absl::StartsWith(Rest(), "[^]")) {
      return Unsupported("a set of characters that begins with ]");
    }
    if (text_[at_] == '{' && !BeginsRepetition(Rest())) {
      return Unsupported("{ that begins no repetition");
    }
    in_set_ = text_[at_] == '[';
    return absl::OkStatus();
  }

  absl::string_view text_;
  std::size_t at_ = 0;
  bool in_set_ = false;
};

absl::StatusOr<std::shared_ptr<const RE2>> CompileWith(absl::string_view text, bool ignore_case) {
  RE2::Options options(RE2::Quiet);
  options.set_max_mem(kMaxBytes);
  options.set_case_sensitive(!ignore_case);
  auto compiled = std::make_shared<const RE2>(re2::StringPiece(text.data(), text.size()), options);
  return compiled->ok() ? absl::StatusOr<std::shared_ptr<const RE2>>(std::move(compiled))
                        : Unsupported(compiled->error());
}

}  // namespace

Pattern::Pattern(std::shared_ptr<const RE2> exact, std::shared_ptr<const RE2> caseless)
    : exact_(std::move(exact)), caseless_(std::move(caseless)) {}

absl::StatusOr<Pattern> Pattern::Compile(absl::string_view text) {
  NEURON_RETURN_IF_ERROR(DifferenceSearch(text).Run());
  NEURON_ASSIGN_OR_RETURN(auto exact, CompileWith(text, /*ignore_case=*/false));
  NEURON_ASSIGN_OR_RETURN(auto caseless, CompileWith(text, /*ignore_case=*/true));
  return Pattern(std::move(exact), std::move(caseless));
}

bool Pattern::Matches(absl::string_view value, bool part, bool ignore_case) const {
  const RE2& pattern = ignore_case ? *caseless_ : *exact_;
  const re2::StringPiece bytes(value.data(), value.size());
  return part ? RE2::PartialMatch(bytes, pattern) : RE2::FullMatch(bytes, pattern);
}

}  // namespace neuron
