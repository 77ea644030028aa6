#include "tests/simulator/loop.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <iostream>
#include <optional>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "agent/base/file.h"
#include "agent/base/status.h"

namespace neuron::sim {
namespace {

// How long a workload may take over SIGTERM.
constexpr absl::Duration kGrace = absl::Seconds(2);
// The longest that poll is told to wait: what it takes is an int.
constexpr absl::Duration kLongestWait = absl::Hours(1);

sigset_t OurSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGCHLD);
  return signals;
}

class Loop {
 public:
  Loop(Mount* mount, Simulation* simulation, std::optional<ScenarioPlayer> player, int signals)
      : mount_(mount), simulation_(simulation), player_(std::move(player)), signals_(signals) {}

  void Run() {
    while (!ShouldEnd()) Turn();
    player_.reset();
    simulation_->workloads()->EndAll(SIGTERM);
    // Their last closes are requests: they must be served, or the workloads never end.
    for (const absl::Time deadline = absl::Now() + kGrace; StillEnding(deadline);) Turn();
    simulation_->workloads()->EndAll(SIGKILL);
    for (const absl::Time deadline = absl::Now() + kGrace; StillEnding(deadline);) Turn();
  }

 private:
  bool ShouldEnd() const { return told_to_end_ || !mounted_ || simulation_->quit(); }

  bool StillEnding(absl::Time deadline) const {
    return mounted_ && !simulation_->workloads()->empty() && absl::Now() < deadline;
  }

  int TimeoutMs() const {
    absl::Time until = absl::InfiniteFuture();
    const auto played = player_ ? player_->NextDue() : std::nullopt;
    for (const std::optional<absl::Time>& due :
         {played, simulation_->NextDue(), mount_->NextDue()}) {
      if (due) until = std::min(until, *due);
    }
    if (until == absl::InfiniteFuture()) return -1;
    const absl::Duration wait = std::clamp(until - absl::Now(), absl::ZeroDuration(), kLongestWait);
    return static_cast<int>(absl::ToInt64Milliseconds(absl::Ceil(wait, absl::Milliseconds(1))));
  }

  // One wait, and all that came of it.
  void Turn() {
    std::vector<pollfd> waits = {{mount_->fd(), POLLIN, 0}, {signals_, POLLIN, 0}};
    for (const int fd : simulation_->workloads()->ReadyFds()) waits.push_back({fd, POLLIN, 0});
    poll(waits.data(), waits.size(), TimeoutMs());
    if (waits[0].revents != 0) mounted_ = mount_->Serve();
    if (waits[1].revents != 0) HearSignal();
    simulation_->workloads()->Attend();
    Play();
    const absl::Time now = absl::Now();
    simulation_->Advance(now);
    mount_->Advance(now);
  }

  void HearSignal() {
    signalfd_siginfo signal;
    if (read(signals_, &signal, sizeof(signal)) != sizeof(signal)) return;
    if (signal.ssi_signo != SIGCHLD) told_to_end_ = true;
  }

  void Play() {
    if (!player_) return;
    const absl::Time now = absl::Now();
    for (const auto& verb : player_->Take(now)) {
      simulation_->Execute(verb, now, [](const absl::Status& status) {
        if (!status.ok()) std::cerr << "neuron-sim: scenario: " << status.message() << std::endl;
      });
    }
  }

  Mount* mount_;
  Simulation* simulation_;
  std::optional<ScenarioPlayer> player_;
  int signals_;
  bool mounted_ = true;
  bool told_to_end_ = false;
};

}  // namespace

void BlockSignals() {
  const sigset_t signals = OurSignals();
  sigprocmask(SIG_BLOCK, &signals, nullptr);
}

absl::Status RunLoop(Mount* mount, Simulation* simulation, std::optional<ScenarioPlayer> player) {
  const sigset_t set = OurSignals();
  const UniqueFd signals(signalfd(-1, &set, SFD_CLOEXEC));
  if (!signals.valid()) return ErrnoStatus(errno, "signalfd");
  Loop(mount, simulation, std::move(player), signals.get()).Run();
  return absl::OkStatus();
}

}  // namespace neuron::sim
