#ifndef AGENT_CLI_LINT_REPORT_H_
#define AGENT_CLI_LINT_REPORT_H_

#include <string>
#include <vector>

#include "agent/placement/lint_finding.h"
#include "proto/placement.pb.h"

namespace neuron {

// For scripts. Pure.
agent::v1::LintReport LintReportOf(const std::vector<LintFinding>& findings);

// For people: two lines for each, what it is and where, and the cure. Empty if there is none.
// ASCII. Pure.
std::string LintText(const std::vector<LintFinding>& findings);

}  // namespace neuron

#endif  // AGENT_CLI_LINT_REPORT_H_
