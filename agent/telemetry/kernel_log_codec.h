#ifndef AGENT_TELEMETRY_KERNEL_LOG_CODEC_H_
#define AGENT_TELEMETRY_KERNEL_LOG_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/health/kernel_log_report.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

void EncodeKernelLog(const KernelLogReport& report, agent::v1::KernelLog* message);

// The reverse. Security events of a kind that this version does not know are counted and not
// listed. FieldError for a time that cannot be and for a chip that has no index of ours.
absl::StatusOr<KernelLogReport> DecodeKernelLog(const agent::v1::KernelLog& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_KERNEL_LOG_CODEC_H_
