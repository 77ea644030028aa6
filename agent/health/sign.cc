#include "agent/health/sign.h"

namespace neuron {
namespace {

// In the order of the enum.
constexpr const char* kAilmentWords[] = {
    "sram_uncorrectable", "hbm_uncorrectable",    "hbm_repairable",     "dma_abort",
    "collectives_hang",   "compute_hang",         "unit_unrecoverable", "corrected_errors",
    "reset_failed",       "unhealthy_components", "unreachable",        "heartbeat_stuck",
    "link_degraded",      "pci_errors",           "serial_changed",     "serial_lost",
    "holder_stuck",       "firmware_trouble",     "link_trouble",
};
static_assert(sizeof(kAilmentWords) / sizeof(kAilmentWords[0]) == kAilments, "one word for each");

constexpr const char* kSourceWords[] = {"sysfs", "pci", "libnrt", "processes", "kernel_log"};
static_assert(sizeof(kSourceWords) / sizeof(kSourceWords[0]) == kSignSources, "one word for each");

constexpr const char* kWeightWords[] = {"by_rules", "may_be_old", "conclusive"};
static_assert(sizeof(kWeightWords) / sizeof(kWeightWords[0]) == kSignWeights, "one word for each");

}  // namespace

const char* Word(Ailment ailment) { return kAilmentWords[static_cast<std::size_t>(ailment)]; }

absl::optional<Ailment> FindAilment(absl::string_view word) {
  for (std::size_t i = 0; i < kAilments; ++i) {
    if (word == kAilmentWords[i]) {
      return AilmentSet::At(i);
    }
  }
  return absl::nullopt;
}

const char* Word(SignSource source) { return kSourceWords[static_cast<std::size_t>(source)]; }

const char* Word(SignWeight weight) { return kWeightWords[static_cast<std::size_t>(weight)]; }

bool IsHearsay(SignSource source) {
  return source == SignSource::kRuntime || source == SignSource::kKernelLog;
}

}  // namespace neuron
