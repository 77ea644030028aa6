#include "agent/cli/options.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/types/optional.h"
#include "agent/attribute_flags.h"
#include "agent/base/status.h"
#include "agent/cli/command.h"
#include "agent/cli/placement_options.h"
#include "agent/command_line.h"
#include "agent/device/chip_set.h"
#include "agent/flag_text.h"
#include "agent/host_flags.h"
#include "gflags/gflags.h"

DEFINE_string(socket, "/run/neuron-agent/agent.sock", "the daemon's Unix socket");
DEFINE_string(format, "", "how to print");
DEFINE_bool(local, false, "read this host without the daemon");
DEFINE_string(timeout, "5s", "how long the daemon may take to answer, such as 500ms or 5s");
DEFINE_int64(count, 0, "end after this many snapshots; 0: never");
DEFINE_bool(changes_only, false,
            "only snapshots in which something other than time and counters changed");
DEFINE_bool(capabilities, false,
            "what this host's driver offers to a monitor, instead of the chips");
DEFINE_bool(dry_run, false, "compute the attributes instead of asking what was written");
DEFINE_string(hosts, "",
              "hosts to ask about instead of this one: files with JSON of the AWS CLI, by commas");
DEFINE_string(
    patience, "20s",
    "how long a chip may take to answer (--local, --check), or a file (capture), such as 5s");
DEFINE_bool(check, false, "compare this host with its baseline, instead of asking the daemon");
DEFINE_bool(record, false, "with --check: write the baseline, instead of comparing with it");
DEFINE_string(baseline, "/var/lib/neuron-agent/baseline",
              "with --check: the file that has the baseline");
DEFINE_string(bundle, "", "a file to write with what support needs of this host: OUT.tar.zst");
DEFINE_int32(chips, 0, "how many chips");
DEFINE_string(wait, "60s", "how long to wait for them, such as 30s or 2h; 0: not at all");
DEFINE_string(lease_socket, "/run/neuron-agent/lease.sock", "where the daemon leases chips");
DEFINE_int32(release, 0,
             "the pid of a process about which the step that a finding proposes is to be taken");
DEFINE_bool(yes, false, "take that step, instead of only showing it");
DEFINE_string(answer_book, "/run/neuron-agent/chips",
              "where a daemon keeps what the chips told it about themselves");

