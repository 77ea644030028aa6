#include "agent/options.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <initializer_list>

#include "absl/strings/str_cat.h"
#include "agent/attribute_flags.h"
#include "agent/aws/endpoint.h"
#include "agent/base/status.h"
#include "agent/command_line.h"
#include "agent/host_flags.h"
#include "agent/sampling_flags.h"
#include "agent/workload_flags.h"
#include "gflags/gflags.h"

DEFINE_string(socket, "/run/neuron-agent/agent.sock",
              "the Unix socket on which the stream is served");
DEFINE_string(socket_group, "", "the group that may connect to the socket; empty: the agent's own");
DEFINE_string(answer_book, "/run/neuron-agent/chips",
              "where the chips' answers are kept, so that each is asked once a boot");
DEFINE_string(uevents, "",
              "a socket of a simulated host in place of the kernel's netlink; empty: the kernel");
DEFINE_bool(publish, true, "tell ECS; with --nopublish the agent only watches and streams");
DEFINE_string(on_stop, "withdraw",
              "what becomes of the attributes when the agent stops: withdraw, delete or keep");
DEFINE_string(introspection_url, "http://127.0.0.1:51678",
              "the ECS agent's introspection endpoint");
DEFINE_string(imds_url, "",
              "the instance metadata service; empty: AWS_EC2_METADATA_SERVICE_ENDPOINT, or "
              "http://169.254.169.254");
DEFINE_string(ecs_endpoint, "",
              "the ECS endpoint; empty: AWS_ENDPOINT_URL_ECS, AWS_ENDPOINT_URL, or the region's");
DEFINE_string(region, "",
              "the AWS region; empty: AWS_REGION, AWS_DEFAULT_REGION, or that of the container "
              "instance's ARN");
DEFINE_string(ca_bundle, "",
              "the certificates that sign servers'; empty: where distributions keep them");
// gflags has a --version of its own, which prints nothing that we know.
DECLARE_bool(version);

namespace neuron {
namespace {

// A value and where it comes from: "--region", "AWS_REGION", or "" for a default.
struct Setting {
  std::string source;
  std::string value;
};

// The flag, or the first of these variables that is set and not empty, or the default.
Setting FirstOf(absl::string_view flag, const std::string& given,
                std::initializer_list<const char*> variables, absl::string_view otherwise) {
  if (!given.empty()) {
    return {absl::StrCat("--", flag), given};
  }
  for (const char* variable : variables) {
    const char* value = std::getenv(variable);
    if (value != nullptr && *value != '\0') {
      return {variable, value};
    }
  }
  return {"", std::string(otherwise)};
}

std::string Environment(const char* variable) { return FirstOf("", "", {variable}, "").value; }

absl::Status Bad(const Setting& setting, const absl::Status& why) {
  return absl::InvalidArgumentError(
      absl::StrCat("bad value of ", setting.source, ": ", why.message()));
}

absl::StatusOr<std::string> ParseEndpoint(const Setting& setting) {
  absl::StatusOr<std::string> endpoint = CustomEndpoint(setting.value);
  return endpoint.ok() ? endpoint : Bad(setting, endpoint.status());
}

absl::StatusOr<OnStop> ParseOnStop(const std::string& value) {
  if (value == "withdraw") {
    return OnStop::kWithdraw;
  }
  if (value == "delete") {
    return OnStop::kDelete;
  }
  if (value == "keep") {
    return OnStop::kKeep;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("bad value --on_stop=", value, ": withdraw, delete or keep expected"));
}

absl::Status ReadPublishing(AgentOptions* options) {
  options->publish = FLAGS_publish;
  NEURON_ASSIGN_OR_RETURN(options->attributes, AttributeNamesFromFlags());
  NEURON_ASSIGN_OR_RETURN(options->on_stop, ParseOnStop(FLAGS_on_stop));
  return absl::OkStatus();
}

absl::Status ReadRegion(AgentOptions* options) {
  const Setting region = FirstOf("region", FLAGS_region, {"AWS_REGION", "AWS_DEFAULT_REGION"}, "");
  if (!region.value.empty()) {
    const absl::Status status = EcsEndpoint(region.value).status();
    if (!status.ok()) {
      return Bad(region, status);
    }
  }
  options->region = region.value;
  return absl::OkStatus();
}

absl::Status ReadEndpoints(AgentOptions* options) {
  NEURON_ASSIGN_OR_RETURN(options->introspection_url,
                          ParseEndpoint({"--introspection_url", FLAGS_introspection_url}));
  NEURON_ASSIGN_OR_RETURN(
      options->imds_url,
      ParseEndpoint(FirstOf("imds_url", FLAGS_imds_url, {"AWS_EC2_METADATA_SERVICE_ENDPOINT"},
                            "http://169.254.169.254")));
  const Setting ecs =
      FirstOf("ecs_endpoint", FLAGS_ecs_endpoint, {"AWS_ENDPOINT_URL_ECS", "AWS_ENDPOINT_URL"}, "");
  if (!ecs.value.empty()) {
    NEURON_ASSIGN_OR_RETURN(options->ecs_endpoint, ParseEndpoint(ecs));
  }
  return absl::OkStatus();
}

absl::Status ReadTrust(AgentOptions* options) {
  if (!FLAGS_ca_bundle.empty() && access(FLAGS_ca_bundle.c_str(), R_OK) != 0) {
    const absl::Status status = ErrnoStatus(errno, absl::StrCat("--ca_bundle=", FLAGS_ca_bundle));
    return absl::InvalidArgumentError(
        absl::StrCat(status.message(), "; name a file with PEM certificates, or leave it out"));
  }
  options->ca_bundle = FLAGS_ca_bundle;
  options->credentials = {Environment("AWS_ACCESS_KEY_ID"), Environment("AWS_SECRET_ACCESS_KEY"),
                          Environment("AWS_SESSION_TOKEN")};
  return absl::OkStatus();
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
  NEURON_RETURN_IF_ERROR(ReadPublishing(&options));
  NEURON_RETURN_IF_ERROR(ReadRegion(&options));
  NEURON_RETURN_IF_ERROR(ReadEndpoints(&options));
  NEURON_RETURN_IF_ERROR(ReadTrust(&options));
  return options;
}

}  // namespace neuron
