#include "agent/snapshot/sampler.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/snapshot/host_report.h"

namespace neuron {
namespace {

// Subjects of reads that are not a chip.
constexpr int kHost = -1;
constexpr int kProcesses = -2;

// A host whose chips come and go in each of so many rounds is sealed as it was last seen.
constexpr int kRounds = 4;

void NoteSuccess(absl::Time now, SourceReport* source) {
  if (source->status.ok()) {
    source->last_success = now;
  }
}

bool MayBeHeld(const Snapshot& snapshot) {
  return !snapshot.holders.sight.ok() || !snapshot.holders.holders.empty() ||
         std::any_of(snapshot.chips.begin(), snapshot.chips.end(), [](const ChipState& chip) {
           return chip.allocation.occupancy != Occupancy::kFree;
         });
}

}  // namespace

// What the reads of one round fill in. Each slot is shared with its read, which may come back long
// after the round was given up.
struct Sampler::Round {
  struct ChipSlot {
    ChipVisit visit;
    absl::Time read_at;
    ChipReport report;
  };
  std::shared_ptr<HostReport> host = std::make_shared<HostReport>();
  std::vector<std::shared_ptr<ChipSlot>> chips;
  std::shared_ptr<HolderScan> holders = std::make_shared<HolderScan>();
};

Sampler::Sampler(Options options, Clock* clock, ReaderCrew::Post post, Driver* driver,
                 HolderSource* holders, Sink sink)
    : options_(std::move(options)),
      clock_(clock),
      driver_(driver),
      holders_(holders),
      sink_(std::move(sink)),
      crew_(clock, std::move(post), options_.deadline),
      ledger_(options_.book_path) {}

Sampler::~Sampler() = default;

void Sampler::Start() { StartPass(); }

void Sampler::StartPass() {
  pass_started_at_ = clock_->Now();
  pass_started_ = clock_->Monotonic();
  rounds_left_ = kRounds;
  StartRound();
}

void Sampler::StartRound() {
  --rounds_left_;
  round_ = std::make_unique<Round>();
  crew_.Start(PlanReads(),
              [this](const std::vector<absl::Status>& results) { FinishRound(results); });
}

std::vector<ReaderCrew::Read> Sampler::PlanReads() {
  std::vector<ReaderCrew::Read> reads;
  reads.push_back(
      {kHost, [slot = round_->host, host = options_.host] { *slot = VisitHost(host); }});
  for (ChipVisit& visit : ledger_.PlanVisits(clock_->Monotonic(), may_be_held_)) {
    auto slot = std::make_shared<Round::ChipSlot>();
    slot->read_at = clock_->Now();
    slot->visit = std::move(visit);
    reads.push_back({slot->visit.index, [slot, host = options_.host, driver = driver_] {
                       slot->report = VisitChip(host, driver, slot->visit);
                     }});
    round_->chips.push_back(std::move(slot));
  }
  reads.push_back(
      {kProcesses, [slot = round_->holders, holders = holders_, identities = ledger_.identities(),
                    now = clock_->Now()] { *slot = holders->Scan(identities, now); }});
  return reads;
}

void Sampler::FinishRound(const std::vector<absl::Status>& results) {
  const bool chips_changed = AcceptHost(results.front());
  const bool identities_changed =
      AcceptChips({results.begin() + 1,
                   results.begin() + 1 + static_cast<std::ptrdiff_t>(round_->chips.size())});
  const bool settled = !chips_changed && !identities_changed;
  if (!settled && rounds_left_ > 0) {
    StartRound();
    return;
  }
  AcceptHolders(results.back(), settled);
  Seal();
}

void Sampler::AcceptHolders(const absl::Status& result, bool settled) {
  if (!result.ok()) {
    // A slot is its read's for as long as that is out: another takes its place.
    round_->holders = std::make_shared<HolderScan>();
    round_->holders->sight =
        absl::Status(result.code(), absl::StrCat(options_.host.proc, ": ", result.message()));
  } else if (!settled) {
    round_->holders->sight =
        absl::UnavailableError("the chips changed while their holders were looked for");
  }
}

bool Sampler::AcceptHost(const absl::Status& result) {
  sysfs_.status = result.ok() ? round_->host->chips.status() : result;
  if (!sysfs_.status.ok()) {
    return false;
  }
  ledger_.SetHost(std::move(round_->host->host), round_->host->boot_id);
  return ledger_.SetChips(*round_->host->chips);
}

bool Sampler::AcceptChips(const std::vector<absl::Status>& results) {
  bool changed = false;
  for (std::size_t i = 0; i < results.size(); ++i) {
    Round::ChipSlot& slot = *round_->chips[i];
    if (!results[i].ok()) {
      auto silent = std::make_shared<Round::ChipSlot>();
      silent->visit = slot.visit;
      silent->read_at = slot.read_at;
      silent->report = SilentChip(slot.visit, results[i]);
      round_->chips[i] = std::move(silent);
    }
    const absl::Status& why = round_->chips[i]->report.counters.why();
    if (!why.ok()) {
      sysfs_.status = absl::Status(
          why.code(), absl::StrCat("neuron", round_->chips[i]->visit.index, ": ", why.message()));
    }
    changed |= ledger_.Accept(round_->chips[i]->report, clock_->Monotonic());
  }
  return changed;
}

void Sampler::Seal() {
  std::shared_ptr<const Snapshot> snapshot = Assemble(Collect());
  may_be_held_ = MayBeHeld(*snapshot);
  round_ = nullptr;
  const absl::Duration rest =
      std::max(absl::ZeroDuration(), pass_started_ + options_.period - clock_->Monotonic());
  next_pass_ = clock_->CallAfter(rest, [this] { StartPass(); });
  sink_(std::move(snapshot));
}

Findings Sampler::Collect() {
  Findings findings;
  findings.sequence = ++sequence_;
  findings.taken_at = pass_started_at_;
  findings.collection_time = clock_->Monotonic() - pass_started_;
  findings.inventory = ledger_.TakeInventory(clock_->Now());
  findings.holders = std::move(*round_->holders);
  processes_.status = findings.holders.sight;
  NoteSuccess(pass_started_at_, &processes_);
  NoteSuccess(pass_started_at_, &sysfs_);
  for (const Chip& chip : findings.inventory->chips) {
    const auto slot =
        std::find_if(round_->chips.begin(), round_->chips.end(),
                     [&](const auto& candidate) { return candidate->visit.index == chip.index; });
    const bool visited = slot != round_->chips.end();
    findings.counters.push_back(
        visited ? std::move((*slot)->report.counters)
                : Reading<ChipCounters>::Unknown(absl::UnavailableError("not read yet")));
    findings.read_at.push_back(visited ? (*slot)->read_at : pass_started_at_);
  }
  findings.sources = {sysfs_, processes_};
  return findings;
}

}  // namespace neuron
