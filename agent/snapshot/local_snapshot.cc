#include "agent/snapshot/local_snapshot.h"

#include <utility>
#include <vector>

#include "agent/device/answer_book.h"
#include "agent/snapshot/assemble.h"
#include "agent/snapshot/chip_report.h"
#include "agent/snapshot/host_report.h"

namespace neuron {
namespace {

Reading<DeviceAnswers> AnswersOf(const AnswerBook& book, int chip) {
  const DeviceAnswers* answers = book.Find(chip);
  return answers != nullptr ? Reading<DeviceAnswers>(*answers)
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

}  // namespace

absl::StatusOr<std::shared_ptr<const Snapshot>> TakeLocalSnapshot(const HostPaths& host,
                                                                  const std::string& book_path,
                                                                  HolderSource* holders,
                                                                  absl::Time now) {
  HostReport report = VisitHost(host);
  if (!report.chips.ok()) {
    return report.chips.status();
  }
  const AnswerBook book = LoadBook(book_path, report);
  auto inventory = std::make_shared<Inventory>(std::move(report.host));
  inventory->enumerated_at = now;
  Findings findings;
  ChipIdentities identities;
  for (int index : *report.chips) {
    ChipVisit visit;
    visit.index = index;
    visit.answers = AnswersOf(book, index);
    ChipReport found = VisitChip(host, /*driver=*/nullptr, visit);
    if (found.chip->identity.has_value()) {
      identities[found.chip->identity.value()] = index;
    }
    inventory->chips.push_back(*found.chip);
    findings.counters.push_back(std::move(found.counters));
    findings.read_at.push_back(now);
  }
  findings.sequence = 1;
  findings.taken_at = now;
  findings.inventory = std::move(inventory);
  findings.holders = holders->Scan(identities, now);
  findings.sources = {{"sysfs", absl::OkStatus(), now},
                      {"processes", findings.holders.sight,
                       findings.holders.sight.ok() ? now : absl::InfinitePast()}};
  return Assemble(std::move(findings));
}

}  // namespace neuron
