#ifndef AGENT_WORKLOAD_DESK_H_
#define AGENT_WORKLOAD_DESK_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/aws/ecs_client.h"
#include "agent/aws/introspection.h"
#include "agent/base/http.h"
#include "agent/base/lifetime.h"
#include "agent/base/loop.h"
#include "agent/container/container_watch.h"
#include "agent/container/family_book.h"
#include "agent/container/task_directory.h"
#include "agent/device/host_paths.h"
#include "agent/docker/docker_engine.h"
#include "agent/docker/docker_watch.h"
#include "agent/ecs_lookups.h"
#include "agent/lease/lease_desk.h"
#include "agent/lease/lease_server.h"
#include "agent/snapshot/workload_facts.h"
#include "agent/workload/lingering.h"
#include "agent/workload_flags.h"

namespace neuron {

// What the daemon knows of who has the chips besides what the host's files show: whose containers
// are, by ECS and Docker; what is leased; what is about to run. Loop's thread.
class WorkloadDesk : public WorkloadFacts {
 public:
  // All are borrowed.
  struct Links {
    Loop* loop;
    HttpTransport* transport;
    Introspection* introspection;
    // For whom the ECS agent works.
    std::function<absl::StatusOr<std::unique_ptr<EcsClient>>(const EcsTarget&)> make_client;
    // From [0, 1), for jitter.
    std::function<double()> random01;
  };

  // Takes back the leases that live, and serves new ones. Fails as SocketClaim::Take
  // (AlreadyExists: another agent leases there), LeaseFolder::Open or LeaseServer::Start.
  static absl::StatusOr<std::unique_ptr<WorkloadDesk>> Open(const HostPaths& host,
                                                            const WorkloadOptions& options,
                                                            const std::string& socket_group,
                                                            Links links);
  ~WorkloadDesk() override;

  void Start(std::function<void()> changed, std::function<void()> look) override;
  void Complete(const ChipIdentities& chips, Evidence* evidence) override;
  void Conclude(const Snapshot& snapshot) override;
  std::vector<SourceReport> Sources() const override;
  std::vector<ProbeReport> Probes() const override;

 private:
  WorkloadDesk(HostPaths host, WorkloadOptions options, Links links);

  absl::Status OpenLeases(const std::string& socket_group);
  void LoadFamilies();
  void Change();
  void Look();
  void LearnDefinitions(const ChipIdentities& chips);
  void AddLeases(Evidence* evidence);
  std::set<std::uint64_t> LastingEnds();
  void AddReservations(const ChipIdentities& chips, Evidence* evidence);
  void SaveFamilies();
  SourceReport Tasks() const;

  const HostPaths host_;
  const WorkloadOptions options_;
  const Links links_;
  std::function<void()> changed_;
  std::function<void()> look_;
  // A call of these is due.
  std::unique_ptr<Alarm> change_;
  std::unique_ptr<Alarm> look_due_;

  std::unique_ptr<ContainerWatch> containers_;
  std::unique_ptr<DockerEngine> docker_;
  std::unique_ptr<DockerWatch> docker_watch_;
  std::unique_ptr<TaskDirectory> tasks_;
  EcsLookups lookups_;
  FamilyBook families_;
  std::unique_ptr<LeaseDesk> leases_;
  std::unique_ptr<LeaseServer> lease_server_;
  // Of leases, by id: since when the process that asked is known to have ended.
  std::map<std::uint64_t, absl::Duration> ended_since_;
  Lingering<Lease> lingering_leases_;
  Lingering<UnclearLease> lingering_unclear_;
  Lingering<Reservation> lingering_reservations_;
};

}  // namespace neuron

#endif  // AGENT_WORKLOAD_DESK_H_
