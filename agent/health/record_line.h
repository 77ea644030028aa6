#ifndef AGENT_HEALTH_RECORD_LINE_H_
#define AGENT_HEALTH_RECORD_LINE_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace neuron {

// A line of a record, taken apart word by word; words are parted by one space. Once something is
// not what was asked for, all that follows is empty or zero, and ok() is false. Borrows the line.
class RecordLine {
 public:
  explicit RecordLine(absl::string_view line) : rest_(line) {}

  // The next word; not empty.
  absl::string_view Word();
  // A number as StrCat() writes it, from `least` to `most`.
  std::int64_t Number(std::int64_t least, std::int64_t most);
  std::uint64_t Amount();
  // As MomentWord() and TimeWord() write them; no moment for "-".
  absl::optional<absl::Duration> MomentIfAny();
  absl::Time Time();
  // All that is left, as TextWord() writes it.
  std::string Text();

  // The value whose word, by `word`, is the next; it is the `size` values from 0 on that are tried.
  template <typename Enum, typename WordOf>
  Enum OneOf(std::size_t size, WordOf word);

  // What comes next is not what it should be.
  void Refuse();

  // Whether all was as it was asked for, and nothing is left.
  bool ok() const { return ok_ && !has_rest_; }

 private:
  absl::string_view rest_;
  bool has_rest_ = true;
  bool ok_ = true;
};

// Since boot, to the nanosecond; "-" for the infinite past.
std::string MomentWord(absl::Duration moment);
std::string TimeWord(absl::Time time);
// A text of any bytes, also none, as one that begins with ':' and is of printable ASCII.
std::string TextWord(absl::string_view text);

template <typename Enum, typename WordOf>
Enum RecordLine::OneOf(std::size_t size, WordOf word) {
  const absl::string_view found = this->Word();
  for (std::size_t i = 0; i < size; ++i) {
    if (found == word(static_cast<Enum>(i))) {
      return static_cast<Enum>(i);
    }
  }
  Refuse();
  return static_cast<Enum>(0);
}

}  // namespace neuron

#endif  // AGENT_HEALTH_RECORD_LINE_H_
