#include "agent/health/runtime_signs.h"

#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"

namespace neuron {
namespace {

absl::optional<Ailment> AilmentOf(int status) {
  switch (status) {
    case 6:
    case 101:
      return Ailment::kUnitUnrecoverable;
    case 1200:
      return Ailment::kCollectivesHang;
    case 1201:
      return Ailment::kHbmUncorrectable;
    case 1202:
      return Ailment::kSramUncorrectable;
    case 1203:
      return Ailment::kDmaAbort;
    case 1205:
      return Ailment::kHbmRepairable;
    default:
      return absl::nullopt;
  }
}

std::string RawOf(int status, std::uint64_t times, int pid, int chips) {
  const std::string said = absl::StrCat("libnrt returned status ", status, " to pid ", pid, " ",
                                        times, times == 1 ? " time" : " times");
  return chips == 1 ? said : absl::StrCat(said, ", which holds ", chips, " chips");
}

}  // namespace

std::vector<Sign> RuntimeSigns::Take(const ProcessExecutions& executions, const ChipSet& held,
                                     absl::Time now, absl::Duration at) {
  Forget(at);
  Seen& seen = processes_[executions.process];
  seen.at = at;
  std::vector<Sign> signs;
  for (const auto& [status, times] : executions.statuses) {
    const absl::optional<Ailment> ailment = AilmentOf(status);
    std::uint64_t& before = seen.statuses[status];
    if (ailment.has_value() && times > before) {
      const std::uint64_t fresh = times - before;
      const std::string raw = RawOf(status, fresh, executions.process.pid, held.size());
      for (const int chip : held.chips()) {
        signs.push_back({*ailment, SignSource::kRuntime, chip, now, fresh, false, raw});
      }
    }
    before = times;
  }
  return signs;
}

void RuntimeSigns::Forget(absl::Duration at) {
  for (auto it = processes_.begin(); it != processes_.end();) {
    it = at - it->second.at >= kForgotten ? processes_.erase(it) : std::next(it);
  }
}

}  // namespace neuron
