#ifndef AGENT_PLACEMENT_LINT_FINDING_H_
#define AGENT_PLACEMENT_LINT_FINDING_H_

#include <string>

#include "absl/strings/string_view.h"

namespace neuron {

// What may be wrong with a task definition or a service. docs/placement.md explains each.
enum class LintCode {
  // Two containers of one task have one chip.
  kShared,
  // The instance type has no such chip.
  kDevice,
  // A container with chips lacks IPC_LOCK.
  kCapability,
  // Port tokens in a network mode of which ECS counts no ports.
  kAwsvpc,
  // Chips by number, and no constraint that they be free.
  kLoose,
  // A DAEMON service that depends on what changes while its tasks run.
  kVolatile,
  // The cluster query language does not have it, or it cannot be judged.
  kExpression,
  kLength,
  // Too many constraints.
  kCount,
  // An order of numbers that are written in unequal width.
  kUnpadded,
  // It depends on what a missing attribute means.
  kAbsence,
};

// "shared", "device": one word each.
absl::string_view Word(LintCode code);

struct LintFinding {
  // As it was given.
  std::string file;
  // Of the thing in the document: "containerDefinitions[0].linuxParameters.devices[2]".
  std::string path;
  LintCode code;
  // For people, each one line.
  std::string what;
  std::string cure;
};

}  // namespace neuron

#endif  // AGENT_PLACEMENT_LINT_FINDING_H_
