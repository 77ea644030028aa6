#include "agent/cli/health.h"

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/cli/health_check.h"
#include "agent/cli/health_csv.h"
#include "agent/cli/health_outcome.h"
#include "agent/cli/health_table.h"
#include "agent/cli/message_text.h"
#include "agent/cli/security_text.h"
#include "agent/cli/snapshot_source.h"

namespace neuron {
namespace {

// The part of a chip that says how well it is.
agent::v1::Chip HowWell(agent::v1::Chip chip) {
  agent::v1::Chip part;
  part.set_index(chip.index());
  part.set_verdict(chip.verdict());
  part.set_verdict_reason(chip.verdict_reason());
  part.mutable_signs()->Swap(chip.mutable_signs());
  if (chip.has_stable_id()) {
    part.set_stable_id(chip.stable_id());
  }
  if (chip.has_verdict_evidence()) {
    part.set_verdict_evidence(chip.verdict_evidence());
  }
  if (chip.has_verdict_since()) {
    *part.mutable_verdict_since() = chip.verdict_since();
  }
  if (chip.has_verdict_advice()) {
    part.set_verdict_advice(chip.verdict_advice());
  }
  if (chip.has_verdict_clears_when()) {
    part.set_verdict_clears_when(chip.verdict_clears_when());
  }
  return part;
}

// The source that a report of the kernel's log comes from: without one, it says why.
void AddKernelLog(const agent::v1::Snapshot& message, agent::v1::Snapshot* part) {
  if (message.has_kernel_log()) {
    *part->mutable_kernel_log() = message.kernel_log();
  }
  for (const agent::v1::SourceReport& source : message.sources()) {
    if (source.name() == "kernel_log") {
      *part->add_sources() = source;
    }
  }
}

// The snapshot without what is not about the health of the host and of these chips.
agent::v1::Snapshot HowWellAll(const agent::v1::Snapshot& message, ChipSet asked) {
  agent::v1::Snapshot part;
  part.set_sequence(message.sequence());
  *part.mutable_taken_at() = message.taken_at();
  *part.mutable_collection_time() = message.collection_time();
  part.set_health(message.health());
  *part.mutable_host()->mutable_missing_chips() = message.host().missing_chips();
  for (const agent::v1::Chip& chip : message.chips()) {
    if (IsAsked(asked, static_cast<int>(chip.index()))) {
      *part.add_chips() = HowWell(chip);
    }
  }
  AddKernelLog(message, &part);
  return part;
}

absl::Status Print(const Options& options, const agent::v1::Snapshot& message,
                   const Snapshot& snapshot, const Output& output) {
  switch (options.format) {
    case Format::kJson:
      return output(JsonPage(HowWellAll(message, options.asked)));
    case Format::kProto:
      return output(HowWellAll(message, options.asked).SerializeAsString());
    case Format::kCsv:
      return output(HealthCsv(snapshot, options.asked));
    case Format::kTable:
      break;
  }
  return output(
      absl::StrCat(HealthTable(snapshot, options.asked), SecurityText(snapshot, options.asked)));
}

}  // namespace

absl::Status RunHealth(const Options& options, const Output& output) {
  if (options.check) {
    return options.record ? RunRecord(options, output) : RunHealthCheck(options, output);
  }
  NEURON_ASSIGN_OR_RETURN(const agent::v1::Snapshot message, FetchSnapshot(options));
  NEURON_ASSIGN_OR_RETURN(const Snapshot snapshot, Understand(message));
  NEURON_RETURN_IF_ERROR(CheckThere(snapshot, options.asked));
  NEURON_RETURN_IF_ERROR(Print(options, message, snapshot, output));
  return HealthOutcome(snapshot, options.asked);
}

}  // namespace neuron
