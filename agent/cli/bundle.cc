#include "agent/cli/bundle.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "agent/base/status.h"
#include "agent/capture/scrub.h"
#include "agent/cli/daemon_client.h"
#include "agent/cli/diagnosis_text.h"
#include "agent/cli/host_archive.h"
#include "agent/cli/message_text.h"
#include "agent/cli/scrub_message.h"
#include "agent/cli/snapshot_source.h"
#include "agent/version.h"
#include "proto/diagnosis.pb.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {
namespace {

constexpr char kVersions[] = "daemon.txt";

// What is gathered, and what is missing of it.
class Bundle {
 public:
  explicit Bundle(HostCapture capture)
      : members_(std::move(capture.members)), gaps_(std::move(capture.gaps)) {
    absl::StrAppend(&about_, "neuronctl ", kAgentVersion, "\n");
  }

  void Add(std::string name, std::string content) {
    members_.push_back({std::move(name), std::move(content)});
  }

  void Tell(absl::string_view line) { absl::StrAppend(&about_, Scrub(line), "\n"); }

  template <typename Message>
  void AddMessage(const std::string& name, absl::StatusOr<Message> message) {
    if (!message.ok()) {
      gaps_.push_back(absl::StrCat(name, ": ", message.status().message()));
      Tell(gaps_.back());
      Add(name, "");
      return;
    }
    ScrubMessage(&*message);
    Add(name, JsonPage(*message));
  }

  std::vector<ArchiveMember> TakeMembers() {
    Add(kVersions, std::move(about_));
    return std::move(members_);
  }
  const std::vector<std::string>& gaps() const { return gaps_; }

 private:
  std::vector<ArchiveMember> members_;
  std::vector<std::string> gaps_;
  std::string about_;
};

void AddSnapshot(const Options& options, Bundle* bundle) {
  absl::StatusOr<agent::v1::Snapshot> snapshot = FetchSnapshot(options);
  if (snapshot.ok()) {
    bundle->Tell(options.local ? "without the daemon: --local"
                               : absl::StrCat("neuron-agent ", snapshot->agent_version()));
  }
  bundle->AddMessage("snapshot.json", std::move(snapshot));
}

void AddDaemon(const Options& options, Bundle* bundle) {
  absl::StatusOr<DaemonClient> daemon = DaemonClient::Connect(options.socket, options.timeout);
  const absl::Status away = daemon.status();
  bundle->AddMessage("publication.json", daemon.ok()
                                             ? daemon->GetPublication()
                                             : absl::StatusOr<agent::v1::Publication>(away));
  bundle->AddMessage("settings.json", daemon.ok() ? daemon->GetSettings()
                                                  : absl::StatusOr<agent::v1::Settings>(away));
}

}  // namespace

absl::StatusOr<std::string> WriteBundle(const Options& options, const std::vector<Check>& checks) {
  const absl::Time now = absl::Now();
  Bundle bundle(CaptureThisHost(options, now));
  bundle.Add("diagnosis.txt", Scrub(DiagnosisTable(checks)));
  bundle.AddMessage("diagnosis.json",
                    absl::StatusOr<agent::v1::Diagnosis>(EncodeDiagnosis(checks)));
  AddSnapshot(options, &bundle);
  if (!options.local) {
    AddDaemon(options, &bundle);
  }
  NEURON_ASSIGN_OR_RETURN(const std::string wrote,
                          WriteArchive(options.bundle, bundle.TakeMembers(), now));
  return absl::StrCat(wrote, GapText(bundle.gaps()));
}

}  // namespace neuron
