#include "tests/simulator/play/hardware.h"

#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/base/status.h"

namespace neuron::sim {
namespace {

// The 16 bits of the register wrap.
constexpr std::uint64_t kEccModulus = 1 << 16;
constexpr std::uint64_t kHeartbeatModulus = 1 << 8;

// By the firmware's bits 3 to 12.
constexpr std::array<absl::string_view, 10> kComponents = {
    "hbm",       "firmware_service_api", "firmware_service_processor",
    "sram",      "link_intraserver",     "link_host",
    "link_efa",  "link_interserver",     "link_switch",
    "axi_fabric"};

constexpr char kUnreachable[] = "device_unreachable\n";

std::uint64_t NumberIn(const Node& file) {
  std::uint64_t number = 0;
  return absl::SimpleAtoi(absl::StripSuffix(file.content, "\n"), &number) ? number : 0;
}

void SetNumber(Node* file, std::uint64_t number) { file->content = absl::StrCat(number, "\n"); }

// Below a chip's directory; not where it always was, since driver 2.31. nullptr if it is not there.
Node* FindCore(Node* directory, std::uint32_t core) {
  const std::string name = absl::StrCat("neuron_core", core);
  for (const auto& [inode, child] : directory->children) {
    if (child->kind != NodeKind::kDirectory) continue;
    Node* found = child->name == name ? child : FindCore(child, core);
    if (found != nullptr) return found;
  }
  return nullptr;
}

// Directories of cores are not searched: each core is asked for by itself.
void AddLeaves(Node* directory, absl::string_view name, std::vector<Node*>* found) {
  for (const auto& [inode, child] : directory->children) {
    if (child->kind == NodeKind::kFile && child->name == name) found->push_back(child);
    if (child->kind != NodeKind::kDirectory || absl::StartsWith(child->name, "neuron_core")) {
      continue;
    }
    Node* total = child->name == name ? Tree::FindChild(child, "total") : nullptr;
    if (total != nullptr) found->push_back(total);
    AddLeaves(child, name, found);
  }
}

}  // namespace

const std::array<absl::string_view, 5>& EccKinds() {
  static constexpr std::array<absl::string_view, 5> kKinds = {
      "mem_uncorrected", "mem_repairable_uncorrected", "mem_corrected", "sram_uncorrected",
      "sram_corrected"};
  return kKinds;
}

absl::Status CheckComponents(absl::string_view components) {
  for (const absl::string_view component : absl::StrSplit(components, ',')) {
    if (absl::c_linear_search(kComponents, component)) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", component, "\" is no component: use none or ", absl::StrJoin(kComponents, ", ")));
  }
  return absl::OkStatus();
}

absl::StatusOr<Node*> Hardware::FindLeaf(std::uint32_t index, std::optional<std::uint32_t> core,
                                         absl::string_view name) const {
  const Chip* chip = FindChip(*host_, static_cast<int>(index));
  if (chip == nullptr || (core && static_cast<int>(*core) >= chip->cores)) {
    return absl::InvalidArgumentError(absl::StrCat("no chip ", index,
                                                   core ? absl::StrCat(" with a core ", *core) : "",
                                                   " on ", host_->instance.type));
  }
  Node* directory = host_->tree.Find(ChipDirectory(chip->index));
  if (directory != nullptr && core) directory = FindCore(directory, *core);
  std::vector<Node*> found;
  if (directory != nullptr) AddLeaves(directory, name, &found);
  if (found.size() == 1) return found[0];
  const std::string where = absl::StrCat("chip ", index, core ? absl::StrCat(" core ", *core) : "");
  return absl::FailedPreconditionError(
      found.empty() ? absl::StrCat(where, " has no ", name, " with driver ",
                                   host_->generation.version, " now")
                    : absl::StrCat(where, " has ", found.size(), " files for ", name,
                                   ": use set PATH VALUE"));
}