namespace neuron {
namespace {

absl::Status Usage(absl::string_view problem, absl::string_view topic) {
  return absl::InvalidArgumentError(
      absl::StrCat(problem, "; see neuronctl help", topic.empty() ? "" : " ", topic));
}

absl::Status CheckFlags(const Command& command, const std::vector<std::string>& given) {
  for (const std::string& flag : given) {
    const bool taken =
        std::find(command.flags.begin(), command.flags.end(), flag) != command.flags.end() ||
        (flag == "format" && !command.formats.empty());
    if (!taken) {
      return Usage(absl::StrCat(command.name, " does not take --", flag), command.name);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Format> ParseFormat(const Command& command) {
  if (command.formats.empty()) {
    return Format::kTable;
  }
  const absl::string_view wanted =
      FLAGS_format.empty() ? command.formats.front() : absl::string_view(FLAGS_format);
  if (std::find(command.formats.begin(), command.formats.end(), wanted) == command.formats.end()) {
    return Usage(absl::StrCat("bad value --format=", wanted, ": ", command.name, " has ",
                              absl::StrJoin(command.formats, ", ")),
                 command.name);
  }
  return wanted == "table"  ? Format::kTable
         : wanted == "json" ? Format::kJson
         : wanted == "csv"  ? Format::kCsv
                            : Format::kProto;
}

absl::StatusOr<absl::Duration> ParseDuration(const Command& command, absl::string_view flag,
                                             const std::string& value) {
  absl::StatusOr<absl::Duration> duration = ParseDurationFlag(flag, value);
  return duration.ok() ? duration : Usage(duration.status().message(), command.name);
}

absl::StatusOr<AttributeNames> ParseNames(const Command& command) {
  absl::StatusOr<AttributeNames> names = AttributeNamesFromFlags();
  return names.ok() ? names : Usage(names.status().message(), command.name);
}

absl::StatusOr<PlacementOptions> ParsePlacement(const Command& command) {
  absl::StatusOr<PlacementOptions> placement = PlacementOptionsFromFlags();
  return placement.ok() ? placement : Usage(placement.status().message(), command.name);
}

constexpr absl::string_view kArchive = ".tar.zst";

absl::Status CheckTarget(const Options& options) {
  return absl::EndsWith(options.subject, kArchive)
             ? absl::OkStatus()
             : Usage(absl::StrCat("capture needs the file to write, whose name ends in ", kArchive),
                     options.command);
}

absl::Status CheckBundle(const Options& options) {
  return options.bundle.empty() || absl::EndsWith(options.bundle, kArchive)
             ? absl::OkStatus()
             : Usage(absl::StrCat("bad value --bundle=", options.bundle,
                                  ": a name expected that ends in ", kArchive),
                     options.command);
}

// The number of a chip as people write it: no sign, no leading zero.
absl::optional<int> ParseChip(const std::string& word) {
  int chip = 0;
  const bool is_chip = absl::SimpleAtoi(word, &chip) && chip >= 0 && chip < kMaxChips;
  return is_chip && absl::StrCat(chip) == word ? absl::optional<int>(chip) : absl::nullopt;
}

absl::Status CheckExpression(const Options& options) {
  if (options.subject.empty()) {
    return Usage("placement explain needs an expression, in quotes", options.command);
  }
  if (options.local && !options.hosts.empty()) {
    return Usage("--hosts is instead of this host: leave out --local", options.command);
  }
  return absl::OkStatus();
}

absl::Status CheckChips(const Options& options) {
  return options.chips >= 1 && options.chips <= kMaxChips
             ? absl::OkStatus()
             : Usage(absl::StrCat(options.command, " needs --chips=N, from 1 to ", kMaxChips),
                     options.command);
}

absl::Status CheckSubject(const Options& options) {
  if (options.command == "capture") {
    return CheckTarget(options);
  }
  if (options.command == "placement explain") {
    return CheckExpression(options);
  }
  if (options.command == "placement generate") {
    return CheckChips(options);
  }
  if (options.subject.empty()) {
    return absl::OkStatus();
  }
  if (options.capabilities || options.format == Format::kCsv) {
    return Usage(absl::StrCat(options.capabilities ? "--capabilities" : "--format=csv",
                              " is about all chips, not about \"", options.subject, "\""),
                 options.command);
  }
  return options.subject == "host" || ParseChip(options.subject).has_value()
             ? absl::OkStatus()
             : Usage(absl::StrCat("ls takes \"host\" or the number of a chip, not \"",
                                  options.subject, "\""),
                     options.command);
}

absl::Status CheckRelease(const Options& options) {
  if (options.release < 0 || (options.yes && options.release == 0)) {
    return Usage(absl::StrCat(options.yes ? "--yes" : "holders",
                              " needs the pid of a process, as --release=PID"),
                 options.command);
  }
  if (options.release != 0 && options.local) {
    return Usage("only the daemon finds what is to be released: --release is not for --local",
                 options.command);
  }
  return absl::OkStatus();
}

absl::Status CheckCheck(const Options& options) {
  if (options.record && (!options.check || !options.asked.empty())) {
    return Usage(
        options.check ? "--record is about all chips: name none" : "--record needs --check",
        options.command);
  }
  if (options.check && options.format == Format::kCsv) {
    return Usage("--check has table, json, proto, not --format=csv", options.command);
  }
  return absl::OkStatus();
}

// Whether files of this host are read.
bool ReadsHost(const Options& options) {
  return options.local || options.check || options.command == "capture" ||
         options.command == "doctor" || options.release != 0 ||
         ((options.command == "placement generate" || options.command == "placement lint") &&
          options.placement.instance.empty());
}

absl::Status CheckTogether(const Options& options) {
  if (options.count < 0) {
    return Usage(absl::StrCat("bad value --count=", options.count, ": it cannot be negative"),
                 options.command);
  }
  if (options.command == "attributes" && options.local && !options.dry_run) {
    return Usage("only the daemon knows what was written: --local needs --dry_run",
                 options.command);
  }
  NEURON_RETURN_IF_ERROR(CheckBundle(options));
  return CheckRelease(options);
}

// As ParseDuration(), but zero is one.
absl::StatusOr<absl::Duration> ParseWait(const Command& command) {
  absl::Duration wait;
  if (absl::ParseDuration(FLAGS_wait, &wait) && wait == absl::ZeroDuration()) {
    return wait;
  }
  return ParseDuration(command, "wait", FLAGS_wait);
}

// What `run` needs besides flags that have a default.
absl::Status TakeArguments(const std::vector<std::string>& words, Options* options) {
  NEURON_RETURN_IF_ERROR(CheckChips(*options));
  if (words.empty()) {
    return Usage("run needs a command, after --", options->command);
  }
  options->arguments = words;
  return absl::OkStatus();
}

// The files that `placement lint` is to judge.
absl::Status TakeFiles(const std::vector<std::string>& words, Options* options) {
  if (words.empty()) {
    return Usage("placement lint needs the files to look at", options->command);
  }
  options->placement.files = words;
  return absl::OkStatus();
}

// The chips that `health` is to tell of.
absl::Status TakeAsked(const std::vector<std::string>& words, Options* options) {
  for (const std::string& word : words) {
    const absl::optional<int> chip = ParseChip(word);
    if (!chip.has_value()) {
      return Usage(absl::StrCat("health takes the numbers of chips, not \"", word, "\""),
                   options->command);
    }
    options->asked.Add(*chip);
  }
  return CheckCheck(*options);
}

absl::StatusOr<Options> OptionsFor(const Command& command, const std::string& subject) {
  Options options;
  options.command = std::string(command.name);
  options.subject = subject;
  NEURON_ASSIGN_OR_RETURN(options.format, ParseFormat(command));
  NEURON_ASSIGN_OR_RETURN(options.timeout, ParseDuration(command, "timeout", FLAGS_timeout));
  NEURON_ASSIGN_OR_RETURN(options.patience, ParseDuration(command, "patience", FLAGS_patience));
  options.local = FLAGS_local;
  options.check = FLAGS_check;
  options.record = FLAGS_record;
  options.baseline = FLAGS_baseline;
  options.socket = FLAGS_socket;
  options.count = FLAGS_count;
  options.changes_only = FLAGS_changes_only;
  options.dry_run = FLAGS_dry_run;
  options.hosts = absl::StrSplit(FLAGS_hosts, ',', absl::SkipEmpty());
  options.capabilities = FLAGS_capabilities;
  options.answer_book = FLAGS_answer_book;
  options.release = FLAGS_release;
  options.yes = FLAGS_yes;
  options.bundle = FLAGS_bundle;
  options.chips = FLAGS_chips;
  NEURON_ASSIGN_OR_RETURN(options.wait, ParseWait(command));
  options.lease_socket = FLAGS_lease_socket;
  NEURON_ASSIGN_OR_RETURN(options.attributes, ParseNames(command));
  NEURON_ASSIGN_OR_RETURN(options.placement, ParsePlacement(command));
  NEURON_RETURN_IF_ERROR(CheckSubject(options));
  NEURON_RETURN_IF_ERROR(CheckTogether(options));
  if (ReadsHost(options)) {
    NEURON_ASSIGN_OR_RETURN(options.host, HostPathsFromFlags());
  }
  return options;
}

// ": there is placement explain" for "placement"; empty where no command begins with that word.
std::string CommandsWithFirstWord(absl::string_view word) {
  std::vector<absl::string_view> names;
  for (const Command& command : Commands()) {
    if (absl::StartsWith(command.name, absl::StrCat(word, " "))) {
      names.push_back(command.name);
    }
  }
  return names.empty() ? "" : absl::StrCat(": there is ", absl::StrJoin(names, ", "));
}

Options HelpOn(absl::string_view topic) {
  Options options;
  options.command = "help";
  options.topic = std::string(topic);
  return options;
}

absl::StatusOr<Options> ParseHelp(const std::vector<std::string>& topics) {
  const std::string topic = absl::StrJoin(topics, " ");
  if (!topics.empty() && FindCommand(topic) == nullptr) {
    return Usage(absl::StrCat("no help on \"", topic, "\"", CommandsWithFirstWord(topic)), "");
  }
  return HelpOn(topic);
}

// Takes the command's name, one word or two, from the front. REQUIRES: there is a word.
std::string TakeName(std::vector<std::string>* words) {
  std::string name = words->front();
  words->erase(words->begin());
  if (FindCommand(name) == nullptr && !words->empty()) {
    const std::string longer = absl::StrCat(name, " ", words->front());
    if (FindCommand(longer) != nullptr) {
      words->erase(words->begin());
      return longer;
    }
  }
  return name;
}

}  // namespace

absl::StatusOr<Options> ParseOptions(int argc, const char* const* argv) {
  absl::StatusOr<CommandLine> line = ParseCommandLine(argc, argv);
  if (!line.ok()) {
    return Usage(line.status().message(), "");
  }
  if (line->words.empty()) {
    return HelpOn("");
  }
  const std::string name = TakeName(&line->words);
  const Command* const command = FindCommand(name);
  if (command == nullptr) {
    return Usage(absl::StrCat("no command \"", name, "\"", CommandsWithFirstWord(name)), "");
  }
  if (line->help) {
    return HelpOn(name);
  }
  NEURON_RETURN_IF_ERROR(CheckFlags(*command, line->flags));
  if (name == "help") {
    return ParseHelp(line->words);
  }
  if (name == "run") {
    NEURON_ASSIGN_OR_RETURN(Options options, OptionsFor(*command, ""));
    NEURON_RETURN_IF_ERROR(TakeArguments(line->words, &options));
    return options;
  }
  if (name == "placement lint") {
    NEURON_ASSIGN_OR_RETURN(Options options, OptionsFor(*command, ""));
    NEURON_RETURN_IF_ERROR(TakeFiles(line->words, &options));
    return options;
  }
  if (name == "health") {
    NEURON_ASSIGN_OR_RETURN(Options options, OptionsFor(*command, ""));
    NEURON_RETURN_IF_ERROR(TakeAsked(line->words, &options));
    return options;
  }
  const std::size_t words = command->subject.empty() ? 0 : 1;
  if (line->words.size() > words) {
    return Usage(absl::StrCat(name, " takes no \"", line->words[words], "\""), name);
  }
  return OptionsFor(*command, line->words.empty() ? "" : line->words.front());
}

}  // namespace neuron
