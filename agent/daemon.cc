#include "agent/daemon.h"

#include <csignal>
#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/aws_flags.h"
#include "agent/aws_link.h"
#include "agent/base/boot_id.h"
#include "agent/base/log.h"
#include "agent/base/loop.h"
#include "agent/base/status.h"
#include "agent/container/container_source.h"
#include "agent/datastore/attaching_driver.h"
#include "agent/datastore_desk.h"
#include "agent/device/driver.h"
#include "agent/device/event_source.h"
#include "agent/device/firmware_event_watch.h"
#include "agent/device/kernel_log_follower.h"
#include "agent/device/sysfs_value.h"
#include "agent/edge/edges.h"
#include "agent/execution/execution_watch.h"
#include "agent/publishing.h"
#include "agent/sampling_flags.h"
#include "agent/sink/change_log.h"
#include "agent/sink/drainer.h"
#include "agent/sink/ecs_publisher.h"
#include "agent/sink/health_file.h"
#include "agent/sink/publication_board.h"
#include "agent/sink/snapshot_hub.h"
#include "agent/sink/stream_server.h"
#include "agent/snapshot/demand.h"
#include "agent/snapshot/sampler.h"
#include "agent/snapshot/trace_visit.h"
#include "agent/snapshot/verdict_book.h"
#include "agent/snapshot/workload_visit.h"
#include "agent/version.h"
#include "agent/workload/holder_source.h"
#include "agent/workload_desk.h"
#include "probes/descriptor_walk.h"
#include "probes/device_calls.h"
#include "probes/driver_copies.h"

namespace neuron {
namespace {

// EC2's id of this host, which Nitro has in DMI; empty if it cannot be read.
std::string ReadInstanceId(const HostPaths& host) {
  const Reading<std::string> tag = ReadText(host.sysfs + "/class/dmi/id/board_asset_tag");
  return tag.has_value() ? tag.value() : "";
}

// How much the kernel keeps of opens and closes that were not heard yet.
constexpr std::size_t kEdgeRingBytes = 256 * 1024;

TraceVisitor::Probes ChooseProbes(const AgentOptions& options) {
  TraceVisitor::Probes probes;
  if (options.workload.trace_executions) {
    probes.executions = MakeExecutionWatch(options.host.proc, LoadNrtCallsIfSafe());
  }
  if (options.workload.trace_syscalls) {
    probes.load_calls = DeviceCalls::Load;
  }
  if (options.workload.trace_copies) {
    probes.load_copies = [tracefs = options.host.sysfs + "/kernel/tracing"] {
      return DriverCopies::Load(tracefs);
    };
  }
  return probes;
}

AgentSettings SettingsOf(const AgentOptions& options) {
  AgentSettings settings;
  settings.publishes = options.publishing.publish;
  settings.dry_run = options.publishing.dry_run;
  settings.flags = options.given_flags;
  if (options.workload.leases) {
    settings.lease_socket = options.workload.lease_socket;
  }
  return settings;
}

}  // namespace

// In order of construction: what is above is used by what is below.
struct Daemon::Parts {
  explicit Parts(const AgentOptions& chosen) : options(chosen) {}

  const AgentOptions options;
  Loop loop;
  std::unique_ptr<Driver> driver = MakeKernelDriver();
  std::unique_ptr<HolderSource> holders;
  std::unique_ptr<ContainerSource> containers;
  std::unique_ptr<WorkloadVisitor> visitor;
  std::unique_ptr<TraceVisitor> traces;
  std::unique_ptr<EventSource> events;
  std::unique_ptr<EdgeSource> edges;
  std::unique_ptr<KernelLogSource> log;
  std::unique_ptr<FirmwareEventSource> firmware;
  std::unique_ptr<AwsLink> aws;
  std::unique_ptr<WorkloadDesk> desk;
  // Lets go of the chips when the process ends: that takes longer than the last words may wait.
  std::unique_ptr<DatastoreDesk> datastores;
  PublicationBoard board;
  std::unique_ptr<EcsPublisher> publisher;
  std::unique_ptr<Drainer> drainer;
  std::unique_ptr<HealthFile> health_file;
  Demand demand{&loop};
  SnapshotHub hub{std::string(kAgentVersion), &demand};
  std::unique_ptr<StreamServer> server;
  VerdictBook verdicts{BesideAnswers(options, "verdicts"), ReadBootId(options.host.proc)};
  std::unique_ptr<Sampler> sampler;
  std::shared_ptr<const Snapshot> latest;

