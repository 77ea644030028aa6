#ifndef AGENT_PLACEMENT_CONSTRAINT_LINT_H_
#define AGENT_PLACEMENT_CONSTRAINT_LINT_H_

#include <vector>

#include "agent/placement/lint_finding.h"
#include "agent/placement/published_names.h"
#include "agent/placement/task_view.h"

namespace neuron {

// How many constraints ECS takes, of task definition and service together.
inline constexpr int kMaxConstraints = 10;

// What is wrong with placement constraints by themselves, whatever they are for: kLength,
// kExpression, kUnpadded and kAbsence of each expression, kCount of all. The findings' file is left
// out. Pure.
std::vector<LintFinding> LintConstraints(const TaskConstraints& constraints,
                                         const PublishedNames& names);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_CONSTRAINT_LINT_H_
