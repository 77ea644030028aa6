#ifndef AGENT_HEALTH_CHIP_CASE_H_
#define AGENT_HEALTH_CHIP_CASE_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/device/chip_type.h"
#include "agent/health/case_record.h"
#include "agent/health/chip_facts.h"
#include "agent/health/chip_signs.h"
#include "agent/health/complaint.h"
#include "agent/health/explanation.h"
#include "agent/health/health_rules.h"
#include "agent/health/hold_down.h"
#include "agent/health/sight.h"
#include "agent/health/sign.h"
#include "agent/health/verdict.h"

namespace neuron {

// What is held against one chip, from pass to pass. As HealthLedger has it, for this chip; one
// thread.
class ChipCase {
 public:
  void Note(const Sign& sign, absl::Duration at);

  ChipHealth Judge(const ChipFacts& facts, const HealthRules& rules, absl::Time now,
                   absl::Duration at);

  // There are other rules.
  void WeighAnew();

  // What an earlier run of the agent held against the chip. REQUIRES: nothing was noted or judged.
  void Restore(const CaseRecord& record);

  // What an earlier run held against the chip is not known: it cannot be told how well it is.
  void Distrust(Blindness why);
  bool is_distrusted() const { return distrust_.has_value(); }

  // For a later run, but for the boot; none if nothing is held against the chip any more.
  absl::optional<CaseRecord> Record(const HealthRules& rules) const;

 private:
  void WeighComplaintsAnew();
  void LearnType(const Reading<ChipType>& type);
  bool IsReloaded(const ChipFacts& facts) const;
  void CloseWhatIsOver(const ChipFacts& facts, const HealthRules& rules);
  void Resume(const ChipFacts& facts, absl::Duration at);
  void Look(const ChipFacts& facts, absl::Time now, absl::Duration at);
  std::vector<Trouble> Weigh(const AilmentRules& ailments, const HealthRules& rules, absl::Time now,
                             absl::Duration at);
  ChipHealth Explain(const std::vector<Trouble>& troubles) const;
  void Date(absl::Time now, ChipHealth* health);

  std::map<Ailment, Complaint> complaints_;
  ChipRecord record_;
  // As it was before the last pass.
  ChipRecord before_;
  HoldDown hold_down_;
  // Once it was known.
  Reading<ChipType> type_;
  // Of the pass before; nothing and the infinite past before the first.
  absl::optional<std::uint64_t> driver_load_;
  // Of that load, or of the one that an earlier run knew; 0 if it is not known.
  std::uint64_t module_inode_ = 0;
  absl::Duration judged_at_ = -absl::InfiniteDuration();
  // The verdict that was given last, and since when.
  Verdict verdict_ = Verdict::kUnknown;
  std::string reason_;
  absl::Time since_;
  // Nothing was judged since Restore().
  bool is_restored_ = false;
  absl::optional<Blindness> distrust_;
  // Up to which of its records the kernel's log was heard; and as the earlier run had heard it.
  absl::optional<std::uint64_t> heard_;
  absl::optional<std::uint64_t> heard_before_;
};

}  // namespace neuron

#endif  // AGENT_HEALTH_CHIP_CASE_H_
