#ifndef AGENT_WORKLOAD_WORKLOAD_FINDING_H_
#define AGENT_WORKLOAD_WORKLOAD_FINDING_H_

#include <cstdint>
#include <string>
#include <vector>

#include "agent/device/chip_set.h"

namespace neuron {

// What is wrong with who has which chip, by one word.
enum class WorkloadFindingCode {
  // Two tasks, or two containers, have one chip.
  kCollision,
  // A process with a lease holds a chip that is not in it.
  kOutsideLease,
  // A holder is a zombie, or has gone and its descriptor has not.
  kDeadHolder,
  // A holder is in uninterruptible sleep look after look.
  kStuckHolder,
  // A holder's container has gone.
  kNoContainer,
  // A holder's task is stopped.
  kStoppedTask,
  // Device memory is in use, and nobody holds the chip.
  kMemoryWithoutHolder,
  // A lease whose process has gone.
  kLeaseWithoutLife,
  // A monitoring tool has attached to a chip, as a workload would.
  kMonitorAttached,
};

// "collision", ...
const char* Word(WorkloadFindingCode code);

enum class Confidence { kLow, kMedium, kHigh };

// What a person might do about it. The daemon does none of it.
enum class Step {
  // It will go away by itself, or needs no hand.
  kWait,
  // SIGTERM to `pid`, if it still is the process that started at `start_ticks`.
  kTerminate,
  // docker rm --force `container`.
  kRemoveContainer,
  // Nothing on this host helps: replace it.
  kReplaceHost,
};

// A fact about who has which chip that a person should look into.
struct WorkloadFinding {
  WorkloadFindingCode code = WorkloadFindingCode::kCollision;
  ChipSet chips;
  // Whom it is about; 0 and empty if nobody.
  int pid = 0;
  std::uint64_t start_ticks = 0;
  std::string container;
  // ARNs of the tasks that it is about, both of a collision.
  std::vector<std::string> tasks;
  // One line for each thing that was seen, with its source.
  std::vector<std::string> evidence;
  Confidence confidence = Confidence::kLow;
  Step step = Step::kWait;
  // One line for people: what it is and what to do.
  std::string text;
};

}  // namespace neuron

#endif  // AGENT_WORKLOAD_WORKLOAD_FINDING_H_
