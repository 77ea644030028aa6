#include "agent/publishing.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/boot_id.h"
#include "agent/base/loop.h"
#include "agent/base/pid_lock.h"
#include "agent/base/status.h"
#include "agent/sink/withdrawal.h"

namespace neuron {
namespace {

// systemd and people wait for it.
constexpr absl::Duration kWithdrawDeadline = absl::Seconds(5);

// The first four hex digits of the boot id: enough to tell two boots of one host apart.
std::string BootTag(const HostPaths& host) {
  const std::string boot_id = ReadBootId(host.proc);
  return boot_id.size() >= 4 ? boot_id.substr(0, 4) : "0000";
}

bool LeavesNothing(const PublishOptions& options) {
  return !options.publish || options.dry_run || options.on_stop == OnStop::kKeep;
}

// Never destroyed, for the sake of a look-up that hangs.
struct Network {
  Loop loop;
  std::unique_ptr<AwsLink> aws;
};

absl::Status Run(const AgentOptions& options) {
  auto* const network = new Network;
  NEURON_ASSIGN_OR_RETURN(network->aws, AwsLink::Open(options.aws, &network->loop));
  absl::Status outcome;
  Withdrawal withdrawal(
      ChoosePublishing(options),
      [network](auto found) { network->aws->FindTarget(std::move(found)); },
      [network](const EcsTarget& target) { return network->aws->MakeClient(target); },
      &network->loop, [network] { return network->aws->Random(); });
  withdrawal.Run(kWithdrawDeadline, [&](const absl::Status& status) {
    outcome = status;
    network->loop.Stop();
  });
  network->loop.Run();
  // Its code is ECS's word about a call, not ours about the flags.
  return outcome.ok() ? outcome : absl::UnavailableError(outcome.message());
}

}  // namespace

EcsPublisher::Options ChoosePublishing(const AgentOptions& options) {
  EcsPublisher::Options chosen;
  chosen.names = options.publishing.attributes;
  chosen.boot_tag = BootTag(options.host);
  chosen.on_stop = options.publishing.on_stop;
  chosen.handover_file =
      HandoverFile(BesideAnswers(options, "handover"), ReadBootId(options.host.proc));
  chosen.dry_run = options.publishing.dry_run;
  return chosen;
}

std::unique_ptr<Drainer> MakeDrainer(const PublishOptions& options, AwsLink* aws, Clock* clock) {
  if (!options.drain) {
    return nullptr;
  }
  return std::make_unique<Drainer>(
      Drainer::Options{options.state_dir, options.dry_run},
      [aws](auto found) { aws->FindTarget(std::move(found)); },
      [aws](const EcsTarget& target) { return aws->MakeClient(target); }, clock,
      [aws] { return aws->Random(); });
}

absl::Status WithdrawOnce(const AgentOptions& options) {
  if (LeavesNothing(options.publishing)) {
    return absl::OkStatus();
  }
  const absl::StatusOr<PidLock> lock = PidLock::Take(options.socket + ".lock");
  if (absl::IsAlreadyExists(lock.status())) {
    return absl::AlreadyExistsError(
        absl::StrCat("neuron-agent (", lock.status().message(), ") is serving ", options.socket,
                     "; stop it in place of --withdraw: that takes the attributes back"));
  }
  // Where the socket has no folder, no agent is.
  return lock.ok() || absl::IsNotFound(lock.status()) ? Run(options) : lock.status();
}

}  // namespace neuron
