#include "tests/bench/fleet_sim/fleet.h"

#include <algorithm>

namespace neuron {
namespace {

constexpr absl::Duration kStart = absl::Minutes(20);
constexpr absl::Duration kSettle = absl::Minutes(20);
constexpr absl::Duration kCalm = absl::Minutes(5);
// What comes back after so long comes back together.
constexpr absl::Duration kLate = absl::Minutes(1);
constexpr absl::Duration kStarving = absl::Minutes(15);
constexpr double kModifyPerSecond = 40;
constexpr double kReadPerSecond = 20;

// Streams of draws that do not depend on each other.
enum Stream : std::uint64_t { kWork, kAgents, kAccount, kCustomer };

std::uint64_t SeedOf(std::uint64_t seed, Stream stream) {
  constexpr std::uint64_t kStreams = 1000003;
  return seed * kStreams + stream;
}

double RefusedRatio(const CallBook::Sum& calls) {
  const std::uint64_t all = calls.granted + calls.refused;
  return all == 0 ? 0 : static_cast<double>(calls.refused) / static_cast<double>(all);
}

}  // namespace

Fleet::Fleet(const FleetScenario& scenario, std::size_t hosts, std::uint64_t seed)
    : scenario_(scenario),
      work_(SeedOf(seed, kWork)),
      agents_(SeedOf(seed, kAgents)),
      account_(hosts, &clock_, SeedOf(seed, kAccount),
               [this](std::size_t host, const std::vector<EcsAttribute>& held) {
                 hosts_[host]->Show(held);
               }),
      customer_(scenario.run_tasks_per_second, &account_, &clock_, SeedOf(seed, kCustomer)) {
  for (std::size_t index = 0; index < hosts; ++index) {
    hosts_.push_back(std::make_unique<FleetHost>(
        index, scenario.on_stop,
        FleetHost::World{&clock_, &account_, &views_, &book_, &agents_, &files_}));
  }
}

FleetResult Fleet::Run() {
  AwaitChange();
  EachWithin(kStart, [](FleetHost* host) { host->StartAgent(); });
  clock_.Advance(kStart + kSettle);
  counted_from_ = clock_.Monotonic();
  book_.Open(counted_from_);
  customer_.BeginCount();
  clock_.Advance(kCalm);
  BeginTrouble();
  clock_.Advance(scenario_.trouble.length + scenario_.trouble.most_away);
  EndTrouble();
  clock_.Advance(std::min(scenario_.afterwards, kStarving));
  if (scenario_.trouble.what != FleetTrouble::What::kNothing) {
    customer_.EndCount();
  }
  clock_.Advance(scenario_.afterwards - std::min(scenario_.afterwards, kStarving));
  return Conclude();
}

void Fleet::EachWithin(absl::Duration length, const std::function<void(FleetHost*)>& act) {
  turns_.clear();
  for (const std::unique_ptr<FleetHost>& host : hosts_) {
    turns_.push_back(clock_.CallAfter(work_.Between(absl::ZeroDuration(), length),
                                      [act, host = host.get()] { act(host); }));
  }
}

// Hosts that do not know each other change as one would that changes as often as all of them.
void Fleet::AwaitChange() {
  const absl::Duration pause =
      work_.Exponential(scenario_.change_every / static_cast<double>(hosts_.size()));
  change_ = clock_.CallAfter(pause, [this] {
    hosts_[work_.Pick(hosts_.size())]->Toggle(static_cast<int>(work_.Pick(RowViews::kRows)));
    AwaitChange();
  });
}

void Fleet::BeginTrouble() {
  const FleetTrouble& trouble = scenario_.trouble;
  const auto away = [this, &trouble] {
    return work_.Between(trouble.least_away, trouble.most_away);
  };
  switch (trouble.what) {
    case FleetTrouble::What::kNothing:
      return;
    case FleetTrouble::What::kDriver:
      EachWithin(trouble.length, [away](FleetHost* host) { host->RestartDriver(away()); });
      break;
    case FleetTrouble::What::kAgent:
      EachWithin(trouble.length, [away](FleetHost* host) { host->ReplaceAgent(away()); });
      break;
    case FleetTrouble::What::kOutage:
      account_.set_down(true);
      break;
  }
  customer_.BeginCount();
}

void Fleet::EndTrouble() {
  calm_from_ = clock_.Monotonic();
  account_.set_down(false);
  if (scenario_.trouble.what == FleetTrouble::What::kNothing) {
    return;
  }
  for (const std::unique_ptr<FleetHost>& host : hosts_) {
    host->truth().AwaitRecovery(calm_from_);
  }
}

FleetResult Fleet::Conclude() {
  const absl::Duration now = clock_.Monotonic();
  for (const std::unique_ptr<FleetHost>& host : hosts_) {
    host->truth().Conclude(now);
  }
  FleetResult result;
  const double seconds = absl::ToDoubleSeconds(now - counted_from_);
  const CallBook::Sum writes = account_.writes().Between(counted_from_, now);
  result.writes = writes.granted;
  result.bucket_ratio = static_cast<double>(writes.granted) / seconds / kModifyPerSecond;
  result.refused_ratio = RefusedRatio(writes);
  result.peak = writes.peak;
  result.late_peak = account_.writes().Between(calm_from_ + kLate, now).peak;
  result.read_ratio = static_cast<double>(account_.reads().Between(counted_from_, now).granted) /
                      seconds / kReadPerSecond;
  AddAccuracy(now - counted_from_, &result);
  AddCustomer(&result);
  return result;
}

void Fleet::AddAccuracy(absl::Duration length, FleetResult* result) const {
  const absl::Duration host_time = length * static_cast<double>(hosts_.size());
  result->less_p50_seconds = book_.less().Percentile(50);
  result->less_p99_seconds = book_.less().Percentile(99);
  result->more_p50_seconds = book_.more().Percentile(50);
  result->more_p99_seconds = book_.more().Percentile(99);
  result->lying_ratio = absl::FDivDuration(book_.lied(), host_time);
  result->hiding_ratio = absl::FDivDuration(book_.hid(), host_time);
  result->lie_seconds = book_.lies().Mean();
  result->recovery_seconds = book_.recoveries().Percentile(100);
}

void Fleet::AddCustomer(FleetResult* result) const {
  const auto calls = static_cast<double>(std::max<std::uint64_t>(customer_.calls(), 1));
  result->run_task_failed_ratio = static_cast<double>(customer_.failed()) / calls;
  result->run_task_p99_seconds = customer_.waits().Percentile(99);
}

}  // namespace neuron
