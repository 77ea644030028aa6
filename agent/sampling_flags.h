#ifndef AGENT_SAMPLING_FLAGS_H_
#define AGENT_SAMPLING_FLAGS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/health/health_rules.h"
#include "agent/snapshot/group_pace.h"

namespace neuron {

// How often the daemon looks at what, and how it judges that.
struct SamplingOptions {
  absl::Duration period;
  absl::Duration read_deadline;
  GroupPeriods groups;
  // Where the rules of health are; empty for those that are built in.
  std::string rules_path;
  HealthRules rules;
  // Whether to attach to chips that are held, to read what their holders count.
  bool attach_to_datastores = false;
};

// Those of the file at `path`, or those that are built in if it is empty. Fails as
// LoadHealthRules().
absl::StatusOr<HealthRules> ChooseHealthRules(const std::string& path);

// The flags for that, for the manual page.
const std::vector<std::string>& SamplingFlagNames();

// InvalidArgument, in one line that names the flag and the cure; of a file of rules, its line and
// field. Call it in main, after the flags were parsed.
absl::StatusOr<SamplingOptions> SamplingOptionsFromFlags();

}  // namespace neuron

#endif  // AGENT_SAMPLING_FLAGS_H_
