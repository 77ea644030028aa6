#ifndef AGENT_OPTIONS_H_
#define AGENT_OPTIONS_H_

#include <string>

#include "absl/status/statusor.h"
#include "agent/aws/credentials_chain.h"
#include "agent/device/host_paths.h"
#include "agent/sampling_flags.h"
#include "agent/sink/ecs_publisher.h"
#include "agent/telemetry/attribute_names.h"
#include "agent/workload_flags.h"

namespace neuron {

// What the daemon is to do: its flags and environment, validated, as plain values. Below main
// nothing else reads either.
struct AgentOptions {
  // What to do in place of running.
  bool help = false;
  bool version = false;

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

  // Whether to tell ECS.
  bool publish = true;
  AttributeNames attributes;
  OnStop on_stop = OnStop::kWithdraw;
  std::string introspection_url;
  std::string imds_url;
  // In place of the region's; empty if none.
  std::string ecs_endpoint;
  // In place of the one in the container instance's ARN; empty if none.
  std::string region;
  // Where to find the authorities that sign servers' certificates; empty for the usual places.
  std::string ca_bundle;
  EnvironmentCredentials credentials;
};

// Reads the command line and the environment. InvalidArgument, in one line that names the flag or
// variable and the cure. Sets flags: call it on the main thread, first.
absl::StatusOr<AgentOptions> ParseAgentOptions(int argc, const char* const* argv);

}  // namespace neuron

#endif  // AGENT_OPTIONS_H_
