#include "agent/telemetry/allocation_codec.h"

#include <algorithm>

#include "agent/base/status.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/list_codec.h"
#include "agent/telemetry/process_codec.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/unknown_fields.h"
#include "agent/telemetry/utf8.h"
#include "agent/telemetry/workload_enum_codec.h"

namespace neuron {
namespace {

void EncodeClaim(const Claim& claim, agent::v1::Claim* message) {
  message->set_layer(EncodeEnum(claim.layer));
  message->set_takes(claim.takes);
  if (!claim.why.empty()) message->set_why(ValidUtf8(claim.why));
  if (HasTimestamp(claim.since)) *message->mutable_since() = EncodeTime(claim.since);
  EncodeProcess(claim.pid, claim.start_ticks, message);
  if (!claim.container.empty()) message->set_container_id(ValidUtf8(claim.container));
  if (!claim.task.empty()) message->set_task_arn(ValidUtf8(claim.task));
}

absl::StatusOr<Claim> DecodeClaim(const agent::v1::Claim& message) {
  const absl::StatusOr<Layer> layer = DecodeEnum(message.layer());
  if (!layer.ok()) return FieldError("layer", layer.status().message());
  Claim claim;
  claim.layer = *layer;
  claim.takes = !message.has_takes() || message.takes();
  claim.why = message.why();
  NEURON_ASSIGN_OR_RETURN(claim.since, DecodeTime("since", message.has_since(), message.since()));
  NEURON_RETURN_IF_ERROR(DecodeProcess(message, &claim.pid, &claim.start_ticks));
  claim.container = message.container_id();
  claim.task = message.task_arn();
  return claim;
}

bool IsTaken(const std::vector<Claim>& claims) {
  return std::any_of(claims.begin(), claims.end(), [](const Claim& claim) { return claim.takes; });
}

}  // namespace

void EncodeAllocation(const Allocation& allocation, agent::v1::Chip* message) {
  message->set_occupancy(EncodeEnum(allocation.occupancy));
  if (allocation.occupancy == Occupancy::kUnknown) {
    message->set_occupancy_unknown_reason(ValidUtf8(allocation.why.message()));
  }
  EncodeEach(allocation.claims, EncodeClaim, message->mutable_claims());
  EncodeReading(allocation.executing, "executing", message->mutable_unknown(),
                [&](bool executing) { message->set_executing(executing); });
}

absl::StatusOr<Allocation> DecodeAllocation(const agent::v1::Chip& message) {
  Allocation allocation;
  NEURON_RETURN_IF_ERROR(DecodeEach("claims", message.claims(), DecodeClaim, &allocation.claims));
  allocation.executing = DecodeReading<bool>("executing", message.unknown(),
                                             message.has_executing(), message.executing());
  const absl::StatusOr<Occupancy> occupancy = DecodeEnum(message.occupancy());
  if (!occupancy.ok()) {
    allocation.why = absl::UnknownError(occupancy.status().message());
    return allocation;
  }
  if (*occupancy == Occupancy::kFree && IsTaken(allocation.claims)) {
    return FieldError("claims", "a free chip is taken by nobody");
  }
  allocation.occupancy = *occupancy;
  if (*occupancy == Occupancy::kUnknown) {
    allocation.why = absl::UnknownError(message.occupancy_unknown_reason());
  }
  return allocation;
}

}  // namespace neuron
