#include "agent/cli/doctor.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/base/reading.h"
#include "agent/base/status.h"
#include "agent/cli/bundle.h"
#include "agent/cli/daemon_client.h"
#include "agent/cli/diagnosis.h"
#include "agent/cli/diagnosis_text.h"
#include "agent/cli/snapshot_source.h"
#include "agent/workload/sight.h"
#include "probes/descriptor_walk.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {
namespace {

// Where libbpf looks for it: the kernel's own, also where the host's files are another's.
constexpr char kBtf[] = "/sys/kernel/btf/vmlinux";

absl::Status CheckThere(const std::string& path, absl::string_view cure) {
  struct stat found;
  if (stat(path.c_str(), &found) == 0) {
    return absl::OkStatus();
  }
  const absl::Status status = ErrnoStatus(errno, path);
  return absl::Status(status.code(), absl::StrCat(status.message(), cure));
}

Reading<std::string> LeaseSocketOf(const agent::v1::Settings& settings) {
  if (!settings.has_lease_socket()) {
    return Reading<std::string>::Absent();
  }
  const absl::Status status =
      CheckThere(settings.lease_socket(), "; neuronctl run leases no chips without it");
  return status.ok() ? settings.lease_socket() : Reading<std::string>::Unknown(status);
}

absl::Status AskSettings(DaemonClient* daemon, HostFacts* facts) {
  NEURON_ASSIGN_OR_RETURN(const agent::v1::Settings settings, daemon->GetSettings());
  if (settings.has_publishes()) {
    facts->publishes = settings.publishes();
  }
  facts->dry_run = settings.dry_run();
  facts->lease_socket = LeaseSocketOf(settings);
  return absl::OkStatus();
}

void LookAtDaemon(const Options& options, HostFacts* facts) {
  absl::StatusOr<DaemonClient> daemon = DaemonClient::Connect(options.socket, options.timeout);
  const absl::Status settings = daemon.ok() ? AskSettings(&*daemon, facts) : daemon.status();
  if (!settings.ok()) {
    facts->publishes = settings;
    facts->lease_socket = Reading<std::string>::Unknown(settings);
  }
  if (daemon.ok()) {
    facts->publication = daemon->GetPublication();
  } else {
    facts->publication = daemon.status();
  }
}

absl::Status LookAtSnapshot(const Options& options, HostFacts* facts) {
  NEURON_ASSIGN_OR_RETURN(const agent::v1::Snapshot message, FetchSnapshot(options));
  facts->agent = absl::StrCat("neuron-agent ", message.agent_version(), " at ", options.socket);
  NEURON_ASSIGN_OR_RETURN(facts->snapshot, Understand(message));
  return absl::OkStatus();
}

void LookAtNodes(const Options& options, HostFacts* facts) {
  for (const Chip& chip : facts->snapshot->inventory->chips) {
    facts->nodes[chip.index] =
        CheckThere(absl::StrCat(options.host.dev, "/neuron", chip.index), "");
  }
}

HostFacts Look(const Options& options) {
  HostFacts facts;
  facts.local = options.local;
  const absl::Status status = LookAtSnapshot(options, &facts);
  if (status.ok()) {
    LookAtNodes(options, &facts);
  } else {
    facts.snapshot = status;
  }
  if (options.local) {
    facts.walk = DescriptorWalk::Load().status();
  } else {
    LookAtDaemon(options, &facts);
  }
  facts.sight = CheckSight(options.host.proc);
  facts.btf = CheckThere(kBtf,
                         "; run a kernel with CONFIG_DEBUG_INFO_BTF: without it processes are "
                         "found by /proc, more slowly");
  return facts;
}

}  // namespace

absl::Status RunDoctor(const Options& options, const Output& output) {
  const std::vector<Check> checks = Diagnose(Look(options));
  NEURON_RETURN_IF_ERROR(
      output(options.format == Format::kJson ? DiagnosisJson(checks) : DiagnosisTable(checks)));
  if (!options.bundle.empty()) {
    NEURON_ASSIGN_OR_RETURN(const std::string wrote, WriteBundle(options, checks));
    // JSON is for programs, which find the gaps in the file.
    NEURON_RETURN_IF_ERROR(output(options.format == Format::kJson ? "" : wrote));
  }
  return Summary(checks);
}

}  // namespace neuron
