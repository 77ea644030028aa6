#include "tests/simulator/play/verbs.h"

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/base/status.h"
#include "tests/simulator/host/fixture_text.h"

namespace neuron::sim {
namespace {

using config::v1::Verb;
using Words = std::vector<absl::string_view>;

absl::Status Bad(const std::string& why) { return absl::InvalidArgumentError(why); }

absl::StatusOr<std::uint32_t> ParseIndex(absl::string_view word) {
  std::uint32_t index = 0;
  if (absl::SimpleAtoi(word, &index)) return index;
  return Bad(absl::StrCat("\"", word, "\" is not a number"));
}

template <typename Indices>
absl::Status ParseIndices(absl::string_view list, Indices* indices) {
  for (const absl::string_view word : absl::StrSplit(list, ',')) {
    NEURON_ASSIGN_OR_RETURN(const std::uint32_t index, ParseIndex(word));
    indices->Add(index);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::uint64_t> ParseCount(absl::string_view word) {
  std::uint64_t count = 0;
  if (absl::SimpleAtoi(word, &count)) return count;
  return Bad(absl::StrCat("\"", word, "\" is not a number"));
}

absl::Status ParseOption(absl::string_view word, config::v1::StartWorkload* start) {
  const std::pair<absl::string_view, absl::string_view> option =
      absl::StrSplit(word, absl::MaxSplits('=', 1));
  const auto& [key, value] = option;
  if (key == "chips") return ParseIndices(value, start->mutable_chips());
  if (key == "cores") return ParseIndices(value, start->mutable_cores());
  if (key == "comm") {
    start->set_comm(std::string(value));
  } else if (key == "memory_bytes") {
    NEURON_ASSIGN_OR_RETURN(const std::uint64_t bytes, ParseCount(value));
    start->set_memory_bytes(bytes);
  } else if (key == "executions") {
    NEURON_ASSIGN_OR_RETURN(const std::uint64_t executions, ParseCount(value));
    start->set_executions(executions);
  } else {
    return Bad(absl::StrCat("no option \"", word,
                            "\": use chips=, cores=, memory_bytes=, executions= or comm="));
  }
  return absl::OkStatus();
}

absl::StatusOr<Verb> ParseStart(const Words& words) {
  Verb verb;
  auto* start = verb.mutable_start();
  start->set_name(words.size() > 1 ? std::string(words[1]) : "");
  for (std::size_t i = 2; i < words.size(); ++i) {
    NEURON_RETURN_IF_ERROR(ParseOption(words[i], start));
  }
  return verb;
}

absl::StatusOr<Verb> ParseSet(absl::string_view line) {
  const std::vector<absl::string_view> parts = absl::StrSplit(line, absl::MaxSplits(' ', 2));
  if (parts.size() != 3) return Bad("usage: set PATH VALUE");
  Verb verb;
  verb.mutable_set()->set_path(std::string(parts[1]));
  NEURON_ASSIGN_OR_RETURN(*verb.mutable_set()->mutable_value(), Unescape(parts[2]));
  return verb;
}

absl::StatusOr<Verb> ParseOneWord(const Words& words) {
  Verb verb;
  if (words[0] == "stop") {
    verb.mutable_stop()->set_name(std::string(words[1]));
  } else if (words[0] == "kill") {
    verb.mutable_kill()->set_name(std::string(words[1]));
  } else {
    NEURON_ASSIGN_OR_RETURN(const std::uint32_t chip, ParseIndex(words[1]));
    words[0] == "add_chip" ? verb.mutable_add_chip()->set_chip(chip)
                           : verb.mutable_remove_chip()->set_chip(chip);
  }
  return verb;
}

bool TakesOneWord(absl::string_view verb) {
  return verb == "stop" || verb == "kill" || verb == "add_chip" || verb == "remove_chip";
}

absl::Status CheckName(absl::string_view name) {
  bool ok = !name.empty();
  for (const char c : name) ok = ok && (absl::ascii_isalnum(c) || absl::StrContains("-_.", c));
  if (ok) return absl::OkStatus();
  return Bad(absl::StrCat("\"", name, "\" is no name: use letters, digits, '-', '_' and '.'"));
}

template <typename Indices>
absl::Status CheckDistinct(absl::string_view what, const Indices& indices) {
  std::set<std::uint32_t> seen;
  for (const std::uint32_t index : indices) {
    if (!seen.insert(index).second) return Bad(absl::StrCat(what, " ", index, " twice"));
  }
  return absl::OkStatus();
}

absl::Status CheckStart(const config::v1::StartWorkload& start) {
  NEURON_RETURN_IF_ERROR(CheckName(start.name()));
  if (!start.comm().empty()) NEURON_RETURN_IF_ERROR(CheckName(start.comm()));
  if (start.chips().empty()) return Bad("a workload needs chips: chips=0,1");
  NEURON_RETURN_IF_ERROR(CheckDistinct("chip", start.chips()));
  return CheckDistinct("core", start.cores());
}

}  // namespace

absl::StatusOr<Verb> ParseControlLine(absl::string_view line) {
  const Words words = absl::StrSplit(line, ' ', absl::SkipEmpty());
  if (words.empty()) return Bad("no verb");
  absl::StatusOr<Verb> verb = Bad(absl::StrCat(
      "no verb \"", words[0], "\": use start, stop, kill, set, remove_chip, add_chip or quit"));
  if (words[0] == "start") {
    verb = ParseStart(words);
  } else if (words[0] == "set") {
    verb = ParseSet(line);
  } else if (words[0] == "quit" && words.size() == 1) {
    verb = Verb();
    verb->mutable_quit();
  } else if (TakesOneWord(words[0])) {
    verb = words.size() == 2 ? ParseOneWord(words) : Bad(absl::StrCat(words[0], " takes one word"));
  }
  NEURON_RETURN_IF_ERROR(verb.status());
  NEURON_RETURN_IF_ERROR(CheckVerb(*verb));
  return verb;
}

absl::Status CheckVerb(const Verb& verb) {
  switch (verb.verb_case()) {
    case Verb::kStart:
      return CheckStart(verb.start());
    case Verb::kStop:
      return CheckName(verb.stop().name());
    case Verb::kKill:
      return CheckName(verb.kill().name());
    case Verb::kSet:
      if (absl::StartsWith(verb.set().path(), "sys/")) return absl::OkStatus();
      return Bad(absl::StrCat("\"", verb.set().path(), "\" is not under sys/"));
    case Verb::VERB_NOT_SET:
      return Bad("no verb");
    default:
      return absl::OkStatus();
  }
}

}  // namespace neuron::sim
