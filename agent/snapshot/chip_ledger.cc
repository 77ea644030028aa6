#include "agent/snapshot/chip_ledger.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "agent/base/status.h"
#include "agent/device/enumerator.h"
#include "agent/device/open_policy.h"
#include "agent/device/survey.h"
#include "agent/snapshot/kept_answers.h"

namespace neuron {
namespace {

// All that ReadHost() reads.
auto HostFacts(const Inventory& host) {
  return std::tie(host.driver_loaded, host.driver_version, host.device_major, host.instance_type,
                  host.expected_chips, host.no_reset, host.nmetric_log_posts,
                  host.class_attributes);
}

AnswerLedger::Edition EditionOf(const HostReport& report) {
  const Reading<std::string>& version = report.host.driver_version;
  return {report.boot_id, version.has_value() ? version.value() : ""};
}

std::size_t NodeCount(const Chip& chip) { return chip.tree == nullptr ? 0 : chip.tree->size(); }

}  // namespace

ChipLedger::ChipLedger(std::string book_path, Pace pace)
    : pace_(pace), answers_(std::move(book_path)) {
  SetPciUnknown(absl::UnavailableError("PCI has not been looked at yet"));
}

bool ChipLedger::SetHost(const HostReport& report) {
  const bool loaded_anew =
      report.module_inode != module_inode_ || report.host.device_major != host_.device_major;
  if (answers_.SetEdition(EditionOf(report)) || loaded_anew) {
    entries_.clear();
    ++driver_loads_;
  } else if (HostFacts(report.host) == HostFacts(host_)) {
    return false;
  }
  module_inode_ = report.module_inode;
  host_ = report.host;
  inventory_ = nullptr;
  return true;
}

bool ChipLedger::SetChips(const std::vector<ListedChip>& chips) {
  std::map<int, Entry> entries;
  bool changed = chips.size() != entries_.size();
  for (const ListedChip& chip : chips) {
    const auto known = entries_.find(chip.index);
    const bool same = known != entries_.end() && known->second.inode == chip.inode;
    if (same) {
      entries.emplace(chip.index, known->second);
      continue;
    }
    entries.emplace(chip.index, NewEntry(chip));
    ForgetLogged(chip.index);
    changed = true;
  }
  if (changed) {
    entries_ = std::move(entries);
    inventory_ = nullptr;
  }
  return changed;
}

ChipLedger::Entry ChipLedger::NewEntry(const ListedChip& chip) {
  return {chip.inode,
          ++appearances_,
          nullptr,
          {},
          {},
          std::make_shared<ChipSampling>(),
          /*turn=*/0,
          GroupPace(chip.index, pace_.groups, pace_.pass),
          ChipBreaker(),
          /*serial_number_at=*/absl::ZeroDuration()};
}

void ChipLedger::ForgetLogged(int chip) {
  pci_.log.erase(std::remove_if(pci_.log.begin(), pci_.log.end(),
                                [&](const LoggedChip& logged) { return logged.index == chip; }),
                 pci_.log.end());
}

void ChipLedger::SetPci(PciSide pci) {
  if (!(pci == pci_)) {
    pci_ = std::move(pci);
    inventory_ = nullptr;
  }
}

void ChipLedger::SetPciUnknown(const absl::Status& why) {
  PciSide pci;
  pci.functions = why;
  SetPci(std::move(pci));
}

std::vector<ChipVisit> ChipLedger::PlanVisits(const Conditions& conditions) {
  std::vector<ChipVisit> visits;
  visits.reserve(entries_.size());
  for (auto& [index, entry] : entries_) {
    visits.push_back(PlanVisit(index, &entry, conditions));
  }
  return visits;
}

ChipVisit ChipLedger::PlanVisit(int chip, Entry* entry, const Conditions& conditions) const {
  ChipVisit visit = PlanReading(chip, *entry, conditions);
  visit.inode = entry->inode;
  visit.edition = answers_.edition();
  visit.serial_number_again = visit.left_alone.ok() && TakeSerialNumber(conditions, entry);
  visit.walk_again = entry->chip != nullptr && conditions.at - entry->read_at >= kWalkAgain &&
                     !IsSetUp(*entry->chip, conditions.at - entry->unchanged_since);
  const absl::Status may_ask = MayAsk(*entry, chip, conditions);
  visit.ask = may_ask.ok() && visit.left_alone.ok();
  visit.answers =
      AnswersOf(*entry, chip, visit.ask ? absl::FailedPreconditionError("being asked") : may_ask);
  visit.keep_open = MayKeepOpen(host_.driver_version);
  visit.collected = entry->pace.collected();
  if (conditions.in_haste && IsWalked(*entry)) {
    visit.groups[CounterGroup::kFast] = true;
  } else if (visit.left_alone.ok()) {
    visit.groups = entry->pace.Take(conditions.wanted, conditions.at);
  }
  return visit;
}

ChipVisit ChipLedger::PlanReading(int chip, const Entry& entry,
                                  const Conditions& conditions) const {
  ChipVisit visit;
  visit.index = chip;
  visit.appearance = entry.appearance;
  visit.known = entry.chip;
  visit.left_alone = entry.breaker.MayRead(conditions.at);
  visit.sampling = entry.sampling;
  visit.now = conditions.now;
  visit.clock = conditions.clock;
  return visit;
}

bool ChipLedger::TakeSerialNumber(const Conditions& conditions, Entry* entry) {
  const absl::Duration last = std::max(entry->read_at, entry->serial_number_at);
  if (conditions.in_haste || !IsWalked(*entry) || conditions.at - last < kSerialNumberAgain) {
    return false;
  }
  entry->serial_number_at = conditions.at;
  return true;
}

absl::optional<ChipVisit> ChipLedger::PlanLook(int chip, const Conditions& conditions) const {
  const auto found = entries_.find(chip);
  return found != entries_.end() && IsWalked(found->second)
             ? absl::make_optional(PlanReading(chip, found->second, conditions))
             : absl::nullopt;
}

bool ChipLedger::IsWalked(const Entry& entry) {
  return entry.chip != nullptr && entry.chip->tree != nullptr;
}

void ChipLedger::BeginVisits(const std::vector<ChipVisit>& visits) {
  std::vector<ListedChip> asked;
  for (const ChipVisit& visit : visits) {
    if (visit.ask) {
      asked.push_back({visit.index, visit.inode});
    }
  }
  answers_.BeginAsking(asked);
}

Reading<DeviceAnswers> ChipLedger::AnswersOf(const Entry& entry, int chip,
                                             const absl::Status& why_not) const {
  const absl::optional<DeviceAnswers> kept =
      KeptAnswers(answers_.book(), {chip, entry.inode}, host_.instance_type);
  return kept.has_value() ? Reading<DeviceAnswers>(*kept)
                          : Reading<DeviceAnswers>::Unknown(why_not);
}

absl::Status ChipLedger::MayAsk(const Entry& entry, int chip, const Conditions& conditions) const {
  if (answers_.book().Find(chip) != nullptr) {
    return absl::AlreadyExistsError("it was asked before");
  }
  NEURON_RETURN_IF_ERROR(answers_.MayAsk(chip, conditions.at));
  return entry.chip == nullptr
             ? absl::FailedPreconditionError("not asked yet")
             : MayOpen(host_, *entry.chip,
                       {conditions.at - entry.unchanged_since, conditions.may_be_held});
}

bool ChipLedger::IsCurrent(const ChipReport& report) const {
  const auto found = entries_.find(report.chip->index);
  return found != entries_.end() && found->second.appearance == report.appearance;
}

bool ChipLedger::Accept(const ChipReport& report, absl::Duration now) {
  if (!IsCurrent(report)) {
    return false;
  }
  Entry& entry = entries_.at(report.chip->index);
  const bool new_identity = entry.chip == nullptr || entry.chip->identity != report.chip->identity;
  if (entry.chip == nullptr || NodeCount(*entry.chip) != NodeCount(*report.chip)) {
    entry.unchanged_since = now;
  }
  if (entry.chip != report.chip) {
    entry.chip = report.chip;
    entry.read_at = now;
    inventory_ = nullptr;
  }
  entry.turn = std::max(entry.turn, report.turn);
  return new_identity;
}

bool ChipLedger::AcceptLook(const ChipReport& report) {
  if (!IsCurrent(report) || report.turn <= entries_.at(report.chip->index).turn) {
    return false;
  }
  entries_.at(report.chip->index).turn = report.turn;
  return true;
}

void ChipLedger::NoteAnswer(const ChipReport& report, bool given_up, absl::Duration at) {
  if (IsCurrent(report)) {
    entries_.at(report.chip->index).breaker.Note(given_up, at);
  }
}

std::uint64_t ChipLedger::AppearanceOf(int chip) const {
  const auto found = entries_.find(chip);
  return found != entries_.end() ? found->second.appearance : 0;
}

void ChipLedger::AcceptAnswers(const ChipVisit& visit, const absl::StatusOr<DeviceAnswers>& answers,
                               absl::Duration now) {
  answers_.Accept(visit.edition, {visit.index, visit.inode}, answers, now);
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

Chip ChipLedger::FactsOf(const Entry& entry, int chip) const {
  if (entry.chip != nullptr) {
    return *entry.chip;
  }
  const absl::Status why = absl::UnavailableError("not read yet");
  Chip unknown = UnknownChip(chip, why);
  unknown.answers = AnswersOf(entry, chip, why);
  return unknown;
}

std::shared_ptr<const Inventory> ChipLedger::TakeInventory(absl::Time now) {
  if (inventory_ == nullptr) {
    Inventory inventory = host_;
    inventory.enumerated_at = now;
    for (const auto& [index, entry] : entries_) {
      inventory.chips.push_back(FactsOf(entry, index));
    }
    inventory_ = std::make_shared<const Inventory>(Survey(std::move(inventory), pci_));
  }
  return inventory_;
}

}  // namespace neuron
