#ifndef AGENT_HEALTH_VERDICT_H_
#define AGENT_HEALTH_VERDICT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "agent/device/inventory.h"

namespace neuron {

enum class Verdict { kUnknown, kOk, kSuspect, kBad };

// "ok", "suspect", "bad", "unknown".
absl::string_view Word(Verdict verdict);

// How well one chip is, and why we say so.
struct ChipHealth {
  Verdict verdict = Verdict::kUnknown;
  // One word for machines: "reset_failed"; "none" for ok.
  std::string reason = "unread";
  // The evidence, for people; empty for ok.
  std::string evidence;
};

// Judges one chip by its counters alone. Unknown counters (a read that failed or never came back)
// make the chip unknown; so does a reset that is running, or a `reset` that is not there or cannot
// be read. A reset that failed makes it bad. Uncorrected memory errors make it suspect: they may be
// old. A count of them that cannot be read makes it unknown, whatever the others say; one that this
// driver lacks says nothing. Pure.
ChipHealth JudgeChip(const Reading<ChipCounters>& counters);

// The host's chips in one word.
enum class NodeHealth { kUnknown, kOk, kDegraded, kImpaired };

// "ok", "degraded", "impaired", "unknown".
absl::string_view Word(NodeHealth health);

// A chip is missing if PCI shows it and the driver does not, or if there are fewer than the
// instance type is sold with. Findings do not count.
//
// ok: every chip is ok or suspect, and none is missing. degraded: some chip is bad, unknown or
// missing, some usable. impaired: no chip is usable and at least one is known to be bad or missing,
// or the instance type has chips and no driver shows one. unknown: the agent cannot tell. Pure.
NodeHealth JudgeNode(const Inventory& inventory, const std::vector<ChipHealth>& chips);

}  // namespace neuron

#endif  // AGENT_HEALTH_VERDICT_H_
