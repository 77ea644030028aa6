#include "agent/daemon.h"

#include <csignal>
#include <utility>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "agent/aws/arn.h"
#include "agent/aws/endpoint.h"
#include "agent/aws/instance_metadata.h"
#include "agent/aws/introspection.h"
#include "agent/base/file.h"
#include "agent/base/http_transport.h"
#include "agent/base/log.h"
#include "agent/base/loop.h"
#include "agent/base/status.h"
#include "agent/device/driver.h"
#include "agent/device/event_source.h"
#include "agent/sink/change_log.h"
#include "agent/sink/publication_board.h"
#include "agent/sink/snapshot_hub.h"
#include "agent/sink/stream_server.h"
#include "agent/snapshot/sampler.h"
#include "agent/version.h"
#include "agent/workload/holder_source.h"
#include "probes/descriptor_walk.h"

namespace neuron {
namespace {

// The first four hex digits of the boot id: enough to tell two boots of one host apart.
std::string BootTag(const HostPaths& host) {
  const absl::StatusOr<std::string> boot_id =
      ReadFile(absl::StrCat(host.proc, "/sys/kernel/random/boot_id"));
  return boot_id.ok() && boot_id->size() >= 4 ? boot_id->substr(0, 4) : "0000";
}

absl::StatusOr<EcsClientOptions> ChooseEndpoint(const AgentOptions& options,
                                                const EcsTarget& target) {
  EcsClientOptions chosen;
  chosen.region = options.region;
  if (chosen.region.empty()) {
    NEURON_ASSIGN_OR_RETURN(const EcsArn arn, ParseEcsArn(target.container_instance_arn));
    chosen.region = arn.region;
  }
  chosen.endpoint = options.ecs_endpoint;
  if (chosen.endpoint.empty()) {
    NEURON_ASSIGN_OR_RETURN(chosen.endpoint, EcsEndpoint(chosen.region));
  }
  return chosen;
}

// What it takes to talk to AWS. One loop thread.
struct Aws {
  Aws(const AgentOptions& options, Loop* loop)
      : transport(MakeHttpTransport(loop, {options.ca_bundle})),
        metadata(options.imds_url, transport.get(), loop),
        introspection(options.introspection_url, transport.get()) {}

  std::unique_ptr<HttpTransport> transport;
  InstanceMetadata metadata;
  Introspection introspection;
  std::unique_ptr<CredentialsProvider> credentials;
};

}  // namespace

// In order of construction: what is above is used by what is below.
struct Daemon::Parts {
  explicit Parts(const AgentOptions& chosen) : options(chosen), aws(options, &loop) {}

  const AgentOptions options;
  Loop loop;
  std::unique_ptr<Driver> driver = MakeKernelDriver();
  std::unique_ptr<HolderSource> holders;
  std::unique_ptr<EventSource> events;
  absl::BitGen random;
  Aws aws;
  PublicationBoard board;
  std::unique_ptr<EcsPublisher> publisher;
  SnapshotHub hub{std::string(kAgentVersion)};
  std::unique_ptr<StreamServer> server;
  std::unique_ptr<Sampler> sampler;
  std::shared_ptr<const Snapshot> latest;

  absl::Status MakeEvents();
  void MakePublisher();
  void MakeSampler();
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

void Daemon::Parts::MakePublisher() {
  EcsPublisher::Options chosen;
  chosen.names = options.attributes;
  chosen.boot_tag = BootTag(options.host);
  chosen.on_stop = options.on_stop;
  publisher = std::make_unique<EcsPublisher>(
      std::move(chosen), [this](auto found) { aws.introspection.GetTarget(std::move(found)); },
      [this](const EcsTarget& target) -> absl::StatusOr<std::unique_ptr<EcsClient>> {
        NEURON_ASSIGN_OR_RETURN(EcsClientOptions endpoint, ChooseEndpoint(options, target));
        return MakeEcsClient(std::move(endpoint), aws.transport.get(), aws.credentials.get(),
                             &loop);
      },
      &loop, [this] { return absl::Uniform(random, 0.0, 1.0); },
      [this](const PublisherState& state) { board.Show(state); });
}

void Daemon::Parts::MakeSampler() {
  absl::StatusOr<std::unique_ptr<DescriptorWalk>> walk = DescriptorWalk::Load();
  if (!walk.ok()) {
    Log(LogLevel::kWarning, "no_bpf",
        {{"error", std::string(walk.status().message())},
         {"consequence", "holders are found by reading /proc"}});
  }
  holders = MakeHolderSource(options.host.proc, std::move(walk));
  Sampler::Options chosen;
  chosen.host = options.host;
  chosen.period = options.sample_period;
  chosen.deadline = options.read_deadline;
  chosen.book_path = options.answer_book;
  sampler = std::make_unique<Sampler>(
      std::move(chosen), &loop, [this](std::function<void()> call) { loop.Post(std::move(call)); },
      driver.get(), holders.get(), events.get(),
      [this](std::shared_ptr<const Snapshot> snapshot) { Accept(std::move(snapshot)); });
}

void Daemon::Parts::Accept(std::shared_ptr<const Snapshot> snapshot) {
  for (const ChangeLine& line : DescribeChanges(latest.get(), *snapshot)) {
    Log(line.level, line.event, line.fields);
  }
  if (publisher != nullptr) {
    publisher->Accept(*snapshot);
  }
  latest = snapshot;
  hub.Publish(std::move(snapshot));
}

absl::StatusOr<std::unique_ptr<Daemon>> Daemon::Start(const AgentOptions& options) {
  std::unique_ptr<Daemon> daemon(new Daemon(std::make_unique<Parts>(options)));
  Parts* const parts = daemon->parts_.get();
  // Before there is a socket: a signal that comes now is kept for the loop.
  parts->loop.OnSignal({SIGTERM, SIGINT},
                       [daemon = daemon.get()](int signal) { daemon->OnSignal(signal); });
  NEURON_ASSIGN_OR_RETURN(
      parts->aws.credentials,
      MakeCredentialsChain(options.credentials, &parts->aws.metadata, &parts->loop));
  NEURON_RETURN_IF_ERROR(parts->MakeEvents());
  NEURON_ASSIGN_OR_RETURN(SocketClaim claim, SocketClaim::Take(options.socket));
  NEURON_ASSIGN_OR_RETURN(parts->server,
                          StreamServer::Start(std::move(claim), &parts->hub,
                                              [board = &parts->board] { return board->Read(); },
                                              {options.socket_group}));
  if (options.publish) {
    parts->MakePublisher();
  }
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
  Log(LogLevel::kInfo, "stop", {{"signal", absl::StrCat(signal)}});
  parts_->sampler = nullptr;
  parts_->server = nullptr;
  if (parts_->publisher != nullptr) {
    parts_->publisher->Stop([this] { parts_->loop.Stop(); });
  } else {
    parts_->loop.Stop();
  }
}

}  // namespace neuron
