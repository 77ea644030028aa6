#include "agent/sink/audit_book.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "agent/base/log.h"
#include "agent/telemetry/generation.h"

namespace neuron {
namespace {

// Null if no generation was written.
const DesiredAttribute* FindGeneration(const std::vector<DesiredAttribute>& written) {
  const auto found = absl::c_find_if(written, [](const DesiredAttribute& attribute) {
    return attribute.kind == AttributeKind::kGeneration;
  });
  return found == written.end() ? nullptr : &*found;
}

// Who wrote what ECS holds, by the generation there.
enum class Writer { kThisWrite, kEarlierWrite, kOtherAgent, kNobodyKnown };

Writer FindWriter(const std::vector<DesiredAttribute>& written,
                  const std::vector<EcsAttribute>& held, const GenerationBook& ours) {
  const DesiredAttribute* const generation = FindGeneration(written);
  const absl::optional<std::string> value =
      generation == nullptr ? absl::nullopt : ValueOf(held, generation->name);
  if (!value.has_value() || !ParseGeneration(*value).has_value()) {
    return Writer::kNobodyKnown;
  }
  if (*value == generation->value) {
    return Writer::kThisWrite;
  }
  return ours.IsOurs(*value) ? Writer::kEarlierWrite : Writer::kOtherAgent;
}

absl::string_view Explain(Writer writer) {
  switch (writer) {
    case Writer::kThisWrite:
      return "changed after this agent wrote it";
    case Writer::kEarlierWrite:
      return "an earlier write of this agent came late";
    case Writer::kOtherAgent:
      return "another agent wrote it";
    case Writer::kNobodyKnown:
      break;
  }
  return "by whom does not show";
}

}  // namespace

AuditOutcome AuditBook::Compare(const std::vector<DesiredAttribute>& written,
                                const std::vector<EcsAttribute>& held, const GenerationBook& ours,
                                absl::Duration age, absl::Time now) {
  Looked(now);
  state_.outcome = Judge(written, held, ours, age);
  return *state_.outcome;
}

AuditOutcome AuditBook::Judge(const std::vector<DesiredAttribute>& written,
                              const std::vector<EcsAttribute>& held, const GenerationBook& ours,
                              absl::Duration age) {
  const std::vector<Drift> drift = FindDrift(written, held);
  if (drift.empty()) {
    foreign_in_a_row_ = 0;
    state_.second_writer = absl::OkStatus();
    return AuditOutcome::kAsWritten;
  }
  const Writer writer = FindWriter(written, held, ours);
  const bool may_be_ours = writer == Writer::kEarlierWrite || writer == Writer::kNobodyKnown;
  if (may_be_ours && age < kEcsSettles) {
    return AuditOutcome::kTooSoon;
  }
  NoteDrift(absl::StrCat(Describe(drift), ": ", Explain(writer)), writer != Writer::kEarlierWrite);
  return AuditOutcome::kStale;
}

void AuditBook::NoteDrift(std::string drift, bool is_foreign) {
  state_.drift = std::move(drift);
  ++state_.repairs;
  Log(LogLevel::kWarning, "attributes_drifted",
      {{"drift", state_.drift}, {"repairs", absl::StrCat(state_.repairs)}});
  foreign_in_a_row_ = is_foreign ? foreign_in_a_row_ + 1 : 0;
  if (foreign_in_a_row_ >= 2) {
    state_.second_writer = absl::AbortedError(absl::StrCat(
        "somebody else keeps writing these attributes, which are written again at each audit and "
        "not sooner (",
        state_.drift,
        "); run one neuron-agent for a container instance, or choose another --attribute_prefix"));
  }
}

void AuditBook::Looked(absl::Time now) {
  state_.asked_at = now;
  state_.looked_at = now;
  state_.outcome.reset();
  problem_.Set(absl::OkStatus());
  state_.problem = absl::OkStatus();
}

void AuditBook::CannotTell(const absl::Status& why, absl::Time now) {
  state_.asked_at = now;
  state_.outcome.reset();
  state_.problem = absl::Status(
      why.code(), absl::StrCat("not known what ECS holds, so attributes of others may be "
                               "overwritten and drift goes unseen: ",
                               why.message()));
  problem_.Set(state_.problem);
}

void AuditBook::Forget() { *this = AuditBook(); }

}  // namespace neuron
