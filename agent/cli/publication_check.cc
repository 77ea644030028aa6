#include "agent/cli/publication_check.h"

#include "absl/status/status.h"
#include "agent/cli/audit_finding.h"

namespace neuron {
namespace {

using agent::v1::AttributeAudit;
using agent::v1::Publication;

constexpr char kAttributes[] = "ECS attributes";
constexpr char kAudit[] = "ECS audit";

Check CheckAttributes(const Publication& publication, bool is_dry_run) {
  if (is_dry_run && publication.has_container_instance_arn()) {
    return {Mark::kWarn, kAttributes, "does everything but write (--dry_run)",
            "leave out --dry_run to tell ECS"};
  }
  return publication.error().empty()
             ? OkCheck(kAttributes, "nothing keeps them from being written")
             : BadCheck(Mark::kFail, kAttributes, absl::UnknownError(publication.error()));
}

// A second writer is an error too, of which it is not said twice.
Check CheckAudit(const AttributeAudit& audit, const std::string& error) {
  if (audit.has_second_writer() && audit.second_writer() != error) {
    return BadCheck(Mark::kFail, kAudit, absl::UnknownError(audit.second_writer()));
  }
  if (audit.has_problem()) {
    return BadCheck(Mark::kWarn, kAudit, absl::UnknownError(audit.problem()));
  }
  if (audit.repairs() > 0) {
    return {Mark::kWarn, kAudit, AuditFinding(audit),
            "find who else writes these attributes, if it goes on"};
  }
  return OkCheck(kAudit, AuditFinding(audit));
}

}  // namespace

std::vector<Check> CheckPublication(const absl::StatusOr<Publication>& publication,
                                    bool is_dry_run) {
  if (!publication.ok()) {
    return {BadCheck(Mark::kUnknown, kAttributes, publication.status())};
  }
  std::vector<Check> checks = {CheckAttributes(*publication, is_dry_run)};
  if (publication->has_audit()) {
    checks.push_back(CheckAudit(publication->audit(), publication->error()));
  }
  return checks;
}

}  // namespace neuron
