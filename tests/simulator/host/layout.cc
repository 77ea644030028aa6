#include "tests/simulator/host/layout.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace neuron::sim {
namespace {

constexpr absl::string_view kClass = "sys/class/neuron_device/";
constexpr absl::string_view kChips = "sys/devices/virtual/neuron_device/neuron";
constexpr absl::string_view kParameters = "sys/module/neuron/parameters/";

// The first driver that has the node at `path`, and all below it.
struct Since {
  absl::string_view path;
  int minor;
};

// Below a chip's directory, without the cores. What is not named was always there.
constexpr Since kOfChip[] = {
    {"connected_devices", 13},
    {"info", 8},
    {"info/notify_delay", 9},
    {"info/serial_number", 15},
    // Invented: before memory was split into classes, only the cores showed it.
    {"stats", 10},
    {"stats/memory_usage/host_mem/driver_memory", 17},
    {"stats/memory_usage/host_mem/notifications", 17},
    {"stats/memory_usage/host_mem/uncategorized", 17},
    {"stats/memory_usage/host_mem/dma_rings", 18},
    {"stats/hardware", 14},
    {"stats/hardware/mem_ecc_repairable_uncorrected", 23},
    {"stats/power", 21},
};

// Below a core's directory. Invented: before there were metrics, there were no such directories.
constexpr Since kOfCore[] = {
    {"", 7},
    {"info", 8},
    {"stats/memory_usage/device_mem/model_code", 10},
    {"stats/memory_usage/device_mem/tensors", 10},
    {"stats/memory_usage/device_mem/constants", 10},
    {"stats/memory_usage/device_mem/model_shared_scratchpad", 10},
    {"stats/memory_usage/device_mem/runtime_memory", 10},
    {"stats/memory_usage/device_mem/driver_memory", 17},
    {"stats/memory_usage/device_mem/collectives", 17},
    {"stats/memory_usage/device_mem/nonshared_scratchpad", 17},
    {"stats/memory_usage/device_mem/notifications", 17},
    {"stats/memory_usage/device_mem/uncategorized", 17},
    {"stats/memory_usage/device_mem/dma_rings", 18},
    {"stats/status/oob_error", 16},
    {"stats/status/hw_collectives_error", 19},
    {"stats/status/hw_hbm_ue_error", 19},
    {"stats/status/hw_nc_ue_error", 19},
    {"stats/status/hw_dma_abort_error", 19},
    {"stats/status/execute_sw_nq_overflow", 20},
    {"stats/status/execute_sw_semaphore_error", 21},
    {"stats/status/execute_sw_event_error", 21},
    {"stats/status/execute_sw_psum_collision", 21},
    {"stats/status/execute_sw_sequencer_fatal", 21},
    {"stats/status/hw_repairable_hbm_ue_error", 23},
    {"stats/other_info/reset_req_count", 8},
    {"stats/other_info/reset_fail_count", 8},
    {"stats/other_info/flop_count", 12},
    {"stats/other_info/nc_time_in_use", 21},
    {"stats/tensor_engine", 23},
};

constexpr int kPeakSince = 8;
constexpr int kClassAttributesSince = 23;
// From here on they are shown only where they have a meaning. Invented: not earlier.
constexpr int kClassAttributesByPlatformSince = 30;

// Invented: the two that force something came with what they force, cores that are mapped and
// elections.
constexpr Since kOfParameters[] = {
    {"force_die_flip", 19},
    {"force_userver", 22},
    {"userver_ctl", 22},
    {"userver_etimeout", 22},
};

// Directories that moved, the more exact path first.
struct Move {
  absl::string_view from;
  absl::string_view to;
};

// All invented: that nodes moved is known, and nothing else.
constexpr int kMovedSince = 31;
constexpr Move kMovesInChip[] = {
    {"info/architecture", "identity"},
    {"info/serial_number", "identity/serial_number"},
    {"stats/hardware/health_status", "health"},
    {"stats/memory_usage", "metrics/memory"},
    {"stats", "metrics"},
};
constexpr Move kMovesInCore[] = {
    {"info/architecture", "identity"},        {"info", "identity"},
    {"stats/memory_usage", "metrics/memory"}, {"stats/other_info", "metrics/lifetime"},
    {"stats/status", "metrics/execution"},    {"stats", "metrics"},
};
constexpr absl::string_view kCoresMovedTo = "cores/";

// 2.8 renamed what executes.
constexpr int kExecuteSince = 8;
constexpr absl::string_view kStatus = "stats/status/";

// Whether `path` is `top` or below it. Everything is below "".
bool IsIn(absl::string_view path, absl::string_view top) {
  if (top.empty()) return true;
  return absl::ConsumePrefix(&path, top) && (path.empty() || path[0] == '/');
}

template <typename Rules>
bool Has(const Rules& rules, int minor, absl::string_view path) {
  for (const Since& rule : rules) {
    if (minor < rule.minor && IsIn(path, rule.path)) return false;
  }
  return true;
}

// Takes "neuron_core<M>" and the slash behind it off the path, and gives it back; nothing if the
// path is not of a core.
absl::string_view TakeCore(absl::string_view* path) {
  constexpr absl::string_view kCore = "neuron_core";
  if (!absl::StartsWith(*path, kCore)) return {};
  const absl::string_view core = path->substr(0, path->find('/'));
  path->remove_prefix(core.size());
  absl::ConsumePrefix(path, "/");
  return core;
}

bool HasNodeInChip(int minor, absl::string_view path) {
  if (absl::EndsWith(path, "/peak") && minor < kPeakSince) return false;
  return TakeCore(&path).empty() ? Has(kOfChip, minor, path) : Has(kOfCore, minor, path);
}

bool HasClassAttribute(int minor, Platform platform, absl::string_view name) {
  if (minor < kClassAttributesSince) return false;
  if (minor < kClassAttributesByPlatformSince) return true;
  return platform == Platform::kUltraServer ||
         (platform == Platform::kSwitch && name == "ultraserver_mode");
}

template <typename Moves>
std::string Moved(const Moves& moves, absl::string_view path) {
  for (const Move& move : moves) {
    if (IsIn(path, move.from)) return absl::StrCat(move.to, path.substr(move.from.size()));
  }
  return std::string(path);
}

std::string MovedPlace(absl::string_view path) {
  const absl::string_view core = TakeCore(&path);
  if (core.empty()) return Moved(kMovesInChip, path);
  return absl::StrCat(kCoresMovedTo, core, path.empty() ? "" : "/", Moved(kMovesInCore, path));
}

std::string OldName(absl::string_view path) {
  absl::string_view rest = path;
  const absl::string_view core = TakeCore(&rest);
  if (!absl::ConsumePrefix(&rest, kStatus) || !absl::ConsumePrefix(&rest, "execute_")) {
    return std::string(path);
  }
  return absl::StrCat(core, "/", kStatus, "infer_", rest);
}

}  // namespace

absl::string_view PathInChip(absl::string_view path) {
  if (!absl::ConsumePrefix(&path, kChips)) return {};
  const std::size_t slash = path.find('/');
  return slash == absl::string_view::npos ? absl::string_view() : path.substr(slash + 1);
}

bool HasRecordedNode(const Generation& generation, Platform platform, absl::string_view path) {
  const absl::string_view in_chip = PathInChip(path);
  if (!in_chip.empty()) return HasNodeInChip(generation.minor, in_chip);
  if (absl::ConsumePrefix(&path, kParameters)) {
    return Has(kOfParameters, generation.minor, path);
  }
  // The chips' links are no attributes.
  if (absl::ConsumePrefix(&path, kClass) && !absl::StartsWith(path, "neuron")) {
    return HasClassAttribute(generation.minor, platform, path);
  }
  return true;
}

std::string PlaceOf(const Generation& generation, absl::string_view path) {
  if (generation.minor < kExecuteSince) return OldName(path);
  return generation.minor < kMovedSince ? std::string(path) : MovedPlace(path);
}

}  // namespace neuron::sim
