#ifndef AGENT_TELEMETRY_HEALTH_ENUM_CODEC_H_
#define AGENT_TELEMETRY_HEALTH_ENUM_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/health/security_event.h"
#include "agent/health/sign.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// The words of signs and security events in both tongues. Never *_UNSPECIFIED.
agent::v1::Ailment EncodeEnum(Ailment ailment);
agent::v1::SignSource EncodeEnum(SignSource source);
agent::v1::Forgery EncodeEnum(Forgery forgery);

// The reverse. InvalidArgument, which names the number, for *_UNSPECIFIED and for the numbers of a
// later version.
absl::StatusOr<Ailment> DecodeEnum(agent::v1::Ailment ailment);
absl::StatusOr<SignSource> DecodeEnum(agent::v1::SignSource source);
absl::StatusOr<Forgery> DecodeEnum(agent::v1::Forgery forgery);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_HEALTH_ENUM_CODEC_H_
