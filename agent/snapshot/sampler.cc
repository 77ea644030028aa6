#include "agent/snapshot/sampler.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/snapshot/first_word.h"
#include "agent/workload/placement_rules.h"

namespace neuron {
namespace {

constexpr absl::Duration kPciPeriod = absl::Minutes(1);

// A host whose chips come and go in each of so many rounds is sealed as it was last seen.
constexpr int kRounds = 4;

bool MayBeHeld(const Snapshot& snapshot) {
  return !snapshot.holders.sight.ok() || !snapshot.holders.holders.empty() ||
         std::any_of(snapshot.chips.begin(), snapshot.chips.end(), [](const ChipState& chip) {
           return chip.allocation.occupancy != Occupancy::kFree;
         });
}

}  // namespace

Sampler::Sampler(Options options, Clock* clock, ReaderCrew::Post post, Driver* driver,
                 HolderSource* holders, EventSource* events, Sink sink)
    : options_(std::move(options)),
      clock_(clock),
      driver_(driver),
      holders_(holders),
      events_(events),
      sink_(std::move(sink)),
      crew_(clock, post, options_.deadline),
      scout_(clock, std::move(post), options_.deadline),
      ledger_(options_.book_path),
      pacer_(clock, options_.period, [this](PassPacer::Reason reason) { StartPass(reason); }) {}

Sampler::~Sampler() = default;

void Sampler::Start() {
  events_->Start(lifetime_.Guard([this] { OnEvent(); }));
  pacer_.Start();
}

void Sampler::OnEvent() {
  pci_due_ = std::min(pci_due_, clock_->Monotonic());
  if (round_ != nullptr && !glancing_) {
    StartGlance();
  }
  pacer_.LookAgain();
}

void Sampler::StartPass(PassPacer::Reason reason) {
  reason_ = reason;
  pass_started_at_ = clock_->Now();
  pass_started_ = clock_->Monotonic();
  rounds_left_ = kRounds;
  round_waits_ = reason == PassPacer::Reason::kEvent;
  if (!round_waits_) {
    StartRound();
  } else if (!glancing_) {
    StartGlance();
  }
}

void Sampler::StartGlance() {
  glancing_ = true;
  const auto slot = std::make_shared<HostReport>();
  scout_.Start({{Round::kHost, [slot, host = options_.host] { *slot = VisitHost(host); }}},
               [this, slot](const std::vector<absl::Status>& results) {
                 glancing_ = false;
                 FinishGlance(results, *slot);
               });
}

void Sampler::FinishGlance(const std::vector<absl::Status>& results, const HostReport& report) {
  if (results.front().ok() && report.chips.ok() && (round_waits_ || round_ != nullptr)) {
    const Change change = Accept(report);
    if (round_ != nullptr) {
      const Change before = overtaken_.value_or(Change());
      overtaken_ = {before.chips || change.chips, before.any || change.any};
    }
    if (change.any && last_ != nullptr) {
      TellFirstWord();
    }
  }
  if (std::exchange(round_waits_, false)) {
    StartRound();
  }
}

void Sampler::TellFirstWord() {
  Findings findings = FirstWord(*last_, ledger_.TakeInventory(clock_->Now()));
  findings.sequence = ++sequence_;
  findings.valid_groups = ValidGroups(*findings.inventory);
  uevents_.status = events_->status();
  findings.sources = {sysfs_, processes_, uevents_, pci_};
  sink_(Assemble(std::move(findings)));
}

void Sampler::StartRound() {
  round_ = std::make_unique<Round>(options_.host, driver_, holders_);
  overtaken_ = absl::nullopt;
  round_->AddHost();
  PlanChips();
  round_->AddProcesses(ledger_.identities(), clock_->Now());
  if (PciIsDue()) {
    PlanPci();
  }
  crew_.Start(round_->TakeReads(),
              [this](const std::vector<absl::Status>& results) { FinishRound(results); });
  --rounds_left_;
}

bool Sampler::PciIsDue() const {
  // Passes of the period do not come while events do not end.
  const absl::Duration grace =
      reason_ == PassPacer::Reason::kEvent ? options_.period : absl::ZeroDuration();
  return rounds_left_ == kRounds && pass_started_ >= pci_due_ + grace;
}

void Sampler::PlanChips() {
  std::vector<ChipVisit> visits = ledger_.PlanVisits(clock_->Monotonic(), may_be_held_);
  for (ChipVisit& visit : visits) {
    // Nobody is read while he is out, so nobody is asked.
    visit.ask = visit.ask && !crew_.IsOut(visit.index);
  }
  ledger_.BeginVisits(visits);
  const auto late = [this](const ChipVisit& visit, const absl::StatusOr<DeviceAnswers>& answers) {
    ledger_.AcceptAnswers(visit, answers, clock_->Monotonic());
  };
  for (ChipVisit& visit : visits) {
    round_->AddChip(std::move(visit), clock_->Now(), late);
  }
}

void Sampler::PlanPci() {
  pci_due_ = pass_started_ + kPciPeriod;
  round_->AddPci([this, read_at = pass_started_at_](const PciSide& pci) { SetPci(read_at, pci); });
}

void Sampler::FinishRound(const std::vector<absl::Status>& results) {
  round_->Finish(results);
  const bool chips_changed = AcceptHost();
  const bool identities_changed = AcceptChips();
  AcceptPci();
  const bool settled = !chips_changed && !identities_changed;
  if (!settled && rounds_left_ > 0) {
    StartRound();
  } else {
    Seal(TakeHolders(settled));
  }
}

HolderScan Sampler::TakeHolders(bool settled) {
  HolderScan holders = round_->TakeHolders();
  if (holders.sight.ok() && !settled) {
    holders.sight = absl::UnavailableError("the chips changed while their holders were looked for");
  }
  return holders;
}

bool Sampler::AcceptHost() {
  const absl::StatusOr<HostReport>& host = round_->host();
  sysfs_.status = host.ok() ? host->chips.status() : host.status();
  if (overtaken_.has_value()) {
    return overtaken_->chips;
  }
  return sysfs_.status.ok() && Accept(*host).chips;
}

Sampler::Change Sampler::Accept(const HostReport& report) {
  const bool host_changed = ledger_.SetHost(report);
  const bool chips_changed = ledger_.SetChips(*report.chips);
  if ((host_changed || chips_changed) && (round_ == nullptr || !round_->pci().has_value())) {
    pci_due_ = std::min(pci_due_, pass_started_);
  }
  return {chips_changed, host_changed || chips_changed};
}

bool Sampler::AcceptChips() {
  bool changed = false;
  for (const Round::ChipResult& chip : round_->chips()) {
    const absl::Status& why = chip.report.counters.why();
    if (!why.ok() && ledger_.IsCurrent(chip.report)) {
      sysfs_.status =
          absl::Status(why.code(), absl::StrCat("neuron", chip.visit.index, ": ", why.message()));
    }
    if (chip.report.asked.has_value()) {
      ledger_.AcceptAnswers(chip.visit, *chip.report.asked, clock_->Monotonic());
    }
    changed |= ledger_.Accept(chip.report, clock_->Monotonic());
  }
  return changed;
}

void Sampler::AcceptPci() {
  if (!round_->pci().has_value()) {
    return;
  }
  const absl::StatusOr<PciSide>& pci = *round_->pci();
  if (pci.ok()) {
    SetPci(pass_started_at_, *pci);
  } else {
    ledger_.SetPciUnknown(pci.status());
    pci_.status = pci.status();
  }
}

void Sampler::SetPci(absl::Time read_at, const PciSide& pci) {
  ledger_.SetPci(pci);
  pci_.status = pci.functions.status();
  pci_.last_success = pci_.status.ok() ? read_at : pci_.last_success;
}

void Sampler::Seal(HolderScan holders) {
  std::shared_ptr<const Snapshot> snapshot = Assemble(Collect(std::move(holders)));
  may_be_held_ = MayBeHeld(*snapshot);
  round_ = nullptr;
  last_ = snapshot;
  pacer_.PassEnded();
  sink_(std::move(snapshot));
}

Findings Sampler::Collect(HolderScan holders) {
  Findings findings;
  findings.sequence = ++sequence_;
  findings.taken_at = pass_started_at_;
  findings.collection_time = clock_->Monotonic() - pass_started_;
  findings.inventory = ledger_.TakeInventory(clock_->Now());
  findings.valid_groups = last_ != nullptr && last_->inventory == findings.inventory
                              ? last_->valid_groups
                              : ValidGroups(*findings.inventory);
  AddCounters(&findings);
  processes_.status = holders.sight;
  findings.holders = std::move(holders);
  findings.sources = ReportSources();
  return findings;
}

void Sampler::AddCounters(Findings* findings) {
  std::vector<Round::ChipResult>& results = round_->chips();
  for (const Chip& chip : findings->inventory->chips) {
    const auto found = std::find_if(
        results.begin(), results.end(),
        [&](const Round::ChipResult& result) { return result.visit.index == chip.index; });
    const bool visited = found != results.end();
    findings->counters.push_back(
        visited ? std::move(found->report.counters)
                : Reading<ChipCounters>::Unknown(absl::UnavailableError("not read yet")));
    findings->read_at.push_back(visited ? found->read_at : pass_started_at_);
  }
}

std::vector<SourceReport> Sampler::ReportSources() {
  uevents_.status = events_->status();
  for (SourceReport* source : {&sysfs_, &processes_, &uevents_}) {
    if (source->status.ok()) {
      source->last_success = pass_started_at_;
    }
  }
  return {sysfs_, processes_, uevents_, pci_};
}

}  // namespace neuron
