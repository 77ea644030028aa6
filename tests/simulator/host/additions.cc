#include "tests/simulator/host/additions.h"

#include "absl/strings/string_view.h"

namespace neuron::sim {
namespace {

enum class Where { kEverywhere, kSwitch, kOneDie, kTwoDies };

struct Addition {
  absl::string_view path;
  unsigned mode;
  absl::string_view content;
  // The first and the last driver that has it.
  int first;
  int last;
  Where where;
};

constexpr int kNoEnd = 1000;

// Invented: what they hold at rest, but for use_rr.
constexpr Addition kOfDriver[] = {
    {"sys/class/neuron_device/hbm_7200_capable", 0444, "0\n", 30, kNoEnd, Where::kEverywhere},
    {"sys/class/neuron_device/current_perf_profile", 0444, "0\n", 30, kNoEnd, Where::kEverywhere},
    {"sys/class/neuron_device/node_id", 0444, "-1\n", 30, kNoEnd, Where::kSwitch},
    {"sys/class/neuron_device/node_cnt", 0444, "-1\n", 30, kNoEnd, Where::kSwitch},
    {"sys/class/neuron_device/reservation_id", 0444, "0000000000000000\n", 30, kNoEnd,
     Where::kSwitch},
    {"sys/module/neuron/parameters/use_rr", 0660, "0\n", 6, 22, Where::kEverywhere},
    {"sys/module/neuron/parameters/userver_pds_node_cnt", 0660, "0\n", 25, kNoEnd,
     Where::kEverywhere},
    {"sys/module/neuron/parameters/userver_pds_server_id", 0660, "0\n", 25, kNoEnd,
     Where::kEverywhere},
    {"sys/module/neuron/parameters/zerocopy_trn1_override", 0660, "0\n", 25, kNoEnd,
     Where::kEverywhere},
    {"sys/module/neuron/parameters/reset_top_dma", 0660, "0\n", 30, kNoEnd, Where::kEverywhere},
};

// Invented: that fw_api_version and fw_build came with 2.28 (it was one of 2.26 to 2.30), and their
// numbers. A firmware of level 6 counts repairable errors by itself.
constexpr Addition kOfChip[] = {
    {"fw_api_version", 0444, "6\n", 28, kNoEnd, Where::kEverywhere},
    {"fw_build", 0444, "1\n", 28, kNoEnd, Where::kEverywhere},
    {"stats/hardware/sram_ecc_corrected", 0644, "0\n", 30, kNoEnd, Where::kEverywhere},
    {"stats/hardware/mem_ecc_corrected", 0644, "0\n", 30, kNoEnd, Where::kEverywhere},
    {"stats/hardware/health_status/hw_error_event", 0444, "0\n", 28, kNoEnd, Where::kTwoDies},
    {"stats/hardware/health_status/unhealthy_components", 0444, "\n", 30, kNoEnd, Where::kTwoDies},
    {"stats/hardware/health_status/healthcheck_heartbeat", 0444, "0\n", 30, kNoEnd,
     Where::kTwoDies},
    {"stats/power/utilization_raw", 0644, "0,unavailable\n", 29, kNoEnd, Where::kOneDie},
    {"stats/power/utilization_raw", 0644, "0,unavailable\n1,unavailable\n", 29, kNoEnd,
     Where::kTwoDies},
};

bool IsAt(Where where, const Instance& instance) {
  // Trainium2's architecture, and its successor's.
  const bool has_two_dies = instance.recording->architecture >= 3;
  switch (where) {
    case Where::kEverywhere:
      return true;
    case Where::kSwitch:
      return instance.platform == Platform::kSwitch;
    case Where::kOneDie:
      return !has_two_dies;
    case Where::kTwoDies:
      return has_two_dies;
  }
  return false;
}

template <typename Additions>
std::vector<RecordedNode> NodesOf(const Additions& additions, const Instance& instance, int minor) {
  std::vector<RecordedNode> nodes;
  for (const Addition& addition : additions) {
    if (minor < addition.first || minor > addition.last || !IsAt(addition.where, instance)) {
      continue;
    }
    RecordedNode& node = nodes.emplace_back();
    node.path = std::string(addition.path);
    node.mode = addition.mode;
    node.content = std::string(addition.content);
  }
  return nodes;
}

}  // namespace

std::vector<RecordedNode> AddedToDriver(const Instance& instance, const Generation& generation) {
  return NodesOf(kOfDriver, instance, generation.minor);
}

std::vector<RecordedNode> AddedToChip(const Instance& instance, const Generation& generation) {
  return NodesOf(kOfChip, instance, generation.minor);
}

}  // namespace neuron::sim
