#include "agent/snapshot/sampler.h"

#include <algorithm>
#include <utility>

#include "agent/base/append.h"
#include "agent/device/firmware_event_file.h"

namespace neuron {
namespace {

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
      post_(post),
      crew_(clock, post, options_.deadline),
      scout_(clock, post, options_.deadline),
      ledger_(options_.book_path, {options_.groups, options_.period}),
      visits_(&ledger_, &crew_, clock, post, options_.deadline,
              {[this] { pacer_.LookAgain(); },
               [this](std::vector<ChipReport> looks) { TellOfLooks(std::move(looks)); }}),
      sealer_(options_.policy, options_.rules, clock,
              {sources.facts, sources.datastores, sources.verdicts}, std::move(sink)),
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
  sources_.firmware->Start(lifetime_.Guard([this](int chip) { visits_.Look(chip); }));
  sources_.facts->Start(lifetime_.Guard([this] { sealer_.SealWorkload(); }),
                        lifetime_.Guard([this] { looks_.Want(); }));
  sources_.demand->Start(
      [post = post_, again = lifetime_.Guard([this] { pacer_.LookAgain(); })] { post(again); });
  pacer_.Start();
}

void Sampler::OnEvent() {
  following_.Renew();
  pci_.Doubt(clock_->Monotonic());
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
  wish_ = sources_.demand->Latest();
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
      states_.uevents.status = sources_.events->status();
      sealer_.SealFirstWord(ledger_.TakeInventory(clock_->Now()),
                            states_.Reports(sources_.traces->wanted()));
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
    pci_.Plan(pass_started_at_, pass_started_, round_.get());
  }
  crew_.Start(round_->TakeReads(),
              [this](const std::vector<absl::Status>& results) { FinishRound(results); });
  --rounds_left_;
}

bool Sampler::PciIsDue() const {
  // Passes of the period do not come while events do not end.
  const absl::Duration grace =
      reason_ == PassPacer::Reason::kEvent ? options_.period : absl::ZeroDuration();
  return rounds_left_ == kRounds && pci_.IsDue(pass_started_ - grace);
}

void Sampler::PlanChips() {
  const Snapshot* const last = sealer_.last().get();
  visits_.Plan(last == nullptr || MayBeHeld(*last), IsInHaste(), wish_.groups, round_.get());
}

// Who asked is waiting for the slow groups.
bool Sampler::IsInHaste() const {
  const bool is_new_wish = sealer_.last() != nullptr && wish_.number > sealer_.last()->wish;
  return reason_ == PassPacer::Reason::kEvent && !is_new_wish;
}

void Sampler::TellOfLooks(std::vector<ChipReport> looks) {
  if (round_ != nullptr) {
    for (const ChipReport& look : looks) {
      round_->Overtake(look);
    }
  }
  sealer_.SealLooks({ledger_.TakeInventory(clock_->Now()), ledger_.driver_loads(),
                     ledger_.module_inode(), std::move(looks)});
}

void Sampler::FinishRound(const std::vector<absl::Status>& results) {
  round_->Finish(results);
  const bool chips_changed = AcceptHost();
  const ChipVisits::Outcome chips = visits_.Accept(&round_->chips());
  states_.sysfs.status.Update(chips.status);
  pci_.Accept(*round_, pass_started_at_);
  const bool settled = !chips_changed && !chips.identities_changed;
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
  states_.processes.status = report.holders.sight;
  states_.containers.status = report.containers.sight;
  following_.Follow(report);
  sealer_.Take(std::move(report));
}

bool Sampler::AcceptHost() {
  const absl::StatusOr<HostReport>& host = round_->host();
  states_.sysfs.status = host.ok() ? host->chips.status() : host.status();
  if (overtaken_.has_value()) {
    return overtaken_->chips;
  }
  return states_.sysfs.status.ok() && Accept(*host).chips;
}

Sampler::Change Sampler::Accept(const HostReport& report) {
  const bool host_changed = ledger_.SetHost(report);
  const bool chips_changed = ledger_.SetChips(*report.chips);
  if ((host_changed || chips_changed) && (round_ == nullptr || !round_->pci().has_value())) {
    pci_.Doubt(pass_started_);
  }
  return {chips_changed, host_changed || chips_changed};
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
  findings.wish = wish_.number;
  findings.inventory = ledger_.TakeInventory(clock_->Now());
  visits_.AddCounters(&round_->chips(), pass_started_at_, &findings);
  findings.probes = sources_.edges->Reports();
  if (following_.HasLost(findings.probes)) {
    looks_.Want();
  }
  AddTraces(&findings);
  findings.kernel_log = listener_.Report();
  NoteSuccess();
  findings.sources = states_.Reports(sources_.traces->wanted());
  return findings;
}

void Sampler::AddTraces(Findings* findings) {
  TraceReport report = round_->TakeTraces();
  states_.traces.status = report.status;
  findings->traces = std::move(report.traces);
  Append(std::move(report.probes), &findings->probes);
}

void Sampler::NoteSuccess() {
  states_.uevents.status = sources_.events->status();
  states_.edges.status = sources_.edges->status();
  states_.kernel_log.status = listener_.status();
  states_.firmware.status = sources_.firmware->status();
  states_.NoteSuccess(pass_started_at_);
}

}  // namespace neuron
