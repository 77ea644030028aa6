#ifndef AGENT_PLACEMENT_PATTERN_H_
#define AGENT_PLACEMENT_PATTERN_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace re2 {
class RE2;
}  // namespace re2

namespace neuron {

// A Java regular expression, which is what ECS matches with, as far as RE2 reads it the same.
//
// RE2 takes time in proportion to the text, whatever the pattern: a hostile one costs nothing. Its
// language differs from java.util.regex, and nothing that they read differently is let through. A
// value of this type may be used by several threads.
class Pattern {
 public:
  // Unimplemented, with what it is that cannot be told: possessive repetition, sets within sets,
  // back references, escapes that only one of the two has, repetition above 1000, a pattern too
  // large. A pattern that Java takes for no pattern either is among them.
  static absl::StatusOr<Pattern> Compile(absl::string_view text);

  // Whether the whole value is as the pattern says, or where `part` is enough a part of it.
  bool Matches(absl::string_view value, bool part, bool ignore_case) const;

 private:
  Pattern(std::shared_ptr<const re2::RE2> exact, std::shared_ptr<const re2::RE2> caseless);

  std::shared_ptr<const re2::RE2> exact_;
  std::shared_ptr<const re2::RE2> caseless_;
};

}  // namespace neuron

#endif  // AGENT_PLACEMENT_PATTERN_H_
