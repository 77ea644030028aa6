#include "agent/command_line.h"

#include <cstddef>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "gflags/gflags.h"

namespace neuron {
namespace {

constexpr std::size_t kFlagFileLimit = 64 * 1024;

// "--name=value", taken apart.
struct Argument {
  std::string name;
  absl::optional<std::string> value;
};

bool IsFlag(absl::string_view word) { return word.size() > 1 && word[0] == '-'; }

Argument TakeApart(absl::string_view word) {
  if (!absl::ConsumePrefix(&word, "--")) {
    absl::ConsumePrefix(&word, "-");
  }
  const std::size_t equals = word.find('=');
  if (equals == absl::string_view::npos) {
    return {std::string(word), absl::nullopt};
  }
  return {std::string(word.substr(0, equals)), std::string(word.substr(equals + 1))};
}

absl::optional<gflags::CommandLineFlagInfo> FindFlag(const std::string& name) {
  gflags::CommandLineFlagInfo info;
  if (!gflags::GetCommandLineFlagInfo(name.c_str(), &info)) {
    return absl::nullopt;
  }
  return info;
}

bool IsHelp(const std::string& name) { return name == "help" || name == "h"; }

// Goes through the words of one source: the arguments, or a flag file.
class Parser {
 public:
  explicit Parser(std::vector<std::string> words) : words_(std::move(words)) {}

  absl::Status ParseInto(CommandLine* line) {
    for (; next_ < words_.size(); ++next_) {
      if (words_[next_] == "--") {
        line->words.insert(line->words.end(), words_.begin() + next_ + 1, words_.end());
        return absl::OkStatus();
      }
      if (!IsFlag(words_[next_])) {
        line->words.push_back(words_[next_]);
        continue;
      }
      NEURON_RETURN_IF_ERROR(ParseFlag(TakeApart(words_[next_]), line));
    }
    return absl::OkStatus();
  }

 private:
  absl::Status ParseFlag(const Argument& argument, CommandLine* line);
  absl::Status Complete(const gflags::CommandLineFlagInfo& flag, Argument* argument);

  const std::vector<std::string> words_;
  std::size_t next_ = 0;
};

absl::Status ParseFlagFile(const std::string& path, CommandLine* line) {
  NEURON_ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kFlagFileLimit));
  std::vector<std::string> words;
  for (absl::string_view row : absl::StrSplit(text, '\n')) {
    row = absl::StripAsciiWhitespace(row);
    if (row.empty() || row[0] == '#') {
      continue;
    }
    if (!IsFlag(row) || TakeApart(row).name == "flagfile") {
      return absl::InvalidArgumentError(
          absl::StrCat("\"", row, "\" is not a flag: one --name=value a line"));
    }
    words.emplace_back(row);
  }
  return Parser(std::move(words)).ParseInto(line);
}

absl::Status IncludeFlagFile(const std::string& path, CommandLine* line) {
  const absl::Status status = ParseFlagFile(path, line);
  if (status.ok()) {
    return status;
  }
  return absl::InvalidArgumentError(absl::StrCat("--flagfile=", path, ": ", status.message()));
}

absl::Status Parser::ParseFlag(const Argument& given, CommandLine* line) {
  if (IsHelp(given.name)) {
    line->help = true;
    return absl::OkStatus();
  }
  Argument argument = given;
  absl::optional<gflags::CommandLineFlagInfo> flag = FindFlag(argument.name);
  if (!flag.has_value() && !argument.value.has_value() && absl::StartsWith(argument.name, "no")) {
    flag = FindFlag(argument.name.substr(2));
    argument = {argument.name.substr(2), "false"};
    if (flag.has_value() && flag->type != "bool") {
      flag.reset();
    }
  }
  if (!flag.has_value()) {
    return absl::InvalidArgumentError(absl::StrCat("unknown flag --", given.name));
  }
  NEURON_RETURN_IF_ERROR(Complete(*flag, &argument));
  if (flag->name == "flagfile") {
    return IncludeFlagFile(*argument.value, line);
  }
  if (gflags::SetCommandLineOption(flag->name.c_str(), argument.value->c_str()).empty()) {
    return absl::InvalidArgumentError(absl::StrCat("bad value --", flag->name, "=", *argument.value,
                                                   ": ", flag->type, " expected (",
                                                   flag->description, ")"));
  }
  line->flags.push_back(flag->name);
  return absl::OkStatus();
}

// Finds the value of a flag without "=".
absl::Status Parser::Complete(const gflags::CommandLineFlagInfo& flag, Argument* argument) {
  if (argument->value.has_value()) {
    return absl::OkStatus();
  }
  if (flag.type == "bool") {
    argument->value = "true";
    return absl::OkStatus();
  }
  if (next_ + 1 >= words_.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--", flag.name, " needs a value (", flag.description, ")"));
  }
  argument->value = words_[++next_];
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CommandLine> ParseCommandLine(int argc, const char* const* argv) {
  CommandLine line;
  NEURON_RETURN_IF_ERROR(
      Parser(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc)).ParseInto(&line));
  return line;
}

}  // namespace neuron
