#ifndef AGENT_TELEMETRY_ENUM_WORDS_H_
#define AGENT_TELEMETRY_ENUM_WORDS_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"

namespace neuron {

// One word of an enum in both tongues: ours, and the contract's.
template <typename Ours, typename Theirs>
struct EnumWord {
  Ours ours;
  Theirs theirs;
};

// A value that our own enum does not have becomes *_UNSPECIFIED, which readers take as unknown.
template <typename Ours, typename Theirs, std::size_t N>
Theirs EncodeWord(const EnumWord<Ours, Theirs> (&words)[N], Ours ours) {
  for (const auto& word : words) {
    if (word.ours == ours) return word.theirs;
  }
  return Theirs{};
}

// InvalidArgument, which names the number, for *_UNSPECIFIED and for the numbers of a later
// version.
template <typename Ours, typename Theirs, std::size_t N>
absl::StatusOr<Ours> DecodeWord(const EnumWord<Ours, Theirs> (&words)[N], Theirs theirs) {
  for (const auto& word : words) {
    if (word.theirs == theirs) return word.ours;
  }
  return absl::InvalidArgumentError(absl::StrCat("this version does not know the number ",
                                                 static_cast<int>(theirs), " of this field"));
}

}  // namespace neuron

#endif  // AGENT_TELEMETRY_ENUM_WORDS_H_
