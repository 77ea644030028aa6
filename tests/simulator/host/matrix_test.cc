// Every instance type with every driver: what is there, what is not, and how it may be read.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/simulator/host/host.h"

namespace neuron::sim {
namespace {

constexpr int kNoEnd = 99;

// Which hosts have a file, beside the versions.
enum class On { kAll, kNotInf1, kTwoDies, kUltraServer, kSwitch, kUltraServerOrSwitch };

struct Expectation {
  const char* leaf;
  int first;
  int last = kNoEnd;
  On on = On::kAll;
};

// By the name of the leaf, which is the file's or the counter's; restated from neuron-driver.md
// §§2.1, 7.1-7.6.
constexpr Expectation kInChip[] = {
    {"core_count", 5},
    {"reset", 5},
    {"success", 7},
    {"failure", 7},
    {"timeout", 7},
    {"exec_bad_input", 7},
    {"hw_error", 7},
    {"generic_error", 7},
    {"resource_error", 7},
    {"resource_nc_error", 7},
    {"invalid_error", 7},
    {"unsupported_neff_version", 7},
    {"host_mem", 7},
    {"model_load_count", 7},
    {"inference_count", 7},
    {"device_mem", 7},
    {"infer_completed_with_error", 7, 7},
    {"infer_completed_with_num_error", 7, 7},
    {"infer_failed_to_queue", 7, 7},
    {"execute_completed_with_error", 8},
    {"execute_completed_with_num_error", 8},
    {"execute_failed_to_queue", 8},
    {"peak", 8},
    {"device_name", 8},
    {"instance_type", 8},
    {"arch_type", 8},
    {"reset_req_count", 8},
    {"reset_fail_count", 8},
    {"notify_delay", 9},
    {"model_code", 10},
    {"tensors", 10},
    {"constants", 10},
    {"model_shared_scratchpad", 10},
    {"runtime_memory", 10},
    {"dma_buffers", 10},
    {"application_memory", 10},
    {"flop_count", 12},
    {"connected_devices", 13},
    {"sram_ecc_uncorrected", 14, kNoEnd, On::kNotInf1},
    {"mem_ecc_uncorrected", 14, kNoEnd, On::kNotInf1},
    {"serial_number", 15, kNoEnd, On::kNotInf1},
    {"oob_error", 16},
    {"driver_memory", 17},
    {"collectives", 17},
    {"nonshared_scratchpad", 17},
    {"notifications", 17},
    {"uncategorized", 17},
    {"dma_rings", 18},
    {"hw_collectives_error", 19},
    {"hw_hbm_ue_error", 19},
    {"hw_nc_ue_error", 19},
    {"hw_dma_abort_error", 19},
    {"execute_sw_nq_overflow", 20},
    {"execute_sw_semaphore_error", 21},
    {"execute_sw_event_error", 21},
    {"execute_sw_psum_collision", 21},
    {"execute_sw_sequencer_fatal", 21},
    {"nc_time_in_use", 21},
    {"utilization", 21},
    {"hw_repairable_hbm_ue_error", 23},
    {"mem_ecc_repairable_uncorrected", 23, kNoEnd, On::kNotInf1},
    {"pe_cntrs", 23, kNoEnd, On::kNotInf1},
    {"fw_api_version", 28},
    {"fw_build", 28},
    {"hw_error_event", 28, kNoEnd, On::kTwoDies},
    {"utilization_raw", 29},
    {"unhealthy_components", 30, kNoEnd, On::kTwoDies},
    {"healthcheck_heartbeat", 30, kNoEnd, On::kTwoDies},
    {"sram_ecc_corrected", 30},
    {"mem_ecc_corrected", 30},
};

// The same for the class, §7.7.
constexpr Expectation kInClass[] = {
    {"node_id_2", 23, 29},
    {"node_id_2", 30, kNoEnd, On::kUltraServer},
    {"node_id_4", 23, 29},
    {"node_id_4", 30, kNoEnd, On::kUltraServer},
    {"server_id_2", 23, 29},
    {"server_id_2", 30, kNoEnd, On::kUltraServer},
    {"server_id_4", 23, 29},
    {"server_id_4", 30, kNoEnd, On::kUltraServer},
    {"ultraserver_mode", 23, 29},
    {"ultraserver_mode", 30, kNoEnd, On::kUltraServerOrSwitch},
    {"node_id", 30, kNoEnd, On::kSwitch},
    {"node_cnt", 30, kNoEnd, On::kSwitch},
    {"reservation_id", 30, kNoEnd, On::kSwitch},
    {"hbm_7200_capable", 30},
    {"current_perf_profile", 30},
};

bool IsOn(On on, const std::string& type) {
  const bool is_ultra_server = type == "trn2u.48xlarge" || type == "trn3p.48xlarge";
  const bool is_switch = type == "trn3.48xlarge";
  switch (on) {
    case On::kAll:
      return true;
    case On::kNotInf1:
      return !absl::StartsWith(type, "inf1");
    case On::kTwoDies:
      return absl::StartsWith(type, "trn2") || absl::StartsWith(type, "trn3");
    case On::kUltraServer:
      return is_ultra_server;
    case On::kSwitch:
      return is_switch;
    case On::kUltraServerOrSwitch:
      return is_ultra_server || is_switch;
  }
  return false;
}

// Leaves that the table expects on the host.
template <typename Table>
std::set<std::string> Expected(const Table& table, const std::string& type, int minor) {
  std::set<std::string> leaves;
  for (const Expectation& expectation : table) {
    const bool in_time = expectation.first <= minor && minor <= expectation.last;
    if (in_time && IsOn(expectation.on, type)) leaves.insert(expectation.leaf);
  }
  return leaves;
}

// What Linux puts into every device's directory.
bool IsOfEveryDevice(absl::string_view name) {
  return name == "dev" || name == "uevent" || name == "subsystem" || name == "power";
}

// Calls `visit` with each file below the directory, and with each directory that is a counter. At
// the top, what is of every device is left out.
template <typename Visit>
void VisitLeaves(const Node& directory, const Visit& visit, bool is_top = true) {
  for (const auto& [inode, child] : directory.children) {
    if (is_top && IsOfEveryDevice(child->name)) continue;
    const bool is_counter = Tree::FindChild(child, "total") != nullptr;
    if (child->kind != NodeKind::kDirectory || is_counter) visit(*child);
    if (child->kind == NodeKind::kDirectory) VisitLeaves(*child, visit, false);
  }
}

// "total" and "present", of which every counter is made, are not named.
std::set<std::string> LeavesBelow(const Node& directory) {
  std::set<std::string> names;
  VisitLeaves(directory, [&](const Node& leaf) {
    if (leaf.name != "total" && leaf.name != "present") names.insert(leaf.name);
  });
  return names;
}

std::set<std::string> ClassAttributes(Host* host) {
  std::set<std::string> names;
  for (const auto& [inode, child] : host->tree.Find("sys/class/neuron_device")->children) {
    if (child->kind == NodeKind::kFile) names.insert(child->name);
  }
  return names;
}

// Of a file of a chip, §7.1: root may write most, and everyone may read them.
unsigned ExpectedMode(const std::string& name, int minor) {
  if (name == "reset") return 0600;
  if (name == "core_count" || name == "connected_devices") return minor < 28 ? 0400 : 0444;
  for (const char* read_only : {"fw_api_version", "fw_build", "hw_error_event",
                                "unhealthy_components", "healthcheck_heartbeat"}) {
    if (name == read_only) return 0444;
  }
  return 0644;
}

void ExpectModesAndLineEnds(const Node& directory, int minor) {
  VisitLeaves(directory, [&](const Node& leaf) {
    if (leaf.kind != NodeKind::kFile) return;
    EXPECT_EQ(leaf.mode, ExpectedMode(leaf.name, minor)) << PathOf(&leaf);
    EXPECT_EQ(absl::EndsWith(leaf.content, "\n"), leaf.name != "core_count") << PathOf(&leaf);
  });
}

// A chip's leaves as a client knows them that has no paths: by core, by side of the memory, and by
// name, §2.3.
void AddLeaves(const Node& directory, std::string owner, std::set<std::string>* leaves) {
  if (absl::StartsWith(directory.name, "neuron_core")) owner = directory.name;
  if (absl::EndsWith(directory.name, "_mem")) absl::StrAppend(&owner, " ", directory.name);
  const bool is_counter = Tree::FindChild(&directory, "total") != nullptr;
  if (is_counter) leaves->insert(absl::StrCat(owner, " ", directory.name));
  for (const auto& [inode, child] : directory.children) {
    if (child->kind == NodeKind::kDirectory) {
      AddLeaves(*child, owner, leaves);
    } else if (!is_counter) {
      leaves->insert(absl::StrCat(owner, " ", child->name));
    }
  }
}

class Matrix : public testing::TestWithParam<Instance> {};

// The first and the last driver of a chip, §0.
bool IsSupported(const std::string& type, int minor) {
  if (absl::StartsWith(type, "inf1")) return minor <= 24;
  if (absl::StartsWith(type, "inf2")) return minor >= 8;
  if (absl::StartsWith(type, "trn2")) return minor >= 19;
  if (absl::StartsWith(type, "trn3")) return minor >= 25;
  return true;
}

TEST_P(Matrix, HasWhatItsDriversHave) {
  const Instance& instance = GetParam();
  for (const Generation& generation : Generations()) {
    SCOPED_TRACE(generation.version);
    const auto built = BuildHost(instance, generation);
    ASSERT_EQ(built.ok(), IsSupported(instance.type, generation.minor)) << built.status();
    if (!built.ok()) continue;
    Host* const host = built->get();
    EXPECT_EQ(host->chips.size(), static_cast<std::size_t>(instance.chips));
    EXPECT_EQ(host->tree.Find("sys/module/neuron/version")->content, generation.version + "\n");
    for (const int chip : {0, instance.chips - 1}) {
      const Node& directory = *host->tree.Find(ChipDirectory(chip));
      EXPECT_EQ(LeavesBelow(directory), Expected(kInChip, instance.type, generation.minor));
      ExpectModesAndLineEnds(directory, generation.minor);
    }
    EXPECT_EQ(ClassAttributes(host), Expected(kInClass, instance.type, generation.minor));
  }
}

INSTANTIATE_TEST_SUITE_P(Instances, Matrix, testing::ValuesIn(Instances()), [](const auto& with) {
  std::string name = with.param.type;
  for (char& c : name) c = absl::ascii_isalnum(c) ? c : '_';
  return name;
});

TEST(Driver231, HasTheLeavesOf230AtOtherPaths) {
  for (const char* type : {"inf2.xlarge", "trn2.3xlarge"}) {
    const auto before = BuildHost(*FindInstance(type), *FindGeneration("2.30"));
    const auto after = BuildHost(*FindInstance(type), *FindGeneration("2.31"));
    std::set<std::string> old_leaves;
    std::set<std::string> new_leaves;
    AddLeaves(*(*before)->tree.Find(ChipDirectory(0)), "", &old_leaves);
    AddLeaves(*(*after)->tree.Find(ChipDirectory(0)), "", &new_leaves);
    EXPECT_EQ(old_leaves, new_leaves);
    for (const char* path : {"/stats", "/neuron_core0", "/info/architecture"}) {
      EXPECT_NE((*before)->tree.Find(ChipDirectory(0) + path), nullptr) << path;
      EXPECT_EQ((*after)->tree.Find(ChipDirectory(0) + path), nullptr) << path;
    }
  }
}

}  // namespace
}  // namespace neuron::sim
