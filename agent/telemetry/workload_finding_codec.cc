#include "agent/telemetry/workload_finding_codec.h"

#include "agent/base/status.h"
#include "agent/telemetry/chip_set_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/process_codec.h"
#include "agent/telemetry/utf8.h"
#include "agent/telemetry/workload_enum_codec.h"

namespace neuron {

void EncodeWorkloadFinding(const WorkloadFinding& finding, agent::v1::WorkloadFinding* message) {
  message->set_code(EncodeEnum(finding.code));
  EncodeChipSet(finding.chips, message->mutable_chips());
  EncodeProcess(finding.pid, finding.start_ticks, message);
  if (!finding.container.empty()) message->set_container_id(ValidUtf8(finding.container));
  for (const std::string& task : finding.tasks) {
    message->add_task_arns(ValidUtf8(task));
  }
  for (const std::string& line : finding.evidence) {
    message->add_evidence(ValidUtf8(line));
  }
  message->set_confidence(EncodeEnum(finding.confidence));
  message->set_step(EncodeEnum(finding.step));
  message->set_text(ValidUtf8(finding.text));
}

absl::StatusOr<WorkloadFinding> DecodeWorkloadFinding(const agent::v1::WorkloadFinding& message) {
  const absl::StatusOr<WorkloadFindingCode> code = DecodeEnum(message.code());
  if (!code.ok()) return FieldError("code", code.status().message());
  WorkloadFinding finding;
  finding.code = *code;
  NEURON_ASSIGN_OR_RETURN(finding.chips, DecodeChipSet("chips", message.chips()));
  NEURON_RETURN_IF_ERROR(DecodeProcess(message, &finding.pid, &finding.start_ticks));
  finding.container = message.container_id();
  finding.tasks = {message.task_arns().begin(), message.task_arns().end()};
  finding.evidence = {message.evidence().begin(), message.evidence().end()};
  finding.confidence = DecodeEnum(message.confidence()).value_or(Confidence::kLow);
  finding.step = DecodeEnum(message.step()).value_or(Step::kWait);
  finding.text = message.text();
  return finding;
}

}  // namespace neuron
