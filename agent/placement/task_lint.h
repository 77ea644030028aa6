#ifndef AGENT_PLACEMENT_TASK_LINT_H_
#define AGENT_PLACEMENT_TASK_LINT_H_

#include <string>
#include <vector>

#include "agent/placement/lint_finding.h"
#include "agent/placement/published_names.h"
#include "agent/placement/task_view.h"

namespace neuron {

// What lint goes by besides the documents.
struct LintRules {
  PublishedNames names;
  // The first port of port tokens.
  int port_base = 0;
  // The instance type that was asked for; empty if none was.
  std::string instance;
  // That of this host; empty if it is unknown.
  std::string host_type;
};

// What is wrong with a task definition: its devices, ports and capabilities, whether its
// constraints keep its chips for it, and LintConstraints(). The devices are those of the instance
// type that was asked for, else of the one that the constraints ask for, else of this host; where
// that has no known number of chips, only what no host has is found. A container that leases its
// chips has none by number. The findings' file is left out. Pure.
std::vector<LintFinding> LintTask(const TaskView& task, const LintRules& rules);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_TASK_LINT_H_
