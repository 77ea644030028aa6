#include "agent/cli/observation.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "agent/base/ranges_text.h"
#include "agent/device/counter_catalog.h"

namespace neuron {
namespace {

PciLink LinkOf(const Chip& chip) {
  if (chip.pci.has_value()) {
    return chip.pci.value().link;
  }
  PciLink link;
  if (chip.pci.is_unknown()) {
    link.speed_gts = Reading<double>::Unknown(chip.pci.why());
    link.width = Reading<std::uint64_t>::Unknown(chip.pci.why());
  }
  return link;
}

void ObserveEcc(const Reading<ChipCounters>& counters, ObservedChip* observed) {
  if (counters.has_value()) {
    observed->ecc = counters.value().ecc;
  } else if (counters.is_unknown()) {
    std::fill(observed->ecc.begin(), observed->ecc.end(),
              Reading<std::uint64_t>::Unknown(counters.why()));
  }
}

ObservedChip ObserveChip(const Chip& chip, const ChipState& state,
                         const Reading<ReadLatency>& latency) {
  ObservedChip observed;
  observed.index = chip.index;
  observed.latency = latency;
  observed.answered = latency.is_unknown() ? latency.why() : absl::OkStatus();
  if (!observed.answered.ok()) {
    return observed;
  }
  observed.serial_number = chip.serial_number;
  observed.device_name = chip.device_name;
  observed.core_count = chip.core_count;
  observed.connected = chip.connected;
  observed.link = LinkOf(chip);
  ObserveEcc(state.counters, &observed);
  return observed;
}

// What is unknown, by the kind of fact.
class GapList {
 public:
  template <typename T>
  void Add(int chip, absl::string_view fact, const Reading<T>& reading) {
    if (reading.is_unknown()) {
      Gap& gap = gaps_.emplace(std::string(fact), Gap{{}, reading.why()}).first->second;
      gap.chips.Add(chip);
    }
  }

  std::vector<std::string> Lines() const {
    std::vector<std::string> lines;
    for (const auto& [fact, gap] : gaps_) {
      lines.push_back(
          absl::StrCat(fact, " of chips ", RangesText(gap.chips.chips()), ": ", gap.why.message()));
    }
    return lines;
  }

 private:
  struct Gap {
    ChipSet chips;
    absl::Status why;
  };
  std::map<std::string, Gap> gaps_;
};

}  // namespace

Observation Observe(const Snapshot& snapshot, const std::string& boot_id,
                    const std::map<int, Reading<ReadLatency>>& latencies) {
  Observation observation;
  observation.taken_at = snapshot.taken_at;
  observation.boot_id = boot_id;
  observation.driver_version = snapshot.inventory->driver_version;
  for (std::size_t i = 0; i < snapshot.chips.size(); ++i) {
    const Chip& chip = snapshot.inventory->chips[i];
    const auto latency = latencies.find(chip.index);
    observation.chips.push_back(
        ObserveChip(chip, snapshot.chips[i],
                    latency != latencies.end() ? latency->second : Reading<ReadLatency>()));
  }
  return observation;
}

std::vector<std::string> GapsOf(const Observation& observation) {
  GapList gaps;
  for (const ObservedChip& chip : observation.chips) {
    gaps.Add(chip.index, "serial_number", chip.serial_number);
    gaps.Add(chip.index, "device_name", chip.device_name);
    gaps.Add(chip.index, "core_count", chip.core_count);
    gaps.Add(chip.index, "connected_devices", chip.connected);
    gaps.Add(chip.index, "pci_link_gts", chip.link.speed_gts);
    gaps.Add(chip.index, "pci_link_lanes", chip.link.width);
    for (std::size_t i = 0; i < kEccTallies; ++i) {
      const auto tally = static_cast<EccTally>(i);
      gaps.Add(chip.index, NodeOf(tally), chip.ecc[tally]);
    }
  }
  return gaps.Lines();
}

const ObservedChip* FindChip(const Observation& observation, int index) {
  for (const ObservedChip& chip : observation.chips) {
    if (chip.index == index) {
      return &chip;
    }
  }
  return nullptr;
}

}  // namespace neuron
