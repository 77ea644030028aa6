#include "tests/soak/source_mishaps.h"

#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/substitute.h"

namespace neuron {
namespace {

constexpr std::size_t kMostHolders = 4;
constexpr int kLongestHang = 20;
constexpr int kFlood = 300;

// $0 is a chip, $1 a number.
const std::vector<std::string>& Lines() {
  static const std::vector<std::string> lines = {
      "NEURON_HW_ERR=HBM_UNCORRECTABLE_ERROR nd-id=$0 nc-id=0",
      "NEURON_HW_ERR=SRAM_UNCORRECTABLE_ERROR nd-id=$0 nc-id=1 note=$1",
      "NEURON_HW_ERR=DMA_ERROR nd-id=$0 serial-num=ffff0000$1",
      "NEURON_HW_ERR=DMA_ERROR nd-id=77",
      "NEURON_HW_ERR=NEW_ERROR_$1 nd-id=$0",
      "NEURON_HW_ERR=DMA_ERROR NEURON_HW_ERR=DMA_ERROR nd-id=$0",
      "neuron:nr_reset_thread_fn: nd$0: reset request $1 failed",
      "neuron:nr_reset_thread_fn: nd$0: reset request $1 completed",
      "usb 1-$0: new high-speed USB device number $1",
      "NEURON_HW_ERR=",
  };
  return lines;
}

// A chip is well again ten seconds after the last sign, however often it was ill.
HealthRules ForgivingRules() {
  constexpr absl::Duration kHold = absl::Seconds(10);
  HealthRules rules = DefaultHealthRules();
  rules.rules_by_type.clear();
  for (HealthRule& rule : rules.rules) {
    rule.window = kHold;
    rule.hold = kHold;
  }
  rules.longest_hold = kHold;
  rules.flap_budget = 1'000'000;
  return rules;
}

}  // namespace

SourceMishaps::SourceMishaps(Lot* lot, WornHost* host, PassMill* mill)
    : lot_(lot), host_(host), mill_(mill) {}

SourceMishaps::~SourceMishaps() { OpenGate(); }

std::vector<Mishap> SourceMishaps::All() {
  return {
      {"somebody takes a chip", 8, [this] { Hold(); }},
      {"somebody leaves a chip", 10, [this] { LetGo(); }},
      {"a container comes or goes", 4, [this] { Run(); }},
      {"not everybody is seen", 2, [this] { Blind(); }},
      {"the look at the processes hangs", 1, [this] { HangLook(); }},
      {"the kernel says something", 5, [this] { Say(); }},
      {"the kernel's log is flooded", 1, [this] { Flood(); }},
      {"the clock is set", 2, [this] { SetClock(); }},
      {"other rules", 4, [this] { SetRules(); }},
      {"a source fails", 2, [this] { Fail(); }},
      {"edges are lost", 1, [this] { LoseEdges(); }},
      {"a datastore is read", 4, [this] { FillDatastore(); }},
  };
}

void SourceMishaps::GoOn() {
  if (gate_ != nullptr && --gate_opens_in_ <= 0) {
    OpenGate();
  }
}

void SourceMishaps::End() {
  OpenGate();
  for (const auto& [pid, chip] : holders_) {
    mill_->holders.LetGo(pid);
  }
  for (const std::string& id : containers_) {
    mill_->containers.Remove(id);
  }
  holders_.clear();
  containers_.clear();
  mill_->holders.SetSight(absl::OkStatus());
  mill_->containers.SetSight(absl::OkStatus());
  mill_->log.fares = absl::OkStatus();
  mill_->events.SetStatus(absl::OkStatus());
  mill_->edges.SetStatus(absl::OkStatus());
  mill_->firmware.SetStatus(absl::OkStatus());
  mill_->datastores.signs.clear();
  mill_->sampler->SetRules(ForgivingRules());
}

ChipSet SourceMishaps::taken() const {
  ChipSet taken;
  for (const auto& [pid, held] : holders_) {
    // What was opened before the chip or its driver went holds nothing that is there now.
    if (host_->IdentityOf(held.first) == held.second) {
      taken.Add(held.first);
    }
  }
  return taken;
}

std::string SourceMishaps::AnyLine() {
  const std::vector<int> chips = host_->all_chips().chips();
  return absl::Substitute(lot_->Of(Lines()), lot_->Of(chips),
                          absl::StrFormat("%08d", lot_->Below(10000)));
}

void SourceMishaps::Hear(Edge::Kind kind, int pid) {
  if (!lot_->OnceIn(4)) {
    Edge edge;
    edge.kind = kind;
    edge.at = mill_->clock.Monotonic();
    edge.pid = pid;
    mill_->edges.Hear(edge);
  }
}

void SourceMishaps::OpenGate() {
  if (gate_ != nullptr) {
    mill_->holders.OnScan(nullptr);
    gate_->Open();
    gate_ = nullptr;
  }
}

void SourceMishaps::Hold() {
  const std::vector<int> chips = host_->chips().chips();
  if (chips.empty() || holders_.size() >= kMostHolders) {
    return;
  }
  const int chip = lot_->Of(chips);
  const DeviceIdentity identity = host_->IdentityOf(chip);
  holders_[++next_pid_] = {chip, identity};
  mill_->holders.Hold(next_pid_, identity);
  Hear(Edge::Kind::kOpened, next_pid_);
}

void SourceMishaps::LetGo() {
  if (holders_.empty()) {
    return;
  }
  auto holder = holders_.begin();
  std::advance(holder, static_cast<std::ptrdiff_t>(lot_->Below(holders_.size())));
  const int pid = holder->first;
  holders_.erase(holder);
  mill_->holders.LetGo(pid);
  Hear(lot_->OnceIn(2) ? Edge::Kind::kClosed : Edge::Kind::kExited, pid);
}

void SourceMishaps::Run() {
  const std::vector<int> chips = host_->chips().chips();
  if (containers_.size() >= kMostHolders || chips.empty()) {
    if (!containers_.empty()) {
      mill_->containers.Remove(containers_.front());
      containers_.erase(containers_.begin());
    }
    return;
  }
  const std::string id = absl::StrFormat("%064x", ++next_pid_);
  containers_.push_back(id);
  mill_->containers.Run(id, next_pid_, {host_->IdentityOf(lot_->Of(chips))});
}

void SourceMishaps::Blind() {
  const bool sees = lot_->OnceIn(2);
  mill_->holders.SetSight(sees ? absl::OkStatus() : absl::PermissionDeniedError("root only"));
  mill_->containers.SetSight(lot_->OnceIn(2) ? absl::OkStatus()
                                             : absl::UnavailableError("no cgroups"));
}

void SourceMishaps::HangLook() {
  if (gate_ == nullptr) {
    gate_ = std::make_shared<Gate>();
    gate_opens_in_ = 1 + static_cast<int>(lot_->Below(kLongestHang));
    mill_->holders.OnScan([gate = gate_] { gate->Pass(); });
  }
}

void SourceMishaps::Say() { mill_->log.Say(AnyLine(), mill_->clock.Now()); }

void SourceMishaps::Flood() {
  for (int i = 0; i < kFlood; ++i) {
    Say();
  }
}

void SourceMishaps::SetClock() {
  constexpr std::uint64_t kDay = 86400;
  const absl::Duration by = absl::Milliseconds(1 + 1000 * lot_->Below(kDay));
  mill_->clock.JumpWall(lot_->OnceIn(2) ? by : -by);
}

void SourceMishaps::SetRules() {
  mill_->sampler->SetRules(lot_->OnceIn(2) ? DefaultHealthRules() : ForgivingRules());
}

void SourceMishaps::Fail() {
  const absl::Status why =
      lot_->OnceIn(2) ? absl::OkStatus() : absl::UnavailableError("out of order");
  switch (lot_->Below(4)) {
    case 0:
      return mill_->events.SetStatus(why);
    case 1:
      return mill_->edges.SetStatus(why);
    case 2:
      return mill_->firmware.SetStatus(why);
    default:
      mill_->log.fares = why;
  }
}

void SourceMishaps::LoseEdges() {
  Hear(lot_->OnceIn(2) ? Edge::Kind::kLost : Edge::Kind::kRenewed, 0);
}

void SourceMishaps::FillDatastore() {
  constexpr int kMostCores = 8;
  for (const int chip : host_->chips().chips()) {
    DatastoreSigns signs;
    signs.at = mill_->clock.Monotonic();
    for (int core = 0; core < kMostCores; ++core) {
      signs.time_in_use.emplace_back(lot_->Below(std::uint64_t{1} << 40));
    }
    mill_->datastores.signs[chip] = std::move(signs);
  }
}

}  // namespace neuron
