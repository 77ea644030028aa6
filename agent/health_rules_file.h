#ifndef AGENT_HEALTH_RULES_FILE_H_
#define AGENT_HEALTH_RULES_FILE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/health/health_rules.h"

namespace neuron {

// The rules of `base`, but for what the text says otherwise: a HealthRulesFile (proto/config.proto)
// as protobuf text. InvalidArgument, in one line with line, column and field, if it is no such
// text, a number is out of range, or something is said twice. Pure.
absl::StatusOr<HealthRules> ParseHealthRules(absl::string_view text, HealthRules base);

// Those that are built in, but for what the file says otherwise. Fails as above, or as ReadFile()
// of no more than 64 KiB; the message names the path.
absl::StatusOr<HealthRules> LoadHealthRules(const std::string& path);

}  // namespace neuron

#endif  // AGENT_HEALTH_RULES_FILE_H_
