#ifndef AGENT_PUBLISH_FLAGS_H_
#define AGENT_PUBLISH_FLAGS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/sink/farewell.h"
#include "agent/telemetry/attribute_names.h"

namespace neuron {

// What the daemon tells ECS, and others on this host.
struct PublishOptions {
  // Whether to tell ECS.
  bool publish = true;
  AttributeNames attributes;
  OnStop on_stop = OnStop::kWithdraw;
  // Whether to do everything but tell it.
  bool dry_run = false;
  // Whether to take back what a killed agent told it, in place of running.
  bool withdraw = false;
  // Where others on this host find the health of the chips; empty for nowhere.
  std::string health_file;
  // Whether to have ECS drain this container instance while the host is impaired.
  bool drain = false;
  // Where what outlives a boot is kept.
  std::string state_dir;
};

// The names of the flags for that, in the order in which to show them.
std::vector<std::string> PublishFlagNames();

// From the flags, and from whether ECS set ECS_CONTAINER_METADATA_URI_V4: the agent is a task of
// its own then. InvalidArgument, in one line that names the flag and the cure.
absl::StatusOr<PublishOptions> PublishOptionsFromFlags();

}  // namespace neuron

#endif  // AGENT_PUBLISH_FLAGS_H_
