#include "agent/health/record_line.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/base/decimal.h"

namespace neuron {
namespace {

constexpr char kNone[] = "-";

}  // namespace

void RecordLine::Refuse() {
  ok_ = false;
  has_rest_ = false;
  rest_ = {};
}

absl::string_view RecordLine::Word() {
  const std::size_t end = rest_.find(' ');
  const absl::string_view word = rest_.substr(0, end);
  has_rest_ = end != absl::string_view::npos;
  rest_ = has_rest_ ? rest_.substr(end + 1) : absl::string_view();
  if (word.empty()) {
    Refuse();
  }
  return word;
}

std::int64_t RecordLine::Number(std::int64_t least, std::int64_t most) {
  std::int64_t number = 0;
  if (!ParseDecimal(Word(), &number) || number < least || number > most) {
    Refuse();
    return least;
  }
  return number;
}

std::uint64_t RecordLine::Amount() {
  std::uint64_t amount = 0;
  if (!ParseDecimal(Word(), &amount)) {
    Refuse();
    return 0;
  }
  return amount;
}

absl::optional<absl::Duration> RecordLine::MomentIfAny() {
  const absl::string_view word = Word();
  std::int64_t nanoseconds = 0;
  if (word == kNone) {
    return absl::nullopt;
  }
  if (!ParseDecimal(word, &nanoseconds)) {
    Refuse();
  }
  return absl::Nanoseconds(nanoseconds);
}

absl::Time RecordLine::Time() {
  std::int64_t nanoseconds = 0;
  if (!ParseDecimal(Word(), &nanoseconds)) {
    Refuse();
  }
  return absl::FromUnixNanos(nanoseconds);
}

std::string RecordLine::Text() {
  std::string text;
  absl::string_view escaped = rest_;
  if (!absl::ConsumePrefix(&escaped, ":") || !absl::CUnescape(escaped, &text)) {
    Refuse();
    return "";
  }
  has_rest_ = false;
  rest_ = {};
  return text;
}

std::string MomentWord(absl::Duration moment) {
  return moment == -absl::InfiniteDuration() ? kNone
                                             : absl::StrCat(absl::ToInt64Nanoseconds(moment));
}

std::string TimeWord(absl::Time time) { return absl::StrCat(absl::ToUnixNanos(time)); }

std::string TextWord(absl::string_view text) { return absl::StrCat(":", absl::CEscape(text)); }

}  // namespace neuron
