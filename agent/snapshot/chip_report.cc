#include "agent/snapshot/chip_report.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/device/device_answers.h"
#include "agent/device/enumerator.h"
#include "agent/device/generation.h"
#include "agent/device/readiness.h"
#include "agent/device/sysfs_value.h"
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
         chip.tree->LocateFile(TreeIndex::kChip, "reset").has_value();
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

// Its counters, or why another reading was in the way.
void SetCounters(absl::optional<ChipSample> sample, ChipReport* report) {
  if (!sample.has_value()) {
    report->counters = Reading<ChipCounters>::Unknown(
        absl::UnavailableError("not read, for an earlier read has not come back yet"));
    return;
  }
  report->counters = std::move(sample->counters);
  report->sampled_at = sample->at;
  report->turn = sample->turn;
}

void Sample(const ChipVisit& visit, ChipReport* report) {
  const auto sampling =
      visit.sampling != nullptr ? visit.sampling : std::make_shared<ChipSampling>();
  SetCounters(sampling->Visit(*report->chip, {visit.groups, visit.collected}, visit.keep_open,
                              {visit.now, visit.clock}),
              report);
}

std::shared_ptr<const Chip> WithSerialNumber(std::shared_ptr<const Chip> chip,
                                             const Reading<std::string>& serial_number) {
  if (chip->serial_number == serial_number) {
    return chip;
  }
  auto changed = std::make_shared<Chip>(*chip);
  changed->serial_number = serial_number;
  return changed;
}

// What was read anew has it anew.
void CheckSerialNumber(const ChipVisit& visit, ChipReport* report) {
  if (visit.serial_number_again && report->chip == visit.known && IsReady(report->counters)) {
    const absl::optional<std::string> file =
        report->chip->tree->FindFile(TreeIndex::kChip, "serial_number");
    report->chip = WithSerialNumber(std::move(report->chip), ReadSerialNumber(file));
  }
}

// Without anything of the chip.
ChipReport ReportOf(const ChipVisit& visit) {
  ChipReport report;
  report.appearance = visit.appearance;
  report.read_at = visit.now;
  return report;
}

}  // namespace

ChipReport VisitChip(const HostPaths& host, Driver* driver, const ChipVisit& visit) {
  ChipReport report = ReportOf(visit);
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
    CheckSerialNumber(visit, &report);
  }
  return report;
}

ChipReport LookAtChip(const ChipVisit& visit) {
  ChipReport report = ReportOf(visit);
  report.chip = visit.known;
  SetCounters(visit.sampling->Look(visit.known->tree.get(), {visit.now, visit.clock}), &report);
  return report;
}

ChipReport SilentChip(const ChipVisit& visit, const absl::Status& why) {
  ChipReport report = ReportOf(visit);
  report.chip =
      visit.known != nullptr
          ? visit.known
          : WithAnswers(std::make_shared<const Chip>(UnknownChip(visit.index, why)), visit.answers);
  report.counters = Reading<ChipCounters>::Unknown(why);
  report.turn = visit.sampling != nullptr ? visit.sampling->last_turn() : 0;
  return report;
}

}  // namespace neuron
