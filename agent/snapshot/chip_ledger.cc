#include "agent/snapshot/chip_ledger.h"

#include <utility>

#include "agent/base/log.h"
#include "agent/device/enumerator.h"
#include "agent/device/open_policy.h"

namespace neuron {
namespace {

constexpr absl::Duration kAskAgain = absl::Minutes(1);

bool SameHost(const Inventory& a, const Inventory& b) {
  return a.driver_loaded == b.driver_loaded && a.driver_version == b.driver_version &&
         a.device_major == b.device_major && a.instance_type == b.instance_type &&
         a.expected_chips == b.expected_chips;
}

std::size_t NodeCount(const Chip& chip) { return chip.tree == nullptr ? 0 : chip.tree->size(); }

}  // namespace

void ChipLedger::SetHost(Inventory host, const std::string& boot_id) {
  AnswerBook::Edition edition;
  edition.boot_id = boot_id;
  edition.driver_version = host.driver_version.has_value() ? host.driver_version.value() : "";
  if (host.device_major != host_.device_major) {
    entries_.clear();
  }
  if (edition.boot_id != edition_.boot_id || edition.driver_version != edition_.driver_version) {
    entries_.clear();
    inventory_ = nullptr;
    edition_ = std::move(edition);
    absl::StatusOr<AnswerBook> book = AnswerBook::Load(book_path_, edition_);
    book_ = book.ok() ? *std::move(book) : AnswerBook();
  }
  if (!SameHost(host, host_)) {
    host_ = std::move(host);
    inventory_ = nullptr;
  }
}

bool ChipLedger::SetChips(const std::vector<int>& chips) {
  std::map<int, Entry> entries;
  bool changed = chips.size() != entries_.size();
  for (int chip : chips) {
    const auto known = entries_.find(chip);
    changed |= known == entries_.end();
    entries[chip] = known == entries_.end() ? Entry() : known->second;
  }
  if (changed) {
    entries_ = std::move(entries);
    inventory_ = nullptr;
  }
  return changed;
}

std::vector<ChipVisit> ChipLedger::PlanVisits(absl::Duration now, bool may_be_held) const {
  std::vector<ChipVisit> visits;
  visits.reserve(entries_.size());
  for (const auto& [index, entry] : entries_) {
    ChipVisit visit;
    visit.index = index;
    visit.known = entry.chip;
    visit.walk_again = entry.chip != nullptr && !IsSetUp(*entry.chip, now - entry.unchanged_since);
    visit.answers = AnswersOf(entry, index, now, may_be_held, &visit.ask);
    visits.push_back(std::move(visit));
  }
  return visits;
}

Reading<DeviceAnswers> ChipLedger::AnswersOf(const Entry& entry, int chip, absl::Duration now,
                                             bool may_be_held, bool* ask) const {
  if (const DeviceAnswers* answers = book_.Find(chip)) {
    return *answers;
  }
  if (edition_.boot_id.empty() || edition_.driver_version.empty()) {
    return Reading<DeviceAnswers>::Unknown(absl::FailedPreconditionError(
        "not asked: the boot id or the driver version is unknown, so it could be asked twice"));
  }
  if (now < entry.next_ask) {
    return entry.chip->answers;
  }
  const absl::Status may_open =
      entry.chip == nullptr
          ? absl::FailedPreconditionError("not asked yet")
          : MayOpen(host_, *entry.chip, {now - entry.unchanged_since, may_be_held});
  *ask = may_open.ok();
  return Reading<DeviceAnswers>::Unknown(
      may_open.ok() ? absl::FailedPreconditionError("being asked") : may_open);
}

bool ChipLedger::Accept(const ChipReport& report, absl::Duration now) {
  const auto found = entries_.find(report.chip->index);
  if (found == entries_.end()) {
    return false;
  }
  Entry& entry = found->second;
  const bool new_identity = entry.chip == nullptr || entry.chip->identity != report.chip->identity;
  if (entry.chip == nullptr || NodeCount(*entry.chip) != NodeCount(*report.chip)) {
    entry.unchanged_since = now;
  }
  if (entry.chip != report.chip) {
    entry.chip = report.chip;
    inventory_ = nullptr;
  }
  if (report.asked.has_value()) {
    Remember(found->first, *report.asked, now, &entry);
  }
  return new_identity;
}

void ChipLedger::Remember(int chip, const absl::StatusOr<DeviceAnswers>& answers,
                          absl::Duration now, Entry* entry) {
  if (!answers.ok()) {
    entry->next_ask = now + kAskAgain;
    return;
  }
  book_.Add(chip, *answers);
  const absl::Status saved = book_.Save(book_path_, edition_);
  if (!saved.ok()) {
    Log(LogLevel::kWarning, "answers_not_saved",
        {{"error", std::string(saved.message())},
         {"consequence", "after a restart the chips are opened once more"}});
  }
}

ChipIdentities ChipLedger::identities() const {
  ChipIdentities identities;
  for (const auto& [index, entry] : entries_) {
    if (entry.chip != nullptr && entry.chip->identity.has_value()) {
      identities[entry.chip->identity.value()] = index;
    }
  }
  return identities;
}

std::shared_ptr<const Inventory> ChipLedger::TakeInventory(absl::Time now) {
  if (inventory_ == nullptr) {
    auto inventory = std::make_shared<Inventory>(host_);
    inventory->enumerated_at = now;
    for (const auto& [index, entry] : entries_) {
      inventory->chips.push_back(entry.chip != nullptr
                                     ? *entry.chip
                                     : UnknownChip(index, absl::UnavailableError("not read yet")));
    }
    inventory_ = std::move(inventory);
  }
  return inventory_;
}

}  // namespace neuron
