#include "agent/base/json_number.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace neuron {
namespace {

bool IsDigit(char byte) { return absl::ascii_isdigit(static_cast<unsigned char>(byte)); }

std::size_t Digits(absl::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), IsDigit) -
                                  text.begin());
}

// How long a fraction, with its point, is at the beginning.
std::size_t FractionLength(absl::string_view text) {
  const std::size_t digits = absl::StartsWith(text, ".") ? Digits(text.substr(1)) : 0;
  return digits == 0 ? 0 : digits + 1;
}

// The same of an exponent, with its letter.
std::size_t ExponentLength(absl::string_view text) {
  if (!absl::StartsWith(text, "e") && !absl::StartsWith(text, "E")) {
    return 0;
  }
  const absl::string_view signed_part = text.substr(1);
  const std::size_t sign =
      absl::StartsWith(signed_part, "+") || absl::StartsWith(signed_part, "-") ? 1 : 0;
  const std::size_t digits = Digits(signed_part.substr(sign));
  return digits == 0 ? 0 : 1 + sign + digits;
}

}  // namespace

std::size_t JsonNumberLength(absl::string_view text) {
  std::size_t at = absl::StartsWith(text, "-") ? 1 : 0;
  const std::size_t whole = Digits(text.substr(at));
  if (whole == 0) {
    return 0;
  }
  at += text[at] == '0' ? 1 : whole;
  at += FractionLength(text.substr(at));
  return at + ExponentLength(text.substr(at));
}

}  // namespace neuron
