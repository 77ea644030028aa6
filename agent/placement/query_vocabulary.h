#ifndef AGENT_PLACEMENT_QUERY_VOCABULARY_H_
#define AGENT_PLACEMENT_QUERY_VOCABULARY_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace neuron {

// The words of the ECS cluster query language.

// What can be compared.
enum class SubjectKind {
  kAttribute,
  kAgentConnected,
  kAgentVersion,
  kEc2InstanceId,
  kRegisteredAt,
  kRunningTasksCount,
  kTaskGroup,
};

enum class Operator {
  kEquals,
  kNotEquals,
  kGreater,
  kGreaterEqual,
  kLess,
  kLessEqual,
  kExists,
  kNotExists,
  kIn,
  kNotIn,
  kMatches,
  kNotMatches,
};

// What the name of an attribute comes after.
inline constexpr absl::string_view kAttributePrefix = "attribute:";

// The subject of that name; nothing if there is none. Attributes are not among them.
absl::optional<SubjectKind> SubjectOfWord(absl::string_view word);
// How such a subject is written. REQUIRES: not kAttribute.
absl::string_view SubjectWord(SubjectKind kind);
// Every subject, for people.
std::string SubjectWords();

// The operator of that symbol or word; nothing if there is none.
absl::optional<Operator> OperatorOf(absl::string_view symbol_or_word);
// "==", "exists".
absl::string_view OperatorSymbol(Operator op);

// The operator that holds of a value where `op` does not.
Operator Opposite(Operator op);
// Whether it is one of > >= < <=.
bool IsOrder(Operator op);
// Whether it holds of values that are not the one: != !in !~ !exists.
bool IsNegative(Operator op);
// Whether it is exists or !exists, which take no argument.
bool AsksExistence(Operator op);
// Whether it is in or !in.
bool TakesList(Operator op);
// Whether it is =~ or !~.
bool TakesPattern(Operator op);

// Whether a word without quotes may hold the byte: printable ASCII but for space, quotes,
// parentheses, brackets, comma, and what operators are made of.
bool IsWordByte(char byte);
// Whether the word has a meaning of its own: and, or, not, and the operators that are words.
bool IsReserved(absl::string_view word);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_QUERY_VOCABULARY_H_
