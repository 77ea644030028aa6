#include "tests/soak/pass_audit.h"

#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/device/chip_set.h"

namespace neuron {
namespace {

constexpr int kChip = -1;
// Apart from each other and from the tallies.
constexpr std::size_t kErrors = 100;
constexpr std::size_t kErrorsSinceStart = 200;
constexpr std::size_t kFirmwareEvents = 300;

bool IsPossible(const Reading<double>& rate) {
  return !rate.has_value() || (std::isfinite(rate.value()) && rate.value() >= 0);
}

bool IsPossible(const Reading<Utilization>& utilization) {
  return !utilization.has_value() ||
         (utilization.value().ratio >= 0 && utilization.value().ratio <= 1 &&
          utilization.value().over > absl::ZeroDuration());
}

bool MayBeFree(const ChipState& chip) {
  return (chip.health.verdict == Verdict::kOk || chip.health.verdict == Verdict::kSuspect) &&
         chip.allocation.occupancy == Occupancy::kFree;
}

}  // namespace

std::vector<std::string> PassAudit::Lies(const Snapshot& snapshot, absl::Time latest) {
  lies_.clear();
  Expect(snapshot.sequence == sequence_ + 1, kChip,
         absl::StrCat("sequence ", snapshot.sequence, " after ", sequence_));
  sequence_ = snapshot.sequence;
  Expect(snapshot.taken_at <= latest, kChip, "taken in the future");
  CheckFree(snapshot);
  for (const ChipState& chip : snapshot.chips) {
    CheckTimes(chip, latest);
    CheckHealth(chip, latest);
    if (chip.counters.has_value()) {
      CheckTotals(chip.index, chip.counters.value());
    }
    if (chip.usage.has_value()) {
      CheckUsage(chip.index, *chip.usage);
    }
  }
  return std::exchange(lies_, {});
}

void PassAudit::CheckFree(const Snapshot& snapshot) {
  ChipSet possible;
  for (const ChipState& chip : snapshot.chips) {
    if (MayBeFree(chip)) {
      possible.Add(chip.index);
    }
  }
  const ChipSet wrong(snapshot.free.bits() & ~possible.bits());
  Expect(wrong.empty(), kChip,
         absl::StrCat("called free, and not: ", absl::StrJoin(wrong.chips(), ",")));
}

void PassAudit::CheckTimes(const ChipState& chip, absl::Time latest) {
  Expect(chip.read_at <= latest, chip.index,
         absl::StrCat("read at ", absl::FormatTime(chip.read_at)));
  if (chip.counters.has_value()) {
    for (const absl::Time read_at : chip.counters.value().read_at) {
      Expect(read_at <= latest, chip.index,
             absl::StrCat("a group read at ", absl::FormatTime(read_at)));
    }
  }
}

void PassAudit::CheckHealth(const ChipState& chip, absl::Time latest) {
  const ChipHealth& health = chip.health;
  const bool is_ok = health.verdict == Verdict::kOk;
  Expect(is_ok == (health.reason == "none"), chip.index,
         absl::StrCat(Word(health.verdict), " for the reason ", health.reason));
  Expect(is_ok == health.clears_when.empty(), chip.index,
         absl::StrCat(Word(health.verdict), " ends when ", health.clears_when));
  Expect(health.since <= latest, chip.index, "ill in the future");
  Expect(!chip.counters.is_unknown() || health.verdict == Verdict::kUnknown ||
             health.verdict == Verdict::kBad,
         chip.index, absl::StrCat(Word(health.verdict), ", and did not answer"));
}

void PassAudit::CheckTotals(int chip, const ChipCounters& counters) {
  for (const CoreCounters& core : counters.cores) {
    for (std::size_t i = 0; i < kCoreTallies; ++i) {
      CheckTotal({chip, core.core, i}, core.tallies[core.tallies.At(i)]);
    }
  }
  for (std::size_t i = 0; i < kEccTallies; ++i) {
    CheckTotal({chip, kChip, kErrors + i}, counters.ecc[counters.ecc.At(i)]);
  }
  CheckTotal({chip, kChip, kFirmwareEvents}, counters.firmware.events);
}

void PassAudit::CheckUsage(int chip, const ChipUsage& usage) {
  for (const CoreUsage& core : usage.cores) {
    for (std::size_t i = 0; i < kCoreRates; ++i) {
      Expect(IsPossible(core.per_second[core.per_second.At(i)]), chip,
             absl::StrCat("core ", core.core, ", rate ", i, ": an impossible rate"));
    }
    Expect(IsPossible(core.utilization), chip,
           absl::StrCat("core ", core.core, ": an impossible utilisation"));
  }
  for (std::size_t i = 0; i < kEccTallies; ++i) {
    CheckTotal({chip, kChip, kErrorsSinceStart + i},
               usage.errors_since_start[usage.errors_since_start.At(i)]);
  }
}

void PassAudit::CheckTotal(const Counter& counter, const Reading<std::uint64_t>& total) {
  if (!total.has_value()) {
    return;
  }
  std::uint64_t& greatest = greatest_[counter];
  Expect(total.value() >= greatest, std::get<0>(counter),
         absl::StrCat("core ", std::get<1>(counter), ", counter ", std::get<2>(counter), ": ",
                      total.value(), " after ", greatest));
  greatest = total.value();
}

void PassAudit::Expect(bool holds, int chip, const std::string& otherwise) {
  if (!holds) {
    lies_.push_back(chip < 0 ? otherwise : absl::StrCat("chip ", chip, ": ", otherwise));
  }
}

}  // namespace neuron
