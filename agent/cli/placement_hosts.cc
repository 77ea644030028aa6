#include "agent/cli/placement_hosts.h"

#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/cli/publication_source.h"
#include "agent/cli/snapshot_source.h"
#include "agent/placement/saved_hosts.h"

namespace neuron {
namespace {

// 10,000 instances with all their capabilities.
constexpr std::size_t kMaxFileBytes = std::size_t{64} << 20;

bool IsWritten(const agent::v1::Attribute& wanted, const agent::v1::Publication& publication) {
  for (const agent::v1::Attribute& written : publication.written()) {
    if (written.name() == wanted.name()) {
      return written.value() == wanted.value();
    }
  }
  return false;
}

// The names that ECS does not hold with the wanted value.
std::vector<std::string> NotWritten(const agent::v1::Publication& publication) {
  std::vector<std::string> names;
  for (const agent::v1::Attribute& wanted : publication.wanted()) {
    if (!IsWritten(wanted, publication)) {
      names.push_back(wanted.name());
    }
  }
  return names;
}

// What the daemon wants. One that does not publish wants nothing: then what it would want is the
// question, as it is with options.local.
absl::StatusOr<agent::v1::Publication> FetchWanted(const Options& options,
                                                   const agent::v1::Snapshot& message) {
  agent::v1::Publication publication;
  if (!options.local) {
    NEURON_ASSIGN_OR_RETURN(publication, FetchPublication(options));
  }
  if (!publication.wanted().empty()) {
    return publication;
  }
  NEURON_ASSIGN_OR_RETURN(const Snapshot snapshot, Understand(message));
  return WantedFor(snapshot, options);
}

absl::StatusOr<std::vector<PlacementHost>> AskThisHost(const Options& options) {
  NEURON_ASSIGN_OR_RETURN(const agent::v1::Snapshot message, FetchSnapshot(options));
  NEURON_ASSIGN_OR_RETURN(const agent::v1::Publication publication, FetchWanted(options, message));
  PlacementHost here = ThisHost(publication, message.host());
  const absl::optional<std::string> unconfirmed = Unconfirmed(publication);
  if (!options.local && unconfirmed.has_value()) {
    here.notes.push_back(*unconfirmed);
  }
  return std::vector<PlacementHost>{std::move(here)};
}

absl::StatusOr<std::vector<PlacementHost>> ReadHosts(const std::vector<std::string>& paths) {
  std::vector<std::string> texts;
  for (const std::string& path : paths) {
    const absl::StatusOr<std::string> text = ReadFile(path, kMaxFileBytes);
    if (!text.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("--hosts: ", text.status().message()));
    }
    // Without the room that reading took.
    texts.emplace_back(text->data(), text->size());
  }
  absl::StatusOr<std::vector<PlacementHost>> hosts = ParseSavedHosts(texts);
  return hosts.ok() ? hosts
                    : absl::InvalidArgumentError(absl::StrCat("--hosts=", absl::StrJoin(paths, ","),
                                                              ": ", hosts.status().message()));
}

}  // namespace

PlacementHost ThisHost(const agent::v1::Publication& publication, const agent::v1::Host& host) {
  PlacementHost here;
  here.name = "this host";
  const absl::Status ask = absl::UnknownError(
      "this agent does not publish it, and only ECS knows: give --hosts, see the help");
  here.other_attributes = ask;
  for (const SubjectKind kind :
       {SubjectKind::kAgentConnected, SubjectKind::kAgentVersion, SubjectKind::kEc2InstanceId,
        SubjectKind::kRegisteredAt, SubjectKind::kRunningTasksCount, SubjectKind::kTaskGroup}) {
    here.fields[kind] = Reading<std::string>::Unknown(
        absl::UnknownError("only ECS knows: give --hosts, see the help"));
  }
  for (const agent::v1::Attribute& wanted : publication.wanted()) {
    if (wanted.value() != kGenerationToCome) {
      here.attributes[wanted.name()] = wanted.value();
    }
  }
  if (host.has_instance_type()) {
    here.attributes["ecs.instance-type"] = host.instance_type();
  }
  return here;
}

absl::optional<std::string> Unconfirmed(const agent::v1::Publication& publication) {
  const std::vector<std::string> names = NotWritten(publication);
  if (names.empty()) {
    return absl::nullopt;
  }
  return absl::StrCat("ECS has not confirmed these values yet: ", absl::StrJoin(names, ", "),
                      publication.has_error() ? absl::StrCat(" (", publication.error(), ")") : "");
}

absl::StatusOr<std::vector<PlacementHost>> FetchPlacementHosts(const Options& options) {
  return options.hosts.empty() ? AskThisHost(options) : ReadHosts(options.hosts);
}

}  // namespace neuron
