#include "agent/workload_desk.h"

#include <utility>

#include "agent/base/boot_id.h"
#include "agent/base/log.h"
#include "agent/base/socket_claim.h"
#include "agent/base/status.h"
#include "agent/container/attribution.h"
#include "agent/container/cgroup_path.h"
#include "agent/container/container_facts.h"
#include "agent/container/device_paths.h"
#include "agent/container/remote_mounts.h"
#include "agent/container/task_definition_record.h"
#include "agent/lease/lease_book.h"
#include "agent/lease/lease_folder.h"
#include "agent/snapshot_offer.h"
#include "agent/workload/family_sightings.h"
#include "agent/workload/lessee_life.h"
#include "agent/workload/pending_reservations.h"
#include "probes/cgroup_events.h"

namespace neuron {
namespace {

// What a lessee has started may take so long to end after it.
constexpr absl::Duration kLastingEnd = absl::Seconds(5);

constexpr absl::Duration kAtOnce = absl::ZeroDuration();

// One word, as a lease's record needs.
std::string BootWord(const HostPaths& host) {
  const std::string id = ReadBootId(host.proc);
  return id.empty() ? "unknown" : id;
}

ChipSet AllOf(const ChipIdentities& chips) {
  ChipSet all;
  for (const auto& [identity, chip] : chips) {
    all.Add(chip);
  }
  return all;
}

DevicePaths PathsOf(const HostPaths& host, const ChipIdentities& chips) {
  return DevicePaths(host.dev, chips, ReadRemoteMounts(host.proc + "/self"));
}

void Complain(absl::string_view event, absl::string_view error) {
  Log(LogLevel::kWarning, event, {{"error", std::string(error)}});
}

}  // namespace

WorkloadDesk::WorkloadDesk(HostPaths host, WorkloadOptions options, Links links)
    : host_(std::move(host)),
      options_(std::move(options)),
      links_(std::move(links)),
      lookups_({links_.loop, links_.make_client, links_.random01, [this] { Change(); }}) {}

WorkloadDesk::~WorkloadDesk() = default;

absl::StatusOr<std::unique_ptr<WorkloadDesk>> WorkloadDesk::Open(const HostPaths& host,
                                                                 const WorkloadOptions& options,
                                                                 const std::string& socket_group,
                                                                 Links links) {
  std::unique_ptr<WorkloadDesk> desk(new WorkloadDesk(host, options, std::move(links)));
  desk->LoadFamilies();
  if (options.leases) {
    NEURON_RETURN_IF_ERROR(desk->OpenLeases(socket_group));
  }
  return desk;
}

void WorkloadDesk::LoadFamilies() {
  std::vector<std::string> complaints;
  const absl::Status status = LoadFamilyBook(options_.family_book, &families_, &complaints);
  if (!status.ok()) {
    Complain("families_unread", status.message());
  }
  for (const std::string& complaint : complaints) {
    Complain("families_malformed", complaint);
  }
}

absl::Status WorkloadDesk::OpenLeases(const std::string& socket_group) {
  NEURON_ASSIGN_OR_RETURN(SocketClaim claim,
                          SocketClaim::Take(options_.lease_socket, "--lease_socket"));
  NEURON_ASSIGN_OR_RETURN(LeaseFolder folder,
                          LeaseFolder::Open(options_.lease_folder, BootWord(host_)));
  Loop* const loop = links_.loop;
  LeaseDesk::Links links;
  links.watch = [loop](int descriptor, std::function<void()> callback) {
    return loop->Watch(descriptor, std::move(callback));
  };
  links.look = [this] { Look(); };
  links.changed = [this] {
    Change();
    // What has ended is over when a look says so.
    Look();
  };
  leases_ = std::make_unique<LeaseDesk>(std::move(folder), loop, std::move(links));
  for (const std::string& problem : leases_->problems()) {
    Complain("no_lease", problem);
  }
  for (const UnclearLease& lease : leases_->unclear()) {
    Complain("lease_unclear", lease.why.message());
  }
  LeaseServer::Options options;
  options.group = socket_group;
  options.proc = host_.proc;
  NEURON_ASSIGN_OR_RETURN(
      lease_server_, LeaseServer::Start(
                         std::move(claim), loop, leases_.get(),
                         [proc = host_.proc](int pid) { return ContainerOf(proc, pid); }, options));
  return absl::OkStatus();
}

void WorkloadDesk::Start(std::function<void()> changed, std::function<void()> look) {
  changed_ = std::move(changed);
  look_ = std::move(look);
  containers_ =
      MakeContainerWatch(links_.loop, host_.cgroup, CgroupEvents::Load(CgroupEvents::Options()));
  containers_->Start([this] {
    Look();
    if (docker_watch_ != nullptr) {
      docker_watch_->Look();
    }
  });
  if (!options_.docker_socket.empty()) {
    docker_ = std::make_unique<DockerEngine>(options_.docker_socket, links_.transport);
    docker_watch_ = std::make_unique<DockerWatch>(docker_.get(), links_.loop, [this] { Change(); });
  }
  tasks_ = std::make_unique<TaskDirectory>(links_.introspection, docker_watch_.get(), links_.loop,
                                           [this] { Change(); });
}

// Never from within a call of the sampler's.
void WorkloadDesk::Change() {
  if (changed_ != nullptr && change_ == nullptr) {
    change_ = links_.loop->CallAfter(kAtOnce, [this] {
      change_ = nullptr;
      changed_();
    });
  }
}

void WorkloadDesk::Look() {
  if (look_ != nullptr && look_due_ == nullptr) {
    look_due_ = links_.loop->CallAfter(kAtOnce, [this] {
      look_due_ = nullptr;
      look_();
    });
  }
}

void WorkloadDesk::Complete(const ChipIdentities& chips, Evidence* evidence) {
  tasks_->Attribute(&evidence->containers);
  if (docker_watch_ != nullptr) {
    AddDockersWord(docker_watch_->word(), &evidence->containers);
  }
  if (options_.service_lookup) {
    lookups_.Attribute(tasks_->word(), &evidence->containers);
  }
  if (options_.task_definition_lookup) {
    LearnDefinitions(chips);
  }
  for (const IntrospectedTask& task : tasks_->word().tasks) {
    if (task.known == TaskStatus::kStopped) {
      evidence->stopped_tasks.insert(task.arn);
    }
  }
  AddLeases(evidence);
  AddReservations(chips, evidence);
  if (NoteFamilies(*evidence, options_.policy, &families_)) {
    SaveFamilies();
  }
}

// Before it is known which chips there are, it could not be told whether a container has them all.
void WorkloadDesk::LearnDefinitions(const ChipIdentities& chips) {
  if (chips.empty()) {
    return;
  }
  const auto judge = [&](const EcsTaskDefinition& definition) {
    const DevicePaths paths = PathsOf(host_, chips);
    return RecordOf(definition, {&paths, AllOf(chips), options_.leases ? options_.lease_socket : "",
                                 options_.policy.observers});
  };
  if (lookups_.Learn(tasks_->word(), options_.policy.observers, judge, &families_)) {
    SaveFamilies();
  }
}

void WorkloadDesk::AddLeases(Evidence* evidence) {
  if (leases_ == nullptr) {
    return;
  }
  const absl::Duration now = links_.loop->Monotonic();
  const absl::Duration looked_at = evidence->containers.began;
  evidence->leases = lingering_leases_.Keep(leases_->leases(), now, looked_at);
  evidence->unclear_leases = lingering_unclear_.Keep(leases_->unclear(), now, looked_at);
  evidence->lessees = leases_->containers();
  evidence->ended_lessees = LastingEnds();
}

// A lease outlives the process that asked for a moment, or for as long as what it started lives.
std::set<std::uint64_t> WorkloadDesk::LastingEnds() {
  const absl::Duration now = links_.loop->Monotonic();
  std::map<std::uint64_t, absl::Duration> since;
  std::set<std::uint64_t> lasting;
  for (const std::uint64_t lease : EndedLessees(host_.proc, leases_->leases())) {
    const auto before = ended_since_.find(lease);
    since[lease] = before != ended_since_.end() ? before->second : now;
    if (now - since[lease] >= kLastingEnd) {
      lasting.insert(lease);
    }
  }
  ended_since_ = std::move(since);
  return lasting;
}

void WorkloadDesk::AddReservations(const ChipIdentities& chips, Evidence* evidence) {
  std::vector<CreatedContainer> created;
  if (docker_watch_ != nullptr) {
    const DevicePaths paths = PathsOf(host_, chips);
    created = CreatedContainers(docker_watch_->word(), paths);
  }
  evidence->reservations = lingering_reservations_.Keep(
      PendingReservations(tasks_->word(), families_, created, *evidence, options_.policy,
                          links_.loop->Now()),
      links_.loop->Monotonic(), evidence->containers.began);
  if (lingering_reservations_.waits()) {
    Look();
  }
}

void WorkloadDesk::SaveFamilies() {
  const absl::Status status = SaveFamilyBook(options_.family_book, families_);
  if (!status.ok()) {
    Complain("families_unsaved", status.message());
  }
}

void WorkloadDesk::Conclude(const Snapshot& snapshot) {
  if (leases_ != nullptr) {
    leases_->Offer(OfferOf(snapshot));
  }
}

SourceReport WorkloadDesk::Tasks() const {
  return {"tasks", tasks_->word().silence, tasks_->word().told_at};
}

std::vector<SourceReport> WorkloadDesk::Sources() const {
  std::vector<SourceReport> sources = {Tasks()};
  sources.push_back({"container_events", containers_->status(), absl::InfinitePast()});
  if (docker_watch_ != nullptr) {
    const DockerWord& word = docker_watch_->word();
    sources.push_back({"docker", word.sight, word.told_at});
  }
  if (options_.task_definition_lookup) {
    sources.push_back(lookups_.Definitions());
  }
  return sources;
}

std::vector<ProbeReport> WorkloadDesk::Probes() const { return containers_->Reports(); }

}  // namespace neuron
