#ifndef AGENT_TELEMETRY_RESERVATION_CODEC_H_
#define AGENT_TELEMETRY_RESERVATION_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/workload/reservation.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What something that is about to run here will be given.
void EncodeReservation(const Reservation& reservation, agent::v1::Reservation* message);

// The reverse. FieldError for chips that are no set, and for a time that cannot be.
absl::StatusOr<Reservation> DecodeReservation(const agent::v1::Reservation& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_RESERVATION_CODEC_H_
