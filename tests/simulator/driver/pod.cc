#include "tests/simulator/driver/pod.h"

#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tests/simulator/driver/driver_abi.h"

namespace neuron::sim {
namespace {

constexpr std::uint32_t kModeX1 = 1 << 4;
constexpr std::uint8_t kServersOfAPod = 4;

// What the class attribute says, without its line feed; empty if there is none.
std::string Attribute(Host* host, absl::string_view name) {
  const Node* file = host->tree.Find(absl::StrCat("sys/class/neuron_device/", name));
  return file == nullptr ? "" : std::string(absl::StripSuffix(file->content, "\n"));
}

std::string NodeId(Host* host) {
  const std::string id = Attribute(host, "node_id_4");
  return id.empty() ? Attribute(host, "node_id") : id;
}

// "1,3,4"; a host that may be alone is nothing else.
std::uint32_t Modes(Host* host) {
  std::uint32_t modes = 0;
  for (const absl::string_view word : absl::StrSplit(Attribute(host, "ultraserver_mode"), ',')) {
    std::uint32_t mode = 0;
    if (absl::SimpleAtoi(word, &mode) && mode < 32) modes |= 1U << mode;
  }
  return modes == 0 ? kModeX1 : modes;
}

}  // namespace

Pod PodOf(Host* host) {
  Pod pod;
  pod.state = kPodStateSingleNode;
  if (host->instance.platform == Platform::kStandard) return pod;
  pod.type = host->instance.platform == Platform::kSwitch ? kPodTypeSwitch : kPodTypePeers;
  pod.modes = Modes(host);
  const std::string id = NodeId(host);
  if (!absl::SimpleAtoi(id, &pod.node_id)) {
    pod.node_id = -1;
    pod.state = kPodStateInProgress;
  } else if (pod.node_id >= 0) {
    pod.state = kPodStateUltraServer;
    pod.size = kServersOfAPod;
    const bool ok = absl::SimpleHexAtoi(Attribute(host, "server_id_4"), &pod.serial);
    if (!ok) pod.serial = 0;
  }
  return pod;
}

}  // namespace neuron::sim
