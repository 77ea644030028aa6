#include "agent/snapshot/sampler.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/device/firmware_event_file.h"

namespace neuron {
namespace {

constexpr absl::Duration kPciPeriod = absl::Minutes(1);

// A host whose chips come and go in each of so many rounds is sealed as it was last seen.
constexpr int kRounds = 4;

bool MayBeHeld(const Snapshot& snapshot) {
  return !snapshot.evidence.holders.sight.ok() || !snapshot.evidence.holders.holders.empty() ||
         std::any_of(snapshot.chips.begin(), snapshot.chips.end(), [](const ChipState& chip) {
           return chip.allocation.occupancy != Occupancy::kFree;
         });
}

}  // namespace

Sampler::Sampler(Options options, Clock* clock, ReaderCrew::Post post, Sources sources,
                 Sealer::Sink sink)
    : options_(std::move(options)),
      clock_(clock),
      sources_(sources),
      crew_(clock, post, options_.deadline),
      scout_(clock, post, options_.deadline),
      ledger_(options_.book_path, {options_.groups, options_.period}),
      sealer_(options_.policy, options_.rules, clock, {sources.facts, sources.datastores},
              std::move(sink)),
      looks_(
          clock, std::move(post), options_.deadline, sources.visitor,
          [this] { return PlanWorkload(); },
          [this](WorkloadReport report) { FinishLook(std::move(report)); }),
      pacer_(clock, options_.period, [this](PassPacer::Reason reason) { StartPass(reason); }),
      following_(sources.edges, clock),
      listener_(sources.log, clock, options_.instance_id,
                {[this] { return sealer_.last()->inventory; },
                 [this](const Sign& sign, absl::Duration at) { Note(sign, at); }}) {}

Sampler::~Sampler() = default;

void Sampler::Start() {
  sources_.events->Start(lifetime_.Guard([this] { OnEvent(); }));
  sources_.edges->Start(lifetime_.Guard([this](const Edge& edge) { OnEdge(edge); }));
  sources_.firmware->Start(lifetime_.Guard([this](int) { pacer_.LookAgain(); }));
  sources_.facts->Start(lifetime_.Guard([this] { sealer_.SealWorkload(); }),
                        lifetime_.Guard([this] { looks_.Want(); }));
  pacer_.Start();
}

void Sampler::OnEvent() {
  following_.Renew();
  pci_due_ = std::min(pci_due_, clock_->Monotonic());
  if (round_ != nullptr && !glancing_) {
    StartGlance();
  }
  pacer_.LookAgain();
}

void Sampler::OnEdge(const Edge& edge) {
  if (edge.kind == Edge::Kind::kLost) {
    following_.Doubt();
  }
  if (edge.kind == Edge::Kind::kRenewed) {
    // How the source fares is told by passes alone.
    pacer_.LookAgain();
  }
  if (edge.kind == Edge::Kind::kExited && sources_.datastores != nullptr) {
    sources_.datastores->NoteExit(edge.pid);
  }
  looks_.Want();
}

void Sampler::Note(const Sign& sign, absl::Duration at) {
  sealer_.Note(sign, at);
  pacer_.LookAgain();
}

void Sampler::Listen() {
  const std::shared_ptr<const Inventory>& inventory = sealer_.last()->inventory;
  listener_.Listen();
  if (std::exchange(followed_, inventory) != inventory) {
    sources_.firmware->Follow(FirmwareEventFiles(*inventory));
  }
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
    if (change.any && sealer_.last() != nullptr) {
      uevents_.status = sources_.events->status();
      sealer_.SealFirstWord(ledger_.TakeInventory(clock_->Now()), ReportSources());
    }
  }
  if (std::exchange(round_waits_, false)) {
    StartRound();
  }
}