  absl::Status MakeEvents();
  absl::Status MakeDesk();
  void MakePublisher();
  void MakeHealthFile();
  void MakeWorkloadSources();
  void MakeDatastores();
  void MakeSampler();
  void ReloadRules();
  void Accept(std::shared_ptr<const Snapshot> snapshot);
};

absl::Status Daemon::Parts::MakeEvents() {
  if (options.uevents.empty()) {
    events = MakeKernelEvents(&loop);
    return absl::OkStatus();
  }
  absl::StatusOr<std::unique_ptr<EventSource>> simulated =
      MakeSimulatedEvents(&loop, options.uevents);
  if (!simulated.ok()) {
    return absl::Status(simulated.status().code(),
                        absl::StrCat("--uevents=", simulated.status().message(),
                                     "; start neuron-sim with the same flag first"));
  }
  events = *std::move(simulated);
  return absl::OkStatus();
}

absl::Status Daemon::Parts::MakeDesk() {
  WorkloadDesk::Links links;
  links.loop = &loop;
  links.transport = aws->transport();
  links.introspection = aws->introspection();
  links.make_client = [this](const EcsTarget& target) { return aws->MakeClient(target); };
  links.random01 = [this] { return aws->Random(); };
  NEURON_ASSIGN_OR_RETURN(desk, WorkloadDesk::Open(options.host, options.workload,
                                                   options.socket_group, std::move(links)));
  return absl::OkStatus();
}

void Daemon::Parts::MakePublisher() {
  publisher = std::make_unique<EcsPublisher>(
      ChoosePublishing(options), [this](auto found) { aws->FindTarget(std::move(found)); },
      [this](const EcsTarget& target) { return aws->MakeClient(target); }, &loop,
      [this] { return aws->Random(); }, [this](const PublisherState& state) { board.Show(state); });
}

void Daemon::Parts::MakeHealthFile() {
  if (!options.publishing.health_file.empty()) {
    health_file = std::make_unique<HealthFile>(options.publishing.health_file, &loop);
  }
}

void Daemon::Parts::MakeWorkloadSources() {
  absl::StatusOr<std::unique_ptr<DescriptorWalk>> walk = DescriptorWalk::Load();
  if (!walk.ok()) {
    Log(LogLevel::kWarning, "no_bpf",
        {{"error", std::string(walk.status().message())},
         {"consequence", "holders are found by reading /proc"}});
  }
  holders = MakeHolderSource(options.host.proc, std::move(walk));
  containers = MakeContainerSource(options.host.proc, options.host.cgroup);
  visitor = std::make_unique<WorkloadVisitor>(holders.get(), containers.get(), options.host.cgroup);
  traces = std::make_unique<TraceVisitor>(ChooseProbes(options));
  edges = MakeEdgeSource(&loop, options.host, kEdgeRingBytes);
  log = MakeKernelLogFollower(&loop, options.host.kmsg);
  firmware = MakeFirmwareEventWatch(&loop);
}

// The only place from which a chip can be attached to.
void Daemon::Parts::MakeDatastores() {
  if (!options.sampling.attach_to_datastores) {
    return;
  }
  DatastoreDesk::Pace pace;
  pace.deadline = options.sampling.read_deadline;
  datastores = std::make_unique<DatastoreDesk>(
      options.host, &loop, [this](std::function<void()> call) { loop.Post(std::move(call)); },
      MakeAttachingDriver(MakeKernelDriver()), pace);
}

void Daemon::Parts::MakeSampler() {
  Sampler::Options chosen;
  chosen.host = options.host;
  chosen.period = options.sampling.period;
  chosen.deadline = options.sampling.read_deadline;
  chosen.groups = options.sampling.groups;
  chosen.rules = options.sampling.rules;
  chosen.book_path = options.answer_book;
  chosen.policy = options.workload.policy;
  chosen.instance_id = ReadInstanceId(options.host);
  sampler = std::make_unique<Sampler>(
      std::move(chosen), &loop, [this](std::function<void()> call) { loop.Post(std::move(call)); },
      Sampler::Sources{driver.get(), visitor.get(), events.get(), edges.get(), desk.get(),
                       traces.get(), log.get(), firmware.get(), &demand, datastores.get(),
                       &verdicts},
      [this](std::shared_ptr<const Snapshot> snapshot) { Accept(std::move(snapshot)); });
}

void Daemon::Parts::ReloadRules() {
  absl::StatusOr<HealthRules> rules = ChooseHealthRules(options.sampling.rules_path);
  if (!rules.ok()) {
    Log(LogLevel::kError, "health_rules_refused",
        {{"error", std::string(rules.status().message())},
         {"consequence", "the rules of before go on"}});
    return;
  }
  sampler->SetRules(*std::move(rules));
  Log(LogLevel::kInfo, "health_rules", {{"file", options.sampling.rules_path}});
}

void Daemon::Parts::Accept(std::shared_ptr<const Snapshot> snapshot) {
  for (const ChangeLine& line : DescribeChanges(latest.get(), *snapshot)) {
    Log(line.level, line.event, line.fields);
  }
  if (publisher != nullptr) {
    publisher->Accept(*snapshot);
  }
  if (drainer != nullptr) {
    drainer->Accept(*snapshot);
    board.ShowDrain(drainer->state());
  }
  if (health_file != nullptr) {
    health_file->Accept(snapshot);
  }
  latest = snapshot;
  hub.Publish(std::move(snapshot));
}

absl::StatusOr<std::unique_ptr<Daemon>> Daemon::Start(const AgentOptions& options) {
  std::unique_ptr<Daemon> daemon(new Daemon(std::make_unique<Parts>(options)));
  Parts* const parts = daemon->parts_.get();
  // Before there is a socket: a signal that comes now is kept for the loop.
  parts->loop.OnSignal({SIGTERM, SIGINT, SIGHUP},
                       [daemon = daemon.get()](int signal) { daemon->OnSignal(signal); });
  NEURON_ASSIGN_OR_RETURN(parts->aws, AwsLink::Open(options.aws, &parts->loop));
  NEURON_RETURN_IF_ERROR(parts->MakeEvents());
  NEURON_ASSIGN_OR_RETURN(SocketClaim claim, SocketClaim::Take(options.socket));
  NEURON_ASSIGN_OR_RETURN(parts->server,
                          StreamServer::Start(std::move(claim), &parts->hub,
                                              [board = &parts->board] { return board->Read(); },
                                              {options.socket_group, SettingsOf(options)}));
  if (options.publishing.publish) {
    parts->MakePublisher();
  }
  parts->drainer = MakeDrainer(options.publishing, parts->aws.get(), &parts->loop);
  parts->MakeHealthFile();
  NEURON_RETURN_IF_ERROR(parts->MakeDesk());
  parts->MakeWorkloadSources();
  parts->MakeDatastores();
  parts->MakeSampler();
  return daemon;
}

Daemon::Daemon(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Daemon::~Daemon() = default;

void Daemon::Run() {
  Log(LogLevel::kInfo, "start",
      {{"version", std::string(kAgentVersion)}, {"socket", parts_->options.socket}});
  if (parts_->publisher != nullptr) {
    parts_->publisher->Start();
  }
  parts_->sampler->Start();
  parts_->loop.Run();
}

void Daemon::OnSignal(int signal) {
  if (parts_->sampler == nullptr) {
    return;
  }
  if (signal == SIGHUP) {
    parts_->ReloadRules();
    return;
  }
  Log(LogLevel::kInfo, "stop", {{"signal", absl::StrCat(signal)}});
  parts_->sampler = nullptr;
  parts_->server = nullptr;
  parts_->desk = nullptr;
  parts_->health_file = nullptr;
  parts_->drainer = nullptr;
  if (parts_->publisher != nullptr) {
    parts_->publisher->Stop([this] { parts_->loop.Stop(); });
  } else {
    parts_->loop.Stop();
  }
}

}  // namespace neuron
