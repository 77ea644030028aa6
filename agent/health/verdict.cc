#include "agent/health/verdict.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

ChipHealth Unknown(absl::string_view reason, const absl::Status& why) {
  return {Verdict::kUnknown, std::string(reason), std::string(why.message())};
}

ChipHealth JudgeReset(const Reading<ResetState>& state) {
  if (state.is_unknown()) {
    return Unknown("reset_state_unreadable", state.why());
  }
  if (state.is_absent()) {
    return Unknown("no_reset_state", absl::NotFoundError("this driver shows no reset state"));
  }
  switch (state.value()) {
    case ResetState::kReady:
      return {Verdict::kOk, "none", ""};
    case ResetState::kResetting:
      return {Verdict::kUnknown, "resetting", "reset reads 0: a reset is running"};
    case ResetState::kInvalid:
      return {Verdict::kBad, "reset_failed",
              "reset reads 2: the last reset failed; reload the driver, replace the instance if it "
              "happens again"};
  }
  return {};
}

// One kind of uncorrected memory error.
struct MemoryErrors {
  const Reading<std::uint64_t>& count;
  const char* reason;
  const char* file;
};

ChipHealth JudgeErrors(const MemoryErrors& errors) {
  if (errors.count.is_unknown()) {
    return Unknown(absl::StrCat(errors.reason, "_unreadable"), errors.count.why());
  }
  if (errors.count.has_value() && errors.count.value() > 0) {
    return {Verdict::kSuspect, errors.reason,
            absl::StrCat(errors.file, " reads ", errors.count.value())};
  }
  return {Verdict::kOk, "none", ""};
}

// The first kind that cannot be read, else the first that is not 0.
ChipHealth JudgeMemory(const ChipCounters& counters) {
  const ChipHealth kinds[] = {
      JudgeErrors({counters.sram_ecc_uncorrected, "sram_ecc", "sram_ecc_uncorrected"}),
      JudgeErrors({counters.hbm_ecc_uncorrected, "hbm_ecc", "mem_ecc_uncorrected"}),
      JudgeErrors(
          {counters.hbm_ecc_repairable, "hbm_ecc_repairable", "mem_ecc_repairable_uncorrected"}),
  };
  for (Verdict verdict : {Verdict::kUnknown, Verdict::kSuspect}) {
    const auto* found = std::find_if(std::begin(kinds), std::end(kinds),
                                     [&](const auto& kind) { return kind.verdict == verdict; });
    if (found != std::end(kinds)) {
      return *found;
    }
  }
  return kinds[0];
}

bool IsUsable(const ChipHealth& chip) {
  return chip.verdict == Verdict::kOk || chip.verdict == Verdict::kSuspect;
}

bool IsBad(const ChipHealth& chip) { return chip.verdict == Verdict::kBad; }

}  // namespace

absl::string_view Word(Verdict verdict) {
  switch (verdict) {
    case Verdict::kOk:
      return "ok";
    case Verdict::kSuspect:
      return "suspect";
    case Verdict::kBad:
      return "bad";
    case Verdict::kUnknown:
      break;
  }
  return "unknown";
}

absl::string_view Word(NodeHealth health) {
  switch (health) {
    case NodeHealth::kOk:
      return "ok";
    case NodeHealth::kDegraded:
      return "degraded";
    case NodeHealth::kImpaired:
      return "impaired";
    case NodeHealth::kUnknown:
      break;
  }
  return "unknown";
}

ChipHealth JudgeChip(const Reading<ChipCounters>& counters) {
  if (!counters.has_value()) {
    return Unknown("unreadable", counters.is_unknown()
                                     ? counters.why()
                                     : absl::NotFoundError("the chip was not read yet"));
  }
  const ChipHealth reset = JudgeReset(counters.value().reset_state);
  return reset.verdict == Verdict::kOk ? JudgeMemory(counters.value()) : reset;
}

NodeHealth JudgeNode(const Inventory& inventory, const std::vector<ChipHealth>& chips) {
  const bool expects = inventory.expected_chips.has_value();
  const bool fewer = expects && static_cast<int>(chips.size()) < inventory.expected_chips.value();
  const bool missing = fewer || !inventory.missing.empty();
  const bool any_usable = std::any_of(chips.begin(), chips.end(), IsUsable);
  const bool all_usable = std::all_of(chips.begin(), chips.end(), IsUsable);
  if (any_usable) {
    return all_usable && !missing ? NodeHealth::kOk : NodeHealth::kDegraded;
  }
  const bool any_bad = std::any_of(chips.begin(), chips.end(), IsBad);
  return any_bad || missing ? NodeHealth::kImpaired : NodeHealth::kUnknown;
}

}  // namespace neuron