void Sampler::StartRound() {
  round_ = std::make_unique<Round>(options_.host, sources_.driver, sources_.visitor);
  overtaken_ = absl::nullopt;
  round_->AddHost();
  PlanChips();
  round_->AddWorkload(PlanWorkload());
  PlanTraces();
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
  const Snapshot* const last = sealer_.last().get();
  std::vector<ChipVisit> visits =
      ledger_.PlanVisits({clock_->Monotonic(), clock_->Now(), last == nullptr || MayBeHeld(*last),
                          reason_ == PassPacer::Reason::kEvent});
  for (ChipVisit& visit : visits) {
    if (crew_.IsOut(visit.index)) {
      visit.left_alone = absl::DeadlineExceededError("an earlier read has not come back yet");
      visit.ask = false;
    }
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
    AcceptWorkload(settled);
    Seal();
  }
}

void Sampler::PlanTraces() {
  if (!sources_.traces->wanted()) {
    return;
  }
  std::vector<ProcessId> holders;
  if (sealer_.last() != nullptr) {
    for (const Holder& holder : sealer_.last()->evidence.holders.holders) {
      if (!holder.held.empty()) {
        holders.push_back({holder.pid, holder.start_ticks});
      }
    }
  }
  round_->AddTraces(sources_.traces, std::move(holders), ledger_.identities());
}

WorkloadPlan Sampler::PlanWorkload() {
  return {++turn_, ledger_.identities(), clock_->Now(), clock_->Monotonic()};
}

void Sampler::FinishLook(WorkloadReport report) {
  following_.Follow(report);
  sealer_.Take(std::move(report));
  sealer_.SealWorkload();
}

void Sampler::AcceptWorkload(bool settled) {
  WorkloadReport report = round_->TakeWorkload();
  if (!settled) {
    report = BlindReport(
        PlanWorkload(),
        absl::UnavailableError("the chips changed while their holders were looked for"));
  }
  processes_.status = report.holders.sight;
  containers_.status = report.containers.sight;
  following_.Follow(report);
  sealer_.Take(std::move(report));
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
    NoteAnswer(chip);
    changed |= ledger_.Accept(chip.report, clock_->Monotonic());
  }
  return changed;
}

void Sampler::NoteAnswer(const Round::ChipResult& chip) {
  if (chip.visit.left_alone.ok()) {
    const bool given_up = absl::IsDeadlineExceeded(chip.report.counters.why());
    ledger_.NoteAnswer(chip.report, given_up, clock_->Monotonic());
  }
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

void Sampler::Seal() {
  Findings findings = Collect();
  round_ = nullptr;
  pacer_.PassEnded();
  sealer_.SealPass(std::move(findings));
  Listen();
}

Findings Sampler::Collect() {
  Findings findings;
  findings.taken_at = pass_started_at_;
  findings.collection_time = clock_->Monotonic() - pass_started_;
  findings.inventory = ledger_.TakeInventory(clock_->Now());
  AddCounters(&findings);
  findings.probes = sources_.edges->Reports();
  if (following_.HasLost(findings.probes)) {
    looks_.Want();
  }
  AddTraces(&findings);
  NoteSuccess();
  findings.sources = ReportSources();
  return findings;
}

void Sampler::AddTraces(Findings* findings) {
  TraceReport report = round_->TakeTraces();
  traces_.status = report.status;
  findings->traces = std::move(report.traces);
  std::move(report.probes.begin(), report.probes.end(), std::back_inserter(findings->probes));
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
    findings->appearances.push_back(ledger_.AppearanceOf(chip.index));
  }
  findings->driver_load = ledger_.driver_loads();
}

void Sampler::NoteSuccess() {
  uevents_.status = sources_.events->status();
  edges_.status = sources_.edges->status();
  kernel_log_.status = listener_.status();
  firmware_.status = sources_.firmware->status();
  for (SourceReport* source : {&sysfs_, &processes_, &uevents_, &containers_, &edges_, &kernel_log_,
                               &firmware_, &traces_}) {
    if (source->status.ok()) {
      source->last_success = pass_started_at_;
    }
  }
}

std::vector<SourceReport> Sampler::ReportSources() const {
  std::vector<SourceReport> reports = {sysfs_,      processes_, uevents_,    pci_,
                                       containers_, edges_,     kernel_log_, firmware_};
  if (sources_.traces->wanted()) {
    reports.push_back(traces_);
  }
  return reports;
}

}  // namespace neuron
