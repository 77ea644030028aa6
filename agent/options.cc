#include "agent/options.h"

#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "agent/aws_flags.h"
#include "agent/base/status.h"
#include "agent/command_line.h"
#include "agent/host_flags.h"
#include "agent/publish_flags.h"
#include "agent/sampling_flags.h"
#include "agent/workload_flags.h"
#include "gflags/gflags.h"

DEFINE_string(socket, "/run/neuron-agent/agent.sock",
              "the Unix socket on which the stream is served");
DEFINE_string(socket_group, "", "the group that may connect to the socket; empty: the agent's own");
DEFINE_string(answer_book, "/run/neuron-agent/chips",
              "where the chips' answers are kept, so that each is asked once a boot, and verdicts/ "
              "beside it");
DEFINE_string(uevents, "",
              "a socket of a simulated host in place of the kernel's netlink; empty: the kernel");
// gflags has a --version of its own, which prints nothing that we know.
DECLARE_bool(version);

namespace neuron {
namespace {

std::vector<std::string> FlagsIn(const CommandLine& line) {
  std::vector<std::string> given;
  for (const std::string& name : line.flags) {
    std::string value;
    gflags::GetCommandLineOption(name.c_str(), &value);
    given.push_back(absl::StrCat("--", name, "=", value));
  }
  return given;
}

absl::Status ReadEvents(AgentOptions* options) {
  options->uevents = FLAGS_uevents;
  struct stat found;
  if (FLAGS_uevents.empty() ||
      (stat(FLAGS_uevents.c_str(), &found) == 0 && S_ISSOCK(found.st_mode))) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "--uevents=", FLAGS_uevents,
      ": no socket there; start neuron-sim with the same flag first, or leave it out"));
}

absl::Status ReadSampling(AgentOptions* options) {
  NEURON_ASSIGN_OR_RETURN(options->host, HostPathsFromFlags());
  NEURON_ASSIGN_OR_RETURN(options->sampling, SamplingOptionsFromFlags());
  options->socket = FLAGS_socket;
  options->socket_group = FLAGS_socket_group;
  options->answer_book = FLAGS_answer_book;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<AgentOptions> ParseAgentOptions(int argc, const char* const* argv) {
  NEURON_ASSIGN_OR_RETURN(const CommandLine line, ParseCommandLine(argc, argv));
  AgentOptions options;
  options.help = line.help;
  options.version = FLAGS_version;
  options.given_flags = FlagsIn(line);
  if (options.help || options.version) {
    return options;
  }
  if (!line.words.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", line.words.front(), "\" is no flag; see neuron-agent --help"));
  }
  NEURON_RETURN_IF_ERROR(ReadSampling(&options));
  NEURON_RETURN_IF_ERROR(ReadEvents(&options));
  NEURON_ASSIGN_OR_RETURN(options.workload, WorkloadOptionsFromFlags(FLAGS_socket));
  NEURON_ASSIGN_OR_RETURN(options.publishing, PublishOptionsFromFlags());
  NEURON_ASSIGN_OR_RETURN(options.aws, AwsOptionsFromFlags());
  return options;
}

std::string BesideAnswers(const AgentOptions& options, absl::string_view name) {
  const std::string& book = options.answer_book;
  return absl::StrCat(book.substr(0, book.rfind('/') + 1), name);
}

}  // namespace neuron
