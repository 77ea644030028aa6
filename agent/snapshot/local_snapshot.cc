#include "agent/snapshot/local_snapshot.h"

#include <utility>
#include <vector>

#include "agent/device/answer_book.h"
#include "agent/device/pci_side.h"
#include "agent/device/survey.h"
#include "agent/snapshot/assemble.h"
#include "agent/snapshot/host_report.h"
#include "agent/snapshot/judgement.h"
#include "agent/snapshot/kept_answers.h"
#include "agent/snapshot/snapshot_pool.h"
#include "agent/workload/placement_rules.h"

namespace neuron {
namespace {

Reading<DeviceAnswers> AnswersOf(const AnswerBook& book, const ListedChip& chip,
                                 const Inventory& host) {
  const absl::optional<DeviceAnswers> kept = KeptAnswers(book, chip, host.instance_type);
  return kept.has_value() ? Reading<DeviceAnswers>(*kept)
                          : Reading<DeviceAnswers>::Unknown(absl::UnavailableError(
                                "needs the device opened, which only the daemon does"));
}

AnswerBook LoadBook(const std::string& path, const HostReport& host) {
  if (!host.host.driver_version.has_value()) {
    return AnswerBook();
  }
  const AnswerBook::Edition edition = {host.boot_id, host.host.driver_version.value()};
  absl::StatusOr<AnswerBook> book = AnswerBook::Load(path, edition);
  return book.ok() ? *std::move(book) : AnswerBook();
}

std::vector<ChipVisit> PlanVisits(const HostReport& host, const AnswerBook& book, absl::Time now) {
  std::vector<ChipVisit> visits;
  for (const ListedChip& chip : *host.chips) {
    ChipVisit visit;
    visit.index = chip.index;
    visit.answers = AnswersOf(book, chip, host.host);
    visit.now = now;
    visits.push_back(std::move(visit));
  }
  return visits;
}

std::vector<ChipReport> VisitPlainly(const HostPaths& host, const std::vector<ChipVisit>& visits) {
  std::vector<ChipReport> reports;
  for (const ChipVisit& visit : visits) {
    reports.push_back(VisitChip(host, /*driver=*/nullptr, visit));
  }
  return reports;
}

SourceReport Report(std::string name, absl::Status status, absl::Time now) {
  const absl::Time last_success = status.ok() ? now : absl::InfinitePast();
  return {std::move(name), std::move(status), last_success};
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Snapshot>> TakeLocalSnapshot(const HostPaths& host,
                                                                  const std::string& book_path,
                                                                  WorkloadVisitor* visitor,
                                                                  absl::Time now) {
  return TakeLocalSnapshot(
      host, book_path, visitor, now,
      [&](const std::vector<ChipVisit>& visits) { return VisitPlainly(host, visits); });
}

absl::StatusOr<std::shared_ptr<const Snapshot>> TakeLocalSnapshot(const HostPaths& host,
                                                                  const std::string& book_path,
                                                                  WorkloadVisitor* visitor,
                                                                  absl::Time now,
                                                                  const ChipVisitor& visit_chips) {
  HostReport report = VisitHost(host);
  if (!report.chips.ok()) {
    return report.chips.status();
  }
  const std::vector<ChipVisit> visits = PlanVisits(report, LoadBook(book_path, report), now);
  Inventory inventory = std::move(report.host);
  inventory.enumerated_at = now;
  Findings findings;
  for (ChipReport& found : visit_chips(visits)) {
    inventory.chips.push_back(*found.chip);
    findings.counters.push_back(std::move(found.counters));
    findings.read_at.push_back(now);
    findings.appearances.push_back(1);
  }
  findings.sequence = 1;
  findings.taken_at = now;
  const PciSide pci = ReadPciSide(host);
  findings.inventory = std::make_shared<const Inventory>(Survey(std::move(inventory), pci));
  findings.valid_groups = ValidGroups(*findings.inventory);
  WorkloadReport workload = visitor->Visit(
      {1, IdentitiesOf(findings.inventory->chips), now, /*began=*/absl::ZeroDuration()});
  findings.evidence.holders = std::move(workload.holders);
  findings.evidence.containers = std::move(workload.containers);
  findings.sources = {{"sysfs", absl::OkStatus(), now},
                      Report("processes", findings.evidence.holders.sight, now),
                      Report("pci", pci.functions.status(), now),
                      Report("containers", findings.evidence.containers.sight, now)};
  Judgement(DefaultHealthRules()).Judge(absl::ZeroDuration(), &findings);
  SnapshotPool pool;
  return Assemble(std::move(findings), &pool);
}

}  // namespace neuron
