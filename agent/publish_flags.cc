#include "agent/publish_flags.h"

#include "absl/strings/str_cat.h"
#include "agent/attribute_flags.h"
#include "agent/base/status.h"
#include "gflags/gflags.h"

DEFINE_bool(publish, true, "tell ECS; with --nopublish the agent only watches and streams");
DEFINE_string(on_stop, "withdraw",
              "what becomes of the attributes when the agent stops: withdraw, delete or keep");
DEFINE_bool(dry_run, false,
            "do everything but tell ECS; neuronctl attributes shows what ECS would be told");
DEFINE_bool(withdraw, false,
            "only take back what a killed agent told ECS, by --on_stop, within 5 s; not while an "
            "agent runs");
DEFINE_string(health_file, "",
              "a file to keep the chips' health in, as JSON, for others on this host; empty: none");

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

absl::Status CheckHealthFile(const std::string& path) {
  if (path.empty() || (path.front() == '/' && path.back() != '/')) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("bad value --health_file=", path, ": the absolute path of a file expected"));
}

}  // namespace

std::vector<std::string> PublishFlagNames() {
  return {"publish", "attribute_prefix", "attributes", "on_stop",
          "dry_run", "withdraw",         "health_file"};
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
  return options;
}

}  // namespace neuron
