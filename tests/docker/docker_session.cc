// Watches a Docker engine with the agent's real parts, and says what it knows.
//
// Usage: docker_session SOCKET [CHIP=PATH...]
// Answers each line with a line: "ok", or why Docker does not answer; then, each after " | ", the
// containers ("ID STATE NAME [privileged]") and those that wait with chips ("ID has CHIP,...
// TASK").

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "agent/base/http_transport.h"
#include "agent/base/loop.h"
#include "agent/container/container_facts.h"
#include "agent/container/device_paths.h"
#include "agent/container/remote_mounts.h"
#include "agent/device/device_identity.h"
#include "agent/docker/docker_watch.h"

namespace neuron {
namespace {

const char* Word(DockerState state) {
  switch (state) {
    case DockerState::kCreated:
      return "created";
    case DockerState::kRunning:
      return "running";
    case DockerState::kEnded:
      break;
  }
  return "ended";
}

std::string Report(const DockerWord& word, const ChipIdentities& chips) {
  std::string line = word.sight.ok() ? "ok" : word.sight.ToString();
  for (const auto& [id, container] : word.containers) {
    absl::StrAppend(&line, " | ", id, " ", Word(container.state), " ", NameOf(container),
                    container.privileged ? " privileged" : "");
  }
  const DevicePaths paths("/dev", chips, ReadRemoteMounts("/proc/self"));
  for (const CreatedContainer& created : CreatedContainers(word, paths)) {
    absl::StrAppend(&line, " | ", created.id, " has ", absl::StrJoin(created.chips.chips(), ","),
                    " ", created.task.value_or(ContainerTask()).arn);
  }
  return line;
}

// REQUIRES: the path is there.
std::pair<DeviceIdentity, int> ReadChip(const std::string& argument) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(argument, '=');
  int chip = 0;
  (void)absl::SimpleAtoi(parts.first, &chip);
  struct statx found = {};
  (void)statx(AT_FDCWD, parts.second.c_str(), 0, STATX_TYPE | STATX_INO, &found);
  return {IdentityOf(found), chip};
}

int Run(const std::string& socket, const ChipIdentities& chips) {
  Loop loop;
  const std::unique_ptr<HttpTransport> transport = MakeHttpTransport(&loop, {});
  DockerEngine engine(socket, transport.get());
  const DockerWatch watch(&engine, &loop, [] {});
  const auto input = loop.Watch(STDIN_FILENO, [&] {
    char line[64];
    if (read(STDIN_FILENO, line, sizeof(line)) <= 0) {
      loop.Stop();
      return;
    }
    std::cout << Report(watch.word(), chips) << std::endl;
  });
  loop.Run();
  return 0;
}

}  // namespace
}  // namespace neuron

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: docker_session SOCKET [CHIP=PATH...]\n";
    return 2;
  }
  neuron::ChipIdentities chips;
  for (int i = 2; i < argc; ++i) {
    chips.insert(neuron::ReadChip(argv[i]));
  }
  return neuron::Run(argv[1], chips);
}
