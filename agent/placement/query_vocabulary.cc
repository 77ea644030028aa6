#include "agent/placement/query_vocabulary.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

struct NamedSubject {
  SubjectKind kind;
  absl::string_view word;
};

constexpr NamedSubject kSubjects[] = {
    {SubjectKind::kAgentConnected, "agentConnected"},
    {SubjectKind::kAgentVersion, "agentVersion"},
    {SubjectKind::kEc2InstanceId, "ec2InstanceId"},
    {SubjectKind::kRegisteredAt, "registeredAt"},
    {SubjectKind::kRunningTasksCount, "runningTasksCount"},
    {SubjectKind::kTaskGroup, "task:group"},
};

struct Spelling {
  Operator op;
  absl::string_view symbol;
  absl::string_view word;
  Operator opposite;
};

// In the order of the enum.
constexpr Spelling kSpellings[] = {
    {Operator::kEquals, "==", "equals", Operator::kNotEquals},
    {Operator::kNotEquals, "!=", "not_equals", Operator::kEquals},
    {Operator::kGreater, ">", "greater_than", Operator::kLessEqual},
    {Operator::kGreaterEqual, ">=", "greater_than_equal", Operator::kLess},
    {Operator::kLess, "<", "less_than", Operator::kGreaterEqual},
    {Operator::kLessEqual, "<=", "less_than_equal", Operator::kGreater},
    {Operator::kExists, "exists", "exists", Operator::kNotExists},
    {Operator::kNotExists, "!exists", "not_exists", Operator::kExists},
    {Operator::kIn, "in", "in", Operator::kNotIn},
    {Operator::kNotIn, "!in", "not_in", Operator::kIn},
    {Operator::kMatches, "=~", "matches", Operator::kNotMatches},
    {Operator::kNotMatches, "!~", "not_matches", Operator::kMatches},
};

const Spelling& SpellingOf(Operator op) { return kSpellings[static_cast<int>(op)]; }

}  // namespace

absl::optional<SubjectKind> SubjectOfWord(absl::string_view word) {
  for (const NamedSubject& subject : kSubjects) {
    if (subject.word == word) {
      return subject.kind;
    }
  }
  return absl::nullopt;
}

absl::string_view SubjectWord(SubjectKind kind) {
  for (const NamedSubject& subject : kSubjects) {
    if (subject.kind == kind) {
      return subject.word;
    }
  }
  return kAttributePrefix;
}

std::string SubjectWords() {
  std::string words = absl::StrCat(kAttributePrefix, "NAME");
  for (const NamedSubject& subject : kSubjects) {
    absl::StrAppend(&words, ", ", subject.word);
  }
  return words;
}

absl::optional<Operator> OperatorOf(absl::string_view symbol_or_word) {
  for (const Spelling& spelling : kSpellings) {
    if (spelling.symbol == symbol_or_word || spelling.word == symbol_or_word) {
      return spelling.op;
    }
  }
  return absl::nullopt;
}

absl::string_view OperatorSymbol(Operator op) { return SpellingOf(op).symbol; }

Operator Opposite(Operator op) { return SpellingOf(op).opposite; }

bool IsOrder(Operator op) {
  return op == Operator::kGreater || op == Operator::kGreaterEqual || op == Operator::kLess ||
         op == Operator::kLessEqual;
}

bool IsNegative(Operator op) { return OperatorSymbol(op).front() == '!'; }

bool AsksExistence(Operator op) { return op == Operator::kExists || op == Operator::kNotExists; }

bool TakesList(Operator op) { return op == Operator::kIn || op == Operator::kNotIn; }

bool TakesPattern(Operator op) { return op == Operator::kMatches || op == Operator::kNotMatches; }

bool IsWordByte(char byte) {
  constexpr absl::string_view kOthers = "()[],'\"`=!<>&|~";
  return absl::ascii_isgraph(static_cast<unsigned char>(byte)) &&
         kOthers.find(byte) == absl::string_view::npos;
}

bool IsReserved(absl::string_view word) {
  return word == "and" || word == "or" || word == "not" || OperatorOf(word).has_value();
}

}  // namespace neuron
