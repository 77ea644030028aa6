#include "agent/health/core_signs.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "agent/device/counter_catalog.h"

namespace neuron {
namespace {

struct Telltale {
  CoreTally tally;
  Ailment ailment;
};

constexpr Telltale kTable[] = {
    {CoreTally::kSramUncorrectableError, Ailment::kSramUncorrectable},
    {CoreTally::kHbmUncorrectableError, Ailment::kHbmUncorrectable},
    {CoreTally::kHbmRepairableError, Ailment::kHbmRepairable},
    {CoreTally::kDmaAbort, Ailment::kDmaAbort},
    {CoreTally::kCollectivesError, Ailment::kCollectivesHang},
    {CoreTally::kTimeout, Ailment::kComputeHang},
    {CoreTally::kHardwareError, Ailment::kUnitUnrecoverable},
    {CoreTally::kResetFailures, Ailment::kResetFailed},
};
static_assert(sizeof(kTable) / sizeof(kTable[0]) == kTelltales, "one row for each");

// How one count of one core has grown.
struct Growth {
  std::uint64_t by = 0;
  std::string raw;
};

const CoreRecord* FindCore(const std::vector<CoreRecord>& records, int core) {
  const auto found = std::find_if(records.begin(), records.end(),
                                  [&](const CoreRecord& record) { return record.core == core; });
  return found != records.end() ? &*found : nullptr;
}

Growth GrowthOf(std::size_t place, const CoreRecord* before, const CoreRecord& after) {
  if (before == nullptr || !before->totals[place].has_value()) {
    return {};
  }
  const std::uint64_t from = *before->totals[place];
  const std::uint64_t to = after.totals[place].value_or(from);
  if (to <= from) {
    return {};
  }
  return {to - from, absl::StrCat(NodeOf(kTable[place].tally), " of core ", after.core,
                                  " went from ", from, " to ", to)};
}

void AddGrowth(const Growth& growth, Ailment ailment, SignSheet* sheet) {
  if (growth.by > 0) {
    sheet->AddEvent(ailment, SignSource::kSysfs, growth.by, growth.raw);
  }
}

bool IsOf(const std::vector<CoreCounters>& cores, const std::vector<CoreRecord>& records) {
  return std::equal(
      cores.begin(), cores.end(), records.begin(), records.end(),
      [](const CoreCounters& core, const CoreRecord& record) { return core.core == record.core; });
}

std::vector<CoreRecord> Rearranged(const std::vector<CoreRecord>& records,
                                   const std::vector<CoreCounters>& cores) {
  std::vector<CoreRecord> rearranged;
  rearranged.reserve(cores.size());
  for (const CoreCounters& core : cores) {
    const CoreRecord* known = FindCore(records, core.core);
    rearranged.push_back(known != nullptr ? *known : CoreRecord{core.core, {}});
  }
  return rearranged;
}

}  // namespace

std::vector<CoreRecord> RecordCores(std::vector<CoreRecord> record,
                                    const std::vector<CoreCounters>& cores) {
  if (!IsOf(cores, record)) {
    record = Rearranged(record, cores);
  }
  for (std::size_t i = 0; i < cores.size(); ++i) {
    for (std::size_t place = 0; place < kTelltales; ++place) {
      const Reading<std::uint64_t>& total = cores[i].tallies[kTable[place].tally];
      if (total.has_value()) {
        record[i].totals[place] = total.value();
      }
    }
  }
  return record;
}

void AddCoreSigns(const std::vector<CoreRecord>& before, const std::vector<CoreRecord>& after,
                  SignSheet* sheet) {
  Growth failed_resets;
  for (const CoreRecord& core : after) {
    const CoreRecord* known = FindCore(before, core.core);
    for (std::size_t place = 0; place < kTelltales; ++place) {
      const Growth growth = GrowthOf(place, known, core);
      if (kTable[place].tally != CoreTally::kResetFailures) {
        AddGrowth(growth, kTable[place].ailment, sheet);
      } else if (growth.by > failed_resets.by) {
        failed_resets = growth;
      }
    }
  }
  AddGrowth(failed_resets, Ailment::kResetFailed, sheet);
}

}  // namespace neuron
