// The part of Simulation that knows who does which verb.

#include <csignal>
#include <ctime>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "tests/simulator/play/simulation.h"

namespace neuron::sim {
namespace {

using config::v1::Verb;

constexpr double kDefaultResetSeconds = 1;
// How long FUSE may take to tell of the last close of a process that has ended.
constexpr absl::Duration kUnloadPatience = absl::Seconds(1);

ResetOutcome OutcomeIf(bool fails) { return fails ? ResetOutcome::kFails : ResetOutcome::kReady; }

void SetBehaviour(const config::v1::Behave& behave, DriverBehaviour* behaviour) {
  if (behave.has_reset_seconds()) behaviour->reset.lasts = absl::Seconds(behave.reset_seconds());
  if (behave.has_reset_fails()) behaviour->reset.outcome = OutcomeIf(behave.reset_fails());
  if (behave.has_reads_sleep_in_reset()) {
    behaviour->reads_sleep_in_reset = behave.reads_sleep_in_reset();
  }
}

// Of the real machine: the simulated host has no other.
absl::Duration SinceBoot() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return absl::DurationFromTimespec(now);
}

int Index(std::uint32_t chip) { return static_cast<int>(chip); }

}  // namespace

void Simulation::Execute(const Verb& verb, absl::Time now, Done done) {
  switch (verb.verb_case()) {
    case Verb::kStart:
      return Start(verb.start(), std::move(done));
    case Verb::kStop:
      return workloads_.End(verb.stop().name(), SIGTERM, std::move(done));
    case Verb::kKill:
      return workloads_.End(verb.kill().name(), SIGKILL, std::move(done));
    case Verb::kUnloadDriver:
    case Verb::kReloadDriver:
      return Unload(verb, now, std::move(done));
    default:
      return done(ExecuteAtOnce(verb, now));
  }
}

void Simulation::Unload(const Verb& verb, absl::Time now, Done done) {
  const auto attempt = [this, verb] {
    return verb.has_unload_driver() ? hotplug_.Unload()
                                    : hotplug_.Reload(verb.reload_driver().version());
  };
  retries_.Try(attempt, now + kUnloadPatience, std::move(done));
}

absl::Status Simulation::ExecuteAtOnce(const Verb& verb, absl::Time now) {
  switch (verb.verb_case()) {
    case Verb::kSetCounter:
      return hardware_.SetCounter(verb.set_counter());
    case Verb::kAddCounter:
      return hardware_.AddCounter(verb.add_counter());
    case Verb::kEcc:
      return hardware_.AddEcc(verb.ecc());
    case Verb::kPower:
      return hardware_.SetPower(verb.power(), now);
    case Verb::kHealth:
      return hardware_.SetHealth(verb.health());
    case Verb::kSet:
    case Verb::kSlow:
    case Verb::kHang:
    case Verb::kUnhang:
    case Verb::kError:
    case Verb::kGarbage:
    case Verb::kHeal:
      return ExecuteOnFiles(verb);
    case Verb::kKernelLog:
      kernel_log_.Say(verb.kernel_log().text(), SinceBoot());
      return absl::OkStatus();
    case Verb::kQuit:
      quit_ = true;
      return absl::OkStatus();
    default:
      return ExecuteOnDriver(verb, now);
  }
}

absl::Status Simulation::ExecuteOnFiles(const Verb& verb) {
  switch (verb.verb_case()) {
    case Verb::kSlow:
      return file_faults_.Delay(verb.slow().path(), absl::Milliseconds(verb.slow().delay_ms()));
    case Verb::kHang:
      return file_faults_.Delay(verb.hang().path(), absl::InfiniteDuration());
    case Verb::kUnhang:
      return file_faults_.Delay(verb.unhang().path(), absl::ZeroDuration());
    case Verb::kError: {
      NEURON_ASSIGN_OR_RETURN(const int error, ErrnoOf(verb.error().errno_name()));
      return file_faults_.Fail(verb.error().path(), error);
    }
    case Verb::kGarbage:
      return file_faults_.Garble(verb.garbage().path(), verb.garbage().kind());
    case Verb::kHeal:
      return file_faults_.Heal(verb.heal().path());
    default:
      return SetFile(verb.set());
  }
}

absl::Status Simulation::ExecuteOnDriver(const Verb& verb, absl::Time now) {
  switch (verb.verb_case()) {
    case Verb::kRemoveChip:
      return hotplug_.RemoveChip(Index(verb.remove_chip().chip()));
    case Verb::kAddChip:
      return AddChip(verb.add_chip());
    case Verb::kProbeRace:
      return hotplug_.RaceProbe(Index(verb.probe_race().chip()),
                                absl::Milliseconds(verb.probe_race().delay_ms()), now);
    case Verb::kPciOnly:
      return hotplug_.FailProbe(Index(verb.pci_only().chip()));
    case Verb::kLoadDriver:
      return hotplug_.Load(verb.load_driver().version());
    case Verb::kReset: {
      NEURON_RETURN_IF_ERROR(CheckPresent(verb.reset().chip()));
      const double seconds =
          verb.reset().has_seconds() ? verb.reset().seconds() : kDefaultResetSeconds;
      Reset reset;
      reset.lasts = absl::Seconds(seconds);
      reset.outcome = OutcomeIf(verb.reset().fails());
      devices_.resets()->Begin(Index(verb.reset().chip()), reset, now);
      return absl::OkStatus();
    }
    case Verb::kBehave:
      SetBehaviour(verb.behave(), devices_.behaviour());
      return absl::OkStatus();
    case Verb::kInvalidChip:
      NEURON_RETURN_IF_ERROR(CheckPresent(verb.invalid_chip().chip()));
      devices_.resets()->Invalidate(Index(verb.invalid_chip().chip()));
      return absl::OkStatus();
    default:
      return absl::InvalidArgumentError("no verb");
  }
}

absl::Status Simulation::AddChip(const config::v1::AddChip& add) {
  NEURON_RETURN_IF_ERROR(hotplug_.AddChip(Index(add.chip())));
  return add.has_serial_number() ? hardware_.SetSerialNumber(add.chip(), add.serial_number())
                                 : absl::OkStatus();
}

absl::Status Simulation::SetFile(const config::v1::SetFile& set) {
  Node* file = host_->tree.Resolve(set.path());
  if (file == nullptr || file->kind != NodeKind::kFile) {
    return absl::InvalidArgumentError(absl::StrCat("no file ", set.path()));
  }
  file->content = set.value();
  file->read_error = 0;
  return absl::OkStatus();
}

}  // namespace neuron::sim
