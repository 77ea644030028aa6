#include "tests/simulator/host/driver_nodes.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/base/status.h"
#include "tests/simulator/host/additions.h"
#include "tests/simulator/host/chip.h"
#include "tests/simulator/host/layout.h"

namespace neuron::sim {
namespace {

constexpr std::uint64_t kDatastoreBytes = 262144;
constexpr int kWorldReadableSince = 28;
constexpr int kDriverMemoryClassSince = 17;
constexpr std::uint32_t kTrainium3 = 4;

// The recorded Trainium2's names in the files of a Trainium3.
void RenameTrainium2(RecordedNode* node) {
  if (!absl::StrContains(node->path, "/info/architecture/")) return;
  node->content = absl::StrReplaceAll(
      node->content,
      {{"Trainium2", "Trainium3"}, {"Trn2", "Trn3"}, {"NDv3", "NDv4"}, {"NCv3", "NCv4"}});
}

// The number on this host of the recorded neighbour of `chip`; -1 if it has none.
int Neighbour(const Instance& instance, int chip, int recorded) {
  if (recorded < instance.chips) return recorded;
  if (!instance.closes_ring) return -1;
  return recorded == chip + 1 ? 0 : instance.chips - 1;
}

// `line` is what connected_devices of the recorded chip says.
std::string CutTopology(const Instance& instance, int chip, absl::string_view line) {
  std::vector<int> neighbours;
  for (const absl::string_view word : absl::StrSplit(absl::StripSuffix(line, "\n"), ", ")) {
    int recorded = 0;
    if (!absl::SimpleAtoi(word, &recorded)) continue;
    const int neighbour = Neighbour(instance, chip, recorded);
    if (neighbour >= 0) neighbours.push_back(neighbour);
  }
  return absl::StrJoin(neighbours, ", ") + "\n";
}

// The recorded driver has made 16 datastores in host memory, before anyone used a chip.
bool HoldsDatastores(absl::string_view path_in_chip) {
  if (absl::EndsWith(path_in_chip, "/present")) return false;
  return absl::StartsWith(path_in_chip, "stats/memory_usage/host_mem/driver_memory/") ||
         absl::StartsWith(path_in_chip, "neuron_core0/stats/memory_usage/host_mem/");
}

// The bytes at rest, by the number of datastores.
std::string MemoryAtRest(const Generation& generation, const std::string& recorded) {
  std::uint64_t bytes = 0;
  if (!absl::SimpleAtoi(absl::StripSuffix(recorded, "\n"), &bytes)) return recorded;
  const int fewer = ProcessSlots(RecordedGeneration()) - ProcessSlots(generation);
  return absl::StrCat(bytes - static_cast<std::uint64_t>(fewer) * kDatastoreBytes, "\n");
}

// What a file says at rest, and its mode.
void SetFile(const Instance& instance, const Generation& generation, int chip, RecordedNode* node) {
  if (instance.recording->architecture == kTrainium3) RenameTrainium2(node);
  if (node->path == "sys/module/neuron/version") node->content = generation.version + "\n";
  const absl::string_view in_chip = PathInChip(node->path);
  if (in_chip == "connected_devices") {
    node->content = CutTopology(instance, chip, node->content);
  }
  if (generation.minor >= kWorldReadableSince &&
      (in_chip == "connected_devices" || in_chip == "core_count")) {
    node->mode = 0444;
  }
  if (HoldsDatastores(in_chip)) node->content = MemoryAtRest(generation, node->content);
}

// Invented: before the driver's own memory had a class, the applications' class held it.
void ChargeApplications(std::vector<RecordedNode>* nodes) {
  constexpr absl::string_view kDriverMemory = "host_mem/driver_memory/";
  for (RecordedNode& node : *nodes) {
    const std::size_t at = node.path.find(kDriverMemory.data());
    if (at == std::string::npos) continue;
    const std::string instead =
        absl::StrReplaceAll(node.path, {{kDriverMemory, "host_mem/application_memory/"}});
    const auto found = std::find_if(nodes->begin(), nodes->end(), [&](const RecordedNode& other) {
      return other.path == instead;
    });
    if (found != nodes->end()) found->content = node.content;
  }
}

// Where this generation has the node.
std::string PlaceFromRoot(const Generation& generation, const std::string& path) {
  const absl::string_view in_chip = PathInChip(path);
  if (in_chip.empty()) return path;
  const absl::string_view chip = absl::string_view(path).substr(0, path.size() - in_chip.size());
  return absl::StrCat(chip, PlaceOf(generation, in_chip));
}

void AppendAdditions(const Instance& instance, const Generation& generation,
                     std::vector<RecordedNode>* nodes) {
  for (RecordedNode& node : AddedToDriver(instance, generation)) nodes->push_back(std::move(node));
  const std::vector<RecordedNode> of_chip = AddedToChip(instance, generation);
  for (int chip = 0; chip < instance.chips; ++chip) {
    for (RecordedNode node : of_chip) {
      node.path = absl::StrCat(ChipDirectory(chip), "/", PlaceOf(generation, node.path));
      nodes->push_back(std::move(node));
    }
  }
}

}  // namespace

absl::StatusOr<std::vector<RecordedNode>> DriverNodesOf(const Instance& instance,
                                                        const Generation& generation) {
  NEURON_ASSIGN_OR_RETURN(auto recorded, ParseRecordedTree(instance.recording->sysfs));
  std::vector<RecordedNode> nodes;
  for (RecordedNode& node : recorded) {
    const int chip = ChipOf(node.path);
    if (chip >= instance.chips) continue;
    SetFile(instance, generation, chip, &node);
    nodes.push_back(std::move(node));
  }
  if (generation.minor < kDriverMemoryClassSince) ChargeApplications(&nodes);
  const auto is_missing = [&](const RecordedNode& node) {
    return !HasRecordedNode(generation, instance.platform, node.path);
  };
  nodes.erase(std::remove_if(nodes.begin(), nodes.end(), is_missing), nodes.end());
  for (RecordedNode& node : nodes) node.path = PlaceFromRoot(generation, node.path);
  AppendAdditions(instance, generation, &nodes);
  return nodes;
}

}  // namespace neuron::sim
