#include "tests/hosts/chip_passes.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "agent/device/enumerator.h"
#include "agent/device/pci_side.h"
#include "agent/device/survey.h"
#include "agent/snapshot/host_report.h"

namespace neuron {
namespace {

Inventory FirstChipOf(const HostPaths& paths) {
  Inventory host = VisitHost(paths).host;
  host.chips.push_back(ReadChip(paths, 0));
  return Survey(std::move(host), ReadPciSide(paths));
}

CounterGroups EachGroup() {
  CounterGroups groups;
  std::fill(groups.begin(), groups.end(), true);
  return groups;
}

}  // namespace

ChipPasses::ChipPasses(const HostPaths& paths)
    : inventory_(FirstChipOf(paths)),
      reader_(inventory_.chips[0].tree, inventory_.chips[0].memory_bytes, /*keep_open=*/false) {}

Findings ChipPasses::Pass(absl::Time now, absl::Duration at) {
  reader_.Read(EachGroup(), now, &counters_);
  Findings findings;
  findings.taken_at = now;
  findings.inventory = std::make_shared<const Inventory>(inventory_);
  findings.counters.push_back(counters_);
  findings.read_at.push_back(now);
  findings.appearances.push_back(1);
  findings.driver_load = 1;
  judgement_.Judge(at, &findings);
  return findings;
}

}  // namespace neuron
