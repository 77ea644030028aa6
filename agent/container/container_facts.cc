#include "agent/container/container_facts.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "agent/base/file.h"
#include "agent/device/device_identity.h"

namespace neuron {
namespace {

constexpr char kTaskArn[] = "com.amazonaws.ecs.task-arn";
constexpr char kFamily[] = "com.amazonaws.ecs.task-definition-family";
constexpr char kRevision[] = "com.amazonaws.ecs.task-definition-version";
constexpr char kName[] = "com.amazonaws.ecs.container-name";

// Empty if it has none of that name.
std::string Label(const DockerContainer& container, const char* name) {
  const auto found = container.labels.find(name);
  return found == container.labels.end() ? "" : found->second;
}

// A folder can be a whole tree, such as /proc, and the loop waits.
constexpr int kMostFiles = 4096;

ChipSet AllOf(const ChipIdentities& chips) {
  ChipSet all;
  for (const auto& [identity, chip] : chips) {
    all.Add(chip);
  }
  return all;
}

ChipSet Union(ChipSet a, ChipSet b) { return ChipSet(a.bits() | b.bits()); }

// Of a folder, which Docker takes too, those in it: there links are not followed.
ChipSet ChipsAt(const std::string& path, int flags, const ChipIdentities& chips, int* files_left) {
  if (--*files_left < 0) {
    return AllOf(chips);
  }
  struct statx found = {};
  flags |= AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC;
  if (statx(AT_FDCWD, path.c_str(), flags, STATX_TYPE | STATX_INO, &found) != 0) {
    const bool is_gone = errno == ENOENT || errno == ENOTDIR;
    return is_gone ? ChipSet() : AllOf(chips);
  }
  if (!S_ISDIR(found.stx_mode)) {
    const auto chip = chips.find(IdentityOf(found));
    return chip == chips.end() ? ChipSet() : ChipSet({chip->second});
  }
  const auto names = ListDirectory(path);
  ChipSet inside = names.ok() ? ChipSet() : AllOf(chips);
  for (const std::string& name : names.value_or(std::vector<std::string>())) {
    inside = Union(inside, ChipsAt(path + "/" + name, AT_SYMLINK_NOFOLLOW, chips, files_left));
  }
  return inside;
}

ChipSet ChipsOf(const DockerContainer& container, const ChipIdentities& chips) {
  ChipSet given;
  int files_left = kMostFiles;
  for (const std::string& path : container.devices) {
    given = Union(given, ChipsAt(path, 0, chips, &files_left));
  }
  return given;
}

}  // namespace

absl::optional<ContainerTask> TaskByLabels(const DockerContainer& container) {
  ContainerTask task = {Label(container, kTaskArn), Label(container, kFamily),
                        Label(container, kRevision)};
  return task.arn.empty() ? absl::nullopt : absl::make_optional(std::move(task));
}

std::string NameOf(const DockerContainer& container) {
  std::string name = Label(container, kName);
  return name.empty() ? container.name : name;
}

void AddDockersWord(const DockerWord& docker, ContainerScan* scan) {
  for (Container& container : scan->containers) {
    const auto found = docker.containers.find(container.id);
    if (found != docker.containers.end()) {
      container.privileged = found->second.privileged;
    }
  }
}

std::vector<CreatedContainer> CreatedContainers(const DockerWord& docker,
                                                const ChipIdentities& chips) {
  std::vector<CreatedContainer> created;
  for (const auto& [id, container] : docker.containers) {
    if (container.state != DockerState::kCreated || !container.start_error.empty()) {
      continue;
    }
    const ChipSet given = ChipsOf(container, chips);
    if (!given.empty()) {
      created.push_back(
          {id, NameOf(container), TaskByLabels(container), given, container.created_at});
    }
  }
  return created;
}

}  // namespace neuron
