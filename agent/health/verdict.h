#ifndef AGENT_HEALTH_VERDICT_H_
#define AGENT_HEALTH_VERDICT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "agent/device/inventory.h"
#include "agent/health/sign.h"

namespace neuron {

enum class Verdict { kUnknown, kOk, kSuspect, kBad };
constexpr std::size_t kVerdicts = 4;

// "ok", "suspect", "bad", "unknown".
absl::string_view Word(Verdict verdict);

// How well one chip is, why we say so, and what to do; at first that it was not read.
struct ChipHealth {
  Verdict verdict = Verdict::kUnknown;
  // One word for machines: "reset_failed"; "none" for ok.
  std::string reason = "unread";
  // The evidence in one line, for people; empty for ok.
  std::string evidence = "the chip was not read yet";
  // What the verdict rests on, the gravest first; empty for ok, and for what is only unknown.
  std::vector<Sign> signs = {};
  // What AWS or the driver's ways advise; empty where there is nothing to do.
  std::string advice = "";
  // Since when the chip has this verdict for this reason; the infinite past if that is not known.
  absl::Time since = absl::InfinitePast();
  // What would end it; empty for ok.
  std::string clears_when = "the chip answers";
};

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
