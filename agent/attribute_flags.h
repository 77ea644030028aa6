#ifndef AGENT_ATTRIBUTE_FLAGS_H_
#define AGENT_ATTRIBUTE_FLAGS_H_

#include "absl/status/statusor.h"
#include "agent/telemetry/attribute_names.h"

namespace neuron {

// The flags that say which attributes ECS gets, and under what names: --attribute_prefix and
// --attributes. The daemon and the command line share them, so that a dry run computes what the
// daemon with the same flags writes.

// The names that the flags give. Fails as ParseAttributeNames(). Call it in main, after the flags
// were parsed.
absl::StatusOr<AttributeNames> AttributeNamesFromFlags();

}  // namespace neuron

#endif  // AGENT_ATTRIBUTE_FLAGS_H_
