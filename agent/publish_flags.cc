#include "agent/publish_flags.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "agent/attribute_flags.h"
#include "agent/base/status.h"
#include "gflags/gflags.h"

DEFINE_bool(publish, true, "tell ECS; with --nopublish the agent only watches and streams");
DEFINE_string(on_stop, "withdraw",
              "what becomes of the attributes when the agent stops: withdraw, delete, or keep for "
              "the next agent");
DEFINE_bool(dry_run, false,
            "do everything but tell ECS; neuronctl attributes shows what ECS would be told");
DEFINE_bool(withdraw, false,
            "only take back what a killed agent told ECS, by --on_stop, within 5 s; not while an "
            "agent runs");
DEFINE_string(health_file, "",
              "a file to keep the chips' health in, as JSON, for others on this host; empty: none");
DEFINE_string(drain_on, "none",
              "impaired: ECS drains this instance while no chip is usable, and not after; or none");
DEFINE_string(state_dir, "/var/lib/neuron-agent",
              "a directory for what outlives a boot: whether the agent had ECS drain the instance");

namespace neuron {
namespace {

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

absl::Status CheckStateDirectory(const std::string& path) {
  if (!path.empty() && path.front() == '/') {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("bad value --state_dir=", path, ": the absolute path of a directory expected"));
}

absl::Status CheckHealthFile(const std::string& path) {
  if (path.empty() || (path.front() == '/' && path.back() != '/')) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("bad value --health_file=", path, ": the absolute path of a file expected"));
}

absl::Status CheckDrain() {
  if (!FLAGS_publish) {
    return absl::InvalidArgumentError(
        "--drain_on=impaired and --nopublish exclude each other: leave out one of them");
  }
  if (std::getenv("ECS_CONTAINER_METADATA_URI_V4") != nullptr) {
    return absl::InvalidArgumentError(
        "--drain_on=impaired is not for a task of ECS, which stops when its instance drains, and "
        "could not undo it: run the agent as a systemd service, or leave the flag out");
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> ParseDrainOn(const std::string& value) {
  if (value.empty() || value == "none") {
    return false;
  }
  if (value != "impaired") {
    return absl::InvalidArgumentError(
        absl::StrCat("bad value --drain_on=", value, ": impaired or none expected"));
  }
  NEURON_RETURN_IF_ERROR(CheckDrain());
  return true;
}

}  // namespace

std::vector<std::string> PublishFlagNames() {
  return {"publish",  "attribute_prefix", "attributes", "on_stop",  "dry_run",
          "withdraw", "health_file",      "drain_on",   "state_dir"};
}

absl::StatusOr<PublishOptions> PublishOptionsFromFlags() {
  PublishOptions options;
  options.publish = FLAGS_publish;
  NEURON_ASSIGN_OR_RETURN(options.attributes, AttributeNamesFromFlags());
  NEURON_ASSIGN_OR_RETURN(options.on_stop, ParseOnStop(FLAGS_on_stop));
  options.dry_run = FLAGS_dry_run;
  options.withdraw = FLAGS_withdraw;
  NEURON_RETURN_IF_ERROR(CheckHealthFile(FLAGS_health_file));
  options.health_file = FLAGS_health_file;
  NEURON_ASSIGN_OR_RETURN(options.drain, ParseDrainOn(FLAGS_drain_on));
  NEURON_RETURN_IF_ERROR(CheckStateDirectory(FLAGS_state_dir));
  options.state_dir = FLAGS_state_dir;
  return options;
}

}  // namespace neuron
