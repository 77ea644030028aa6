#include "agent/cli/placement_options.h"

#include "absl/strings/str_cat.h"
#include "agent/placement/port_token.h"
#include "gflags/gflags.h"

DEFINE_bool(pinned, false, "a task definition for each set of chips, by number: the default");
DEFINE_bool(floating, false, "one task definition that gets its chips from the agent at start");
DEFINE_bool(exclusive_ports, false,
            "with --pinned: a host port for each chip, so that ECS sends no two tasks to one");
DEFINE_int32(port_base, neuron::kPortBase, "the host port that stands for chip 0");
DEFINE_string(task_definition, "", "the task definition to make them from; empty: a blank one");
DEFINE_string(container, "",
              "which of its containers gets the chips; empty: the one that has chips, or the only "
              "one");
DEFINE_string(instance, "", "the EC2 instance type, such as trn1.32xlarge; empty: this host's");
DEFINE_string(output_dir, "", "write FAMILY.json for each into this directory, not to stdout");

namespace neuron {
namespace {

absl::Status CheckTogether() {
  if (FLAGS_pinned && FLAGS_floating) {
    return absl::InvalidArgumentError("--pinned or --floating: give one of them");
  }
  if (FLAGS_exclusive_ports && FLAGS_floating) {
    return absl::InvalidArgumentError(
        "--exclusive_ports is for chips by number: leave it out with --floating");
  }
  const absl::Status ports = CheckPortBase(FLAGS_port_base);
  return ports.ok() ? ports
                    : absl::InvalidArgumentError(absl::StrCat(
                          "bad value --port_base=", FLAGS_port_base, ": ", ports.message()));
}

}  // namespace

absl::StatusOr<PlacementOptions> PlacementOptionsFromFlags() {
  const absl::Status together = CheckTogether();
  if (!together.ok()) {
    return together;
  }
  PlacementOptions options;
  options.floating = FLAGS_floating;
  options.exclusive_ports = FLAGS_exclusive_ports;
  options.port_base = FLAGS_port_base;
  options.task_definition = FLAGS_task_definition;
  options.container = FLAGS_container;
  options.instance = FLAGS_instance;
  options.output_dir = FLAGS_output_dir;
  return options;
}

}  // namespace neuron