absl::Status Hardware::SetCounter(const config::v1::SetCounter& set) {
  const auto core = set.has_core() ? std::optional(set.core()) : std::nullopt;
  NEURON_ASSIGN_OR_RETURN(Node * file, FindLeaf(set.chip(), core, set.counter()));
  SetNumber(file, set.value());
  return absl::OkStatus();
}

absl::Status Hardware::AddCounter(const config::v1::AddCounter& add) {
  const auto core = add.has_core() ? std::optional(add.core()) : std::nullopt;
  NEURON_ASSIGN_OR_RETURN(Node * file, FindLeaf(add.chip(), core, add.counter()));
  SetNumber(file, NumberIn(*file) + add.delta());
  return absl::OkStatus();
}

absl::Status Hardware::AddEcc(const config::v1::AddEcc& ecc) {
  // "mem_uncorrected" is in mem_ecc_uncorrected.
  const std::string name =
      absl::StrReplaceAll(ecc.kind(), {{"mem_", "mem_ecc_"}, {"sram_", "sram_ecc_"}});
  NEURON_ASSIGN_OR_RETURN(Node * file, FindLeaf(ecc.chip(), std::nullopt, name));
  SetNumber(file, (NumberIn(*file) + ecc.delta()) % kEccModulus);
  return absl::OkStatus();
}

absl::Status Hardware::SetPower(const config::v1::SetPower& power, absl::Time now) {
  NEURON_ASSIGN_OR_RETURN(Node * file, FindLeaf(power.chip(), std::nullopt, "utilization"));
  const std::int64_t minute = absl::ToUnixSeconds(now) / 60 * 60;
  file->content = absl::StrFormat("POWER_STATUS_VALID,%d,%.2f,%.2f,%.2f\n", minute, power.min(),
                                  power.max(), power.average());
  return absl::OkStatus();
}

absl::Status Hardware::SetHealth(const config::v1::SetHealth& health) {
  const std::uint32_t chip = health.chip();
  NEURON_ASSIGN_OR_RETURN(Node * components, FindLeaf(chip, std::nullopt, "unhealthy_components"));
  NEURON_ASSIGN_OR_RETURN(Node * heartbeat, FindLeaf(chip, std::nullopt, "healthcheck_heartbeat"));
  const std::string before = components->content;
  if (health.has_unreachable() && !health.unreachable() && before == kUnreachable) {
    components->content = "\n";
    SetNumber(heartbeat, 0);
  }
  if (health.has_components()) {
    components->content = health.components() == "none" ? "\n" : health.components() + "\n";
  }
  if (health.beating()) stopped_.erase(chip);
  if (health.has_beating() && !health.beating()) stopped_.insert(chip);
  if (health.has_heartbeat()) SetNumber(heartbeat, health.heartbeat());
  if (health.unreachable()) components->content = heartbeat->content = kUnreachable;
  return components->content == before ? absl::OkStatus() : CountHealthChange(chip);
}

absl::Status Hardware::SetSerialNumber(std::uint32_t chip, absl::string_view serial_number) {
  NEURON_ASSIGN_OR_RETURN(Node * file, FindLeaf(chip, std::nullopt, "serial_number"));
  file->content = absl::StrCat(serial_number, "\n");
  return absl::OkStatus();
}

void Hardware::Beat(std::uint32_t chip) {
  const absl::StatusOr<Node*> heartbeat = FindLeaf(chip, std::nullopt, "healthcheck_heartbeat");
  if (!heartbeat.ok() || stopped_.count(chip) > 0 || (*heartbeat)->content == kUnreachable) return;
  SetNumber(*heartbeat, (NumberIn(**heartbeat) + 1) % kHeartbeatModulus);
}

absl::Status Hardware::CountHealthChange(std::uint32_t chip) {
  NEURON_ASSIGN_OR_RETURN(Node * file, FindLeaf(chip, std::nullopt, "hw_error_event"));
  SetNumber(file, NumberIn(*file) + 1);
  return absl::OkStatus();
}

}  // namespace neuron::sim
