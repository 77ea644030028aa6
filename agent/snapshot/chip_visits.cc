#include "agent/snapshot/chip_visits.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace neuron {

ChipVisits::ChipVisits(ChipLedger* ledger, const ReaderCrew* crew, Clock* clock,
                       ReaderCrew::Post post, absl::Duration deadline, Links links)
    : ledger_(ledger),
      crew_(crew),
      clock_(clock),
      links_(std::move(links)),
      looks_(
          clock, std::move(post), deadline,
          [this](const ChipSet& chips) { return PlanLooks(chips); },
          [this](std::vector<ChipReport> reports) { FinishLooks(std::move(reports)); }) {}

void ChipVisits::Plan(bool may_be_held, bool in_haste, const CounterGroups& wanted, Round* round) {
  std::vector<ChipVisit> visits = ledger_->PlanVisits(
      {clock_->Monotonic(), clock_->Now(), may_be_held, in_haste, clock_, wanted});
  for (ChipVisit& visit : visits) {
    if (IsOut(visit.index)) {
      visit.left_alone = absl::DeadlineExceededError("an earlier read has not come back yet");
      visit.ask = false;
    }
  }
  ledger_->BeginVisits(visits);
  const auto late = [this](const ChipVisit& visit, const absl::StatusOr<DeviceAnswers>& answers) {
    ledger_->AcceptAnswers(visit, answers, clock_->Monotonic());
  };
  for (ChipVisit& visit : visits) {
    round->AddChip(std::move(visit), late);
  }
}

ChipVisits::Outcome ChipVisits::Accept(std::vector<Round::ChipResult>* results) {
  Outcome outcome;
  for (const Round::ChipResult& chip : *results) {
    const absl::Status& why = chip.report.counters.why();
    if (!why.ok() && ledger_->IsCurrent(chip.report)) {
      outcome.status =
          absl::Status(why.code(), absl::StrCat("neuron", chip.visit.index, ": ", why.message()));
    }
    if (chip.report.asked.has_value()) {
      ledger_->AcceptAnswers(chip.visit, *chip.report.asked, clock_->Monotonic());
    }
    if (chip.visit.left_alone.ok()) {
      NoteAnswer(chip.report);
    }
    outcome.identities_changed |= ledger_->Accept(chip.report, clock_->Monotonic());
  }
  return outcome;
}

void ChipVisits::NoteAnswer(const ChipReport& report) {
  const bool given_up = absl::IsDeadlineExceeded(report.counters.why());
  ledger_->NoteAnswer(report, given_up, clock_->Monotonic());
}

void ChipVisits::AddCounters(std::vector<Round::ChipResult>* results, absl::Time at,
                             Findings* findings) const {
  for (const Chip& chip : findings->inventory->chips) {
    const auto found = std::find_if(
        results->begin(), results->end(),
        [&](const Round::ChipResult& result) { return result.visit.index == chip.index; });
    const bool visited = found != results->end();
    findings->counters.push_back(
        visited ? std::move(found->report.counters)
                : Reading<ChipCounters>::Unknown(absl::UnavailableError("not read yet")));
    findings->read_at.push_back(visited ? found->report.read_at : at);
    findings->sampled_at.push_back(visited ? found->report.sampled_at : absl::ZeroDuration());
    findings->appearances.push_back(ledger_->AppearanceOf(chip.index));
  }
  findings->driver_load = ledger_->driver_loads();
  findings->module_inode = ledger_->module_inode();
}

std::vector<ChipVisit> ChipVisits::PlanLooks(const ChipSet& chips) {
  const ChipLedger::Conditions conditions = {clock_->Monotonic(), clock_->Now(),
                                             /*may_be_held=*/true, /*in_haste=*/true, clock_};
  std::vector<ChipVisit> looks;
  for (const int chip : chips.chips()) {
    absl::optional<ChipVisit> look = ledger_->PlanLook(chip, conditions);
    if (!look.has_value()) {
      links_.want_pass();
    } else if (look->left_alone.ok() && !IsOut(chip)) {
      looks.push_back(*std::move(look));
    }
  }
  return looks;
}

void ChipVisits::FinishLooks(std::vector<ChipReport> reports) {
  std::vector<ChipReport> news;
  for (ChipReport& report : reports) {
    if (AcceptLook(report)) {
      news.push_back(std::move(report));
    }
  }
  if (!news.empty()) {
    links_.tell(std::move(news));
  }
}

bool ChipVisits::AcceptLook(const ChipReport& report) {
  if (ledger_->AcceptLook(report)) {
    NoteAnswer(report);
    return true;
  }
  if (report.turn == 0) {
    links_.want_pass();
  }
  return false;
}

}  // namespace neuron
