#include "agent/cli/audit_finding.h"

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

using agent::v1::AttributeAudit;

std::string OutcomeText(const AttributeAudit& audit) {
  if (audit.has_problem()) {
    return audit.problem();
  }
  switch (audit.outcome()) {
    case agent::v1::AUDIT_OUTCOME_AS_WRITTEN:
      return "as written";
    case agent::v1::AUDIT_OUTCOME_TOO_SOON:
      return "too soon after a write to tell";
    case agent::v1::AUDIT_OUTCOME_WRITTEN_AGAIN:
      return "written again";
    default:
      return "not yet compared";
  }
}

}  // namespace

std::string AuditFinding(const AttributeAudit& audit) {
  if (audit.repairs() == 0) {
    return OutcomeText(audit);
  }
  return absl::StrCat(OutcomeText(audit), "; written again by audits so far: ", audit.repairs(),
                      ", last because ", audit.last_drift());
}

}  // namespace neuron
