#include "agent/docker/docker_container.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/base/excerpt.h"
#include "agent/base/json.h"
#include "agent/base/status.h"
#include "proto/docker_api.pb.h"

namespace neuron {
namespace {

constexpr std::size_t kIdDigits = 64;

bool IsId(absl::string_view text) {
  return text.size() == kIdDigits && std::all_of(text.begin(), text.end(), absl::ascii_isxdigit);
}

absl::Status NotDockers(absl::string_view what) {
  return absl::DataLossError(absl::StrCat("Docker's answer ", what));
}

absl::StatusOr<DockerState> ReadState(absl::string_view word) {
  if (word == "created") {
    return DockerState::kCreated;
  }
  if (word == "running" || word == "paused" || word == "restarting") {
    return DockerState::kRunning;
  }
  if (word == "exited" || word == "dead" || word == "removing") {
    return DockerState::kEnded;
  }
  return NotDockers(absl::StrCat("has a container in the state \"", Excerpt(word), "\""));
}

absl::StatusOr<absl::Time> ReadTime(absl::string_view text) {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, text, &time, &error)) {
    return NotDockers(absl::StrCat("has a container created at \"", Excerpt(text), "\""));
  }
  return time;
}

bool IsChange(absl::string_view action) {
  return action == "create" || action == "start" || action == "die" || action == "destroy";
}

}  // namespace

absl::StatusOr<DockerContainer> ParseDockerContainer(absl::string_view json) {
  docker_api::Container wire;
  if (!ReadJson(json, &wire)) {
    return NotDockers("is not in JSON");
  }
  if (!IsId(wire.id())) {
    return NotDockers("has a container without an Id");
  }
  DockerContainer container;
  NEURON_ASSIGN_OR_RETURN(container.state, ReadState(wire.state().status()));
  NEURON_ASSIGN_OR_RETURN(container.created_at, ReadTime(wire.created()));
  container.id = wire.id();
  container.name = std::string(absl::StripPrefix(wire.name(), "/"));
  container.start_error = Excerpt(wire.state().error());
  container.privileged = wire.host_config().privileged();
  for (const docker_api::Container::Device& device : wire.host_config().devices()) {
    container.devices.push_back(device.path_on_host());
  }
  container.labels = {wire.config().labels().begin(), wire.config().labels().end()};
  return container;
}

absl::StatusOr<std::map<std::string, DockerState>> ParseDockerList(absl::string_view json) {
  docker_api::ContainerList wire;
  if (!absl::StartsWith(json, "[") ||
      !ReadJson(absl::StrCat(R"({"containers":)", json, "}"), &wire)) {
    return NotDockers("is not a list in JSON");
  }
  std::map<std::string, DockerState> states;
  for (const docker_api::ListedContainer& container : wire.containers()) {
    if (!IsId(container.id())) {
      return NotDockers("has a container without an Id");
    }
    NEURON_ASSIGN_OR_RETURN(states[container.id()], ReadState(container.state()));
  }
  return states;
}

absl::StatusOr<int> CountDockerEvents(absl::string_view lines) {
  int count = 0;
  for (const absl::string_view line : absl::StrSplit(lines, '\n', absl::SkipWhitespace())) {
    docker_api::Event event;
    if (!ReadJson(line, &event)) {
      return NotDockers("has an event that is not in JSON");
    }
    count += event.type() == "container" && IsChange(event.action()) ? 1 : 0;
  }
  return count;
}

}  // namespace neuron
