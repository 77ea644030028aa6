#include "agent/snapshot/chip_report.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/device/enumerator.h"

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

}  // namespace

ChipReport VisitChip(const HostPaths& host, Driver* driver, const ChipVisit& visit) {
  ChipReport report;
  report.chip = FactsOfVisit(host, visit);
  Reading<DeviceAnswers> answers = visit.answers;
  if (visit.ask) {
    report.asked = AskDevice(driver, absl::StrCat(host.dev, "/neuron", visit.index));
    answers = report.asked->ok() ? Reading<DeviceAnswers>(**report.asked)
                                 : Reading<DeviceAnswers>::Unknown(report.asked->status());
  }
  if (report.chip->answers != answers) {
    report.chip = std::make_shared<const Chip>(WithAnswers(host, *report.chip, std::move(answers)));
  }
  report.counters =
      report.chip->tree == nullptr
          ? Reading<ChipCounters>::Unknown(report.chip->device_name.why())
          : Reading<ChipCounters>(ReadCounters(*report.chip->tree, report.chip->memory_bytes));
  return report;
}

ChipReport SilentChip(const ChipVisit& visit, const absl::Status& why) {
  ChipReport report;
  report.chip = visit.known != nullptr
                    ? visit.known
                    : std::make_shared<const Chip>(UnknownChip(visit.index, why));
  report.counters = Reading<ChipCounters>::Unknown(why);
  if (visit.ask) {
    report.asked = why;
  }
  return report;
}

}  // namespace neuron
