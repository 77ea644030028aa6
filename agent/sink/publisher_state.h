#ifndef AGENT_SINK_PUBLISHER_STATE_H_
#define AGENT_SINK_PUBLISHER_STATE_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/aws/ecs_target.h"
#include "agent/sink/audit_book.h"
#include "agent/telemetry/ecs_attributes.h"

namespace neuron {

// What the publisher has done so far, for people.
struct PublisherState {
  absl::optional<EcsTarget> target;
  std::vector<DesiredAttribute> wanted;
  // As ECS last confirmed them; empty while that is not known.
  std::vector<DesiredAttribute> told;
  absl::optional<absl::Time> told_at;
  // Whether what an earlier run may have left has been taken back.
  bool withdrawn = false;
  AuditState audit;
  // What keeps `wanted` from being told, or from lasting, with the cure; ok if nothing does.
  absl::Status problem;
};

}  // namespace neuron

#endif  // AGENT_SINK_PUBLISHER_STATE_H_
