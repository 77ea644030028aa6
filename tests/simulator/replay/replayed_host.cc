#include "tests/simulator/replay/replayed_host.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/base/status.h"
#include "agent/device/answer_book.h"
#include "agent/device/driver_version.h"
#include "tests/simulator/replay/archive_reader.h"

namespace neuron::sim {
namespace {

using Members = std::map<std::string, std::string>;

constexpr std::size_t kLimit = 256 << 20;
constexpr absl::string_view kFormat = "format: neuron-capture-1\n";

absl::Status Bad(absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat("no capture to replay: ", why));
}

absl::string_view MemberOf(const Members& members, const std::string& name) {
  const auto found = members.find(name);
  return found == members.end() ? absl::string_view() : found->second;
}

absl::StatusOr<std::vector<RecordedNode>> TreeOf(const Members& members, const std::string& name) {
  absl::StatusOr<std::vector<RecordedNode>> nodes = ParseRecordedTree(MemberOf(members, name));
  if (!nodes.ok()) return Bad(absl::StrCat(name, ": ", nodes.status().message()));
  return nodes;
}

// The content of the first file whose path ends like this, without its line feed.
std::string ContentOf(const std::vector<RecordedNode>& nodes, absl::string_view end) {
  const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const RecordedNode& node) {
    return node.kind == RecordedKind::kFile && absl::EndsWith(node.path, end);
  });
  return found == nodes.end() ? "" : std::string(absl::StripSuffix(found->content, "\n"));
}

absl::StatusOr<const Recording*> RecordingFor(const std::string& device_name) {
  static const std::map<std::string, const Recording*> recordings = {
      {"Inferentia", &Inf1Recording()}, {"Inferentia2", &Inf2Recording()},
      {"Trainium1", &Trn1Recording()},  {"Trainium2", &Trn2Recording()},
      {"Trainium3", &Trn3Recording()},
  };
  const auto found = recordings.find(device_name);
  if (found == recordings.end()) {
    return Bad(absl::StrCat("its chips call themselves \"", device_name, "\""));
  }
  return found->second;
}

// The newest that we can be and that is not newer.
Generation GenerationOf(const std::string& version) {
  const absl::StatusOr<DriverVersion> wanted = ParseDriverVersion(version);
  Generation best = wanted.ok() ? Generations().front() : RecordedGeneration();
  for (const Generation& candidate : Generations()) {
    if (wanted.ok() && wanted->major == 2 && candidate.minor <= wanted->minor) best = candidate;
  }
  best.version = version;
  return best;
}

struct PciFunctions {
  // By address.
  std::map<std::string, std::string> directories;
};

// Directories like sys/devices/pci0000:00/0000:00:1e.0, by their last part.
PciFunctions FunctionsOf(const std::vector<RecordedNode>& nodes) {
  PciFunctions functions;
  for (const RecordedNode& node : nodes) {
    const std::string name = node.path.substr(node.path.rfind('/') + 1);
    if (node.kind == RecordedKind::kDirectory && absl::StartsWith(node.path, "sys/devices/pci") &&
        ParsePciAddress(name).ok()) {
      functions.directories[name] = node.path;
    }
  }
  return functions;
}

// "chips of boot BOOT driver VERSION", wherever else the first line goes.
AnswerBook BookOf(const Members& members) {
  const absl::string_view text = MemberOf(members, "answers.txt");
  const std::vector<std::string> words = absl::StrSplit(text.substr(0, text.find('\n')), ' ');
  AnswerBook::Edition edition;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == "boot") edition.boot_id = words[i + 1];
    if (words[i] == "driver") edition.driver_version = words[i + 1];
  }
  absl::StatusOr<AnswerBook> book = AnswerBook::Parse(text, edition);
  return book.ok() ? *std::move(book) : AnswerBook();
}

// Indices of the chips in the tree, and how many cores each has.
std::map<int, int> CoresOfChips(const std::vector<RecordedNode>& nodes) {
  std::map<int, int> cores;
  for (const RecordedNode& node : nodes) {
    const int chip = ChipOf(node.path);
    if (chip < 0 || chip >= 64 || node.kind != RecordedKind::kDirectory) continue;
    const absl::string_view below = absl::StripPrefix(node.path, ChipDirectory(chip));
    cores[chip] += absl::StartsWith(below, "/neuron_core") && below.rfind('/') == 0 ? 1 : 0;
  }
  return cores;
}

void Place(const AskedChip* asked, Chip* chip) {
  if (asked == nullptr) return;
  if (asked->answers.routing_id.has_value()) {
    chip->routing_id = static_cast<int>(asked->answers.routing_id.value());
  }
  if (asked->answers.pci.has_value()) {
    const neuron::PciAddress& said = asked->answers.pci.value();
    chip->pci = {said.domain, said.bus, said.slot, said.function};
  }
}

std::vector<Chip> ChipsOf(const Members& members, const std::vector<RecordedNode>& driver,
                          const PciFunctions& functions) {
  const AnswerBook book = BookOf(members);
  auto next = functions.directories.begin();
  std::vector<Chip> chips;
  for (const auto& [index, cores] : CoresOfChips(driver)) {
    Chip chip;
    chip.index = chip.routing_id = index;
    chip.cores = cores;
    if (next != functions.directories.end()) chip.pci = *ParsePciAddress((next++)->first);
    Place(book.Find(index), &chip);
    const auto function = functions.directories.find(PciName(chip.pci));
    if (function != functions.directories.end()) chip.pci_directory = function->second;
    chips.push_back(chip);
  }
  return chips;
}

Instance InstanceOf(const std::string& type, const Recording* recording, std::size_t chips) {
  Instance instance;
  const absl::StatusOr<Instance> known = FindInstance(type);
  if (known.ok()) instance = *known;
  instance.type = type;
  instance.recording = recording;
  instance.chips = static_cast<int>(chips);
  return instance;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Host>> MakeReplayedHost(const Members& members) {
  if (!absl::StartsWith(MemberOf(members, "manifest.txt"), kFormat)) {
    return Bad("its manifest.txt is of another format");
  }
  HostNodes nodes;
  NEURON_ASSIGN_OR_RETURN(nodes.driver, TreeOf(members, "sysfs.txt"));
  NEURON_ASSIGN_OR_RETURN(nodes.pci, TreeOf(members, "pci.txt"));
  NEURON_ASSIGN_OR_RETURN(const std::vector<RecordedNode> machine, TreeOf(members, "machine.txt"));
  nodes.chips = ChipsOf(members, nodes.driver, FunctionsOf(nodes.pci));
  if (nodes.chips.empty()) return Bad("there is no chip in it");
  NEURON_ASSIGN_OR_RETURN(const Recording* recording,
                          RecordingFor(ContentOf(nodes.driver, "/device_name")));
  const Instance instance =
      InstanceOf(ContentOf(machine, "/product_name"), recording, nodes.chips.size());
  const Generation generation = GenerationOf(ContentOf(nodes.driver, "sys/module/neuron/version"));
  std::unique_ptr<Host> host = MakeHost(instance, generation, std::move(nodes));
  host->tree.Find("dev/kmsg")->content = std::string(MemberOf(members, "log.txt"));
  return host;
}

absl::StatusOr<std::unique_ptr<Host>> ReplayArchive(absl::string_view archive) {
  NEURON_ASSIGN_OR_RETURN(const std::string tar, DecompressZstd(archive, kLimit));
  NEURON_ASSIGN_OR_RETURN(const Members members, ReadTar(tar));
  return MakeReplayedHost(members);
}

}  // namespace neuron::sim
