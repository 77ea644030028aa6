#include "agent/snapshot/chip_report.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/device/device_answers.h"
#include "agent/device/enumerator.h"
#include "agent/device/generation.h"
#include "agent/snapshot/host_report.h"

namespace neuron {
namespace {

// Whether looking again can bring nothing: a refusal does not change from one look to the next.
template <typename T>
bool IsFinal(const Reading<T>& reading) {
  return !reading.is_unknown() || absl::IsPermissionDenied(reading.why());
}

bool HasAllNodes(const Chip& chip) {
  return chip.tree != nullptr && !chip.cores.empty() && chip.core_count.has_value() &&
         chip.core_count.value() == chip.cores.size() &&
         chip.tree->FindFile(TreeIndex::kChip, "reset").has_value();
}

bool HasAllFacts(const Chip& chip) {
  return IsFinal(chip.device_name) && IsFinal(chip.serial_number) && IsFinal(chip.connected) &&
         IsFinal(chip.identity);
}

std::shared_ptr<const Chip> ReadAnew(const HostPaths& host, const ChipVisit& visit) {
  const bool walk = visit.walk_again || visit.known == nullptr || !HasAllNodes(*visit.known);
  return std::make_shared<const Chip>(walk ? ReadChip(host, visit.index)
                                           : ReadFacts(host, visit.index, visit.known->tree));
}

std::shared_ptr<const Chip> FactsOfVisit(const HostPaths& host, const ChipVisit& visit) {
  const bool known = visit.known != nullptr && !visit.walk_again && HasAllNodes(*visit.known) &&
                     HasAllFacts(*visit.known);
  return known ? visit.known : ReadAnew(host, visit);
}

absl::StatusOr<DeviceAnswers> AskChip(const HostPaths& host, Driver* driver,
                                      const ChipVisit& visit) {
  if (visit.inode == 0 || InodeOfChip(host, visit.index) != visit.inode) {
    return absl::FailedPreconditionError("not asked: the chip has gone, or gone and come back");
  }
  return AskDevice(driver, absl::StrCat(host.dev, "/neuron", visit.index),
                   {visit.index, OldestDriverWith(*visit.known->tree)});
}

std::shared_ptr<const Chip> WithAnswers(std::shared_ptr<const Chip> chip,
                                        const Reading<DeviceAnswers>& answers) {
  if (chip->answers == answers) {
    return chip;
  }
  auto changed = std::make_shared<Chip>(*chip);
  changed->answers = answers;
  return changed;
}

CounterGroups EachGroup() {
  CounterGroups groups;
  std::fill(groups.begin(), groups.end(), true);
  return groups;
}

// Its counters, and what they were read with.
void Sample(const ChipVisit& visit, ChipReport* report) {
  const Chip& chip = *report->chip;
  const bool fits = visit.sampling != nullptr && visit.sampling->reader.tree() == chip.tree;
  report->sampling =
      fits ? visit.sampling
           : std::make_shared<ChipSampling>(chip.tree, chip.memory_bytes, visit.keep_open);
  report->sampling->reader.Read(fits ? visit.groups : EachGroup(), visit.now,
                                &report->sampling->counters);
  report->counters = report->sampling->counters;
}

}  // namespace

ChipReport VisitChip(const HostPaths& host, Driver* driver, const ChipVisit& visit) {
  ChipReport report;
  report.appearance = visit.appearance;
  Reading<DeviceAnswers> answers = visit.answers;
  if (visit.ask) {
    report.asked = AskChip(host, driver, visit);
    answers = report.asked->ok() ? Reading<DeviceAnswers>(**report.asked)
                                 : Reading<DeviceAnswers>::Unknown(report.asked->status());
  }
  report.chip = WithAnswers(FactsOfVisit(host, visit), answers);
  if (report.chip->tree == nullptr) {
    report.counters = Reading<ChipCounters>::Unknown(report.chip->device_name.why());
  } else {
    Sample(visit, &report);
  }
  return report;
}

ChipReport SilentChip(const ChipVisit& visit, const absl::Status& why) {
  ChipReport report;
  report.appearance = visit.appearance;
  report.chip =
      visit.known != nullptr
          ? visit.known
          : WithAnswers(std::make_shared<const Chip>(UnknownChip(visit.index, why)), visit.answers);
  report.counters = Reading<ChipCounters>::Unknown(why);
  report.sampling = visit.sampling;
  return report;
}

}  // namespace neuron
