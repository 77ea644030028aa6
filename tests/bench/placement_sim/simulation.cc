#include "tests/bench/placement_sim/simulation.h"

#include <algorithm>
#include <utility>

namespace neuron {
namespace {

constexpr int kChipsOfAHost = 16;
// More who wait for one size do not change what happens.
constexpr int kMostWaiting = 4;

// Streams of draws that do not depend on each other.
enum Stream : std::uint64_t { kLot, kScheduler, kShown, kHosts };

std::uint64_t SeedOf(const SimulationSize& size, std::uint64_t stream) {
  constexpr std::uint64_t kStreams = 1000003;
  return size.seed * kStreams + stream;
}

Scheduler::Rules RulesOf(const PlacementMode& mode) { return {mode.attributes, mode.port_tokens}; }

absl::optional<HostAgent::Ways> WaysOf(const PlacementMode& mode,
                                       const ConstraintCatalog* catalog) {
  if (!mode.attributes) {
    return absl::nullopt;
  }
  HostAgent::Ways ways;
  ways.reservations = mode.reservations;
  ways.known = mode.lookup ? catalog : nullptr;
  return ways;
}

}  // namespace

Simulation::Simulation(const PlacementMode& mode, const SimulationSize& size)
    : size_(size),
      catalog_(mode.leases ? ConstraintCatalog::Floating() : ConstraintCatalog::Pinned()),
      scheduler_(size.hosts, RulesOf(mode), &catalog_, SeedOf(size, kScheduler)),
      shown_(size.hosts, &agenda_, SeedOf(size, kShown),
             [this](std::size_t host, const ShownAttributes::Attributes& attributes) {
               scheduler_.Show(host, catalog_.Met(attributes));
               Try(host);
             }),
      lot_(SeedOf(size, kLot)) {
  for (std::size_t index = 0; index < size.hosts; ++index) {
    AddHost(mode, index);
  }
}

void Simulation::AddHost(const PlacementMode& mode, std::size_t index) {
  constexpr std::uint64_t kStreamsOfAHost = 4;
  const std::uint64_t seed = SeedOf(size_, kHosts + kStreamsOfAHost * index);
  Host host;
  host.writer = std::make_unique<AttributeWriter>(
      &agenda_, seed, [this, index](PublishPlan::Attributes attributes) {
        shown_.Write(index, std::move(attributes));
      });
  SimHost::Links links;
  links.agenda = &agenda_;
  links.wanted = [writer = host.writer.get()](std::vector<DesiredAttribute> attributes) {
    writer->Want(std::move(attributes));
  };
  links.stopped = [this](const TaskEnd& end) { Stop(end); };
  host.host = std::make_unique<SimHost>(WaysOf(mode, &catalog_), seed + 1, std::move(links));
  hosts_.push_back(std::move(host));
}

SimulationResult Simulation::Run() {
  for (Host& host : hosts_) {
    host.host->Start();
  }
  Submit();
  while (agenda_.DoNext()) {
  }
  return result_;
}

void Simulation::Submit() {
  if (IsDone()) {
    return;
  }
  const WantedTask task = lot_.Draw();
  const auto same = std::count_if(waiting_.begin(), waiting_.end(), [&](const WantedTask& other) {
    return other.chips == task.chips;
  });
  if (same < kMostWaiting) {
    Want(task);
  }
  agenda_.After(lot_.DrawPause(static_cast<int>(size_.hosts)), [this] { Submit(); });
}

void Simulation::Want(const WantedTask& task) {
  if (IsDone()) {
    return;
  }
  const absl::optional<Scheduler::Placement> placement = scheduler_.Place(task.chips);
  if (placement.has_value()) {
    Send(*placement, task);
  } else {
    waiting_.push_back(task);
  }
}

void Simulation::Try(std::size_t host) {
  for (auto task = waiting_.begin(); task != waiting_.end() && !IsDone();) {
    const absl::optional<Scheduler::Placement> placement = scheduler_.PlaceOn(host, task->chips);
    if (placement.has_value()) {
      Send(*placement, *task);
      task = waiting_.erase(task);
    } else {
      ++task;
    }
  }
}

void Simulation::Send(const Scheduler::Placement& placement, const WantedTask& task) {
  scheduler_.Take(placement);
  const std::uint64_t number = ++result_.placements;
  placed_[number] = {placement, task};
  hosts_[placement.host].host->Send({number, placement.definition}, task);
  if (IsDone()) {
    Conclude();
  }
}

void Simulation::Stop(const TaskEnd& end) {
  const Placed placed = placed_[end.task];
  placed_.erase(end.task);
  scheduler_.GiveBack(placed.placement);
  Try(placed.placement.host);
  if (end.double_booked) {
    ++result_.double_bookings;
    result_.apart = std::max(result_.apart, end.apart);
    Want(placed.wanted);
  }
}

void Simulation::Conclude() {
  result_.length = agenda_.now();
  absl::Duration idle;
  for (const Host& host : hosts_) {
    idle += host.host->ledger().IdleUntil(agenda_.now());
  }
  const auto chips = static_cast<double>(kChipsOfAHost * hosts_.size());
  result_.idle_ratio = absl::FDivDuration(idle, agenda_.now()) / chips;
}

}  // namespace neuron
