#ifndef AGENT_OPTIONS_H_
#define AGENT_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/aws_flags.h"
#include "agent/device/host_paths.h"
#include "agent/publish_flags.h"
#include "agent/sampling_flags.h"
#include "agent/workload_flags.h"

namespace neuron {

// What the daemon is to do: its flags and environment, validated, as plain values. Below main
// nothing else reads either.
struct AgentOptions {
  // What to do in place of running.
  bool help = false;
  bool version = false;
  // What was given on the command line and in flag files, for people: "--name=value", in order.
  std::vector<std::string> given_flags;

  HostPaths host;
  // The socket from which a simulated host's events come; empty for the kernel's.
  std::string uevents;
  // Where the stream is served, and who may connect besides the agent's own user.
  std::string socket;
  std::string socket_group;
  // Where answers by ioctl are kept.
  std::string answer_book;
  SamplingOptions sampling;
  WorkloadOptions workload;

  PublishOptions publishing;
  AwsOptions aws;
};

// Reads the command line and the environment. InvalidArgument, in one line that names the flag or
// variable and the cure. Sets flags: call it on the main thread, first.
absl::StatusOr<AgentOptions> ParseAgentOptions(int argc, const char* const* argv);

// The path of this name beside the chips' answers, for what is as short-lived as they.
std::string BesideAnswers(const AgentOptions& options, absl::string_view name);

}  // namespace neuron

#endif  // AGENT_OPTIONS_H_
