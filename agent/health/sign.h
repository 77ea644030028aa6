#ifndef AGENT_HEALTH_SIGN_H_
#define AGENT_HEALTH_SIGN_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/enum_array.h"

namespace neuron {

// What may be wrong with a chip, by the errors that AWS documents and the signs that the driver
// gives (docs/health.md).
enum class Ailment : std::uint8_t {
  kSramUncorrectable,
  kHbmUncorrectable,
  kHbmRepairable,
  kDmaAbort,
  kCollectivesHang,
  // Executions that time out.
  kComputeHang,
  // libnrt's statuses 101 and 6 (hw_error): the core must be reset.
  kUnitUnrecoverable,
  // Corrected memory errors, many of them in short time.
  kCorrectedErrors,
  kResetFailed,
  // unhealthy_components names some.
  kUnhealthyComponents,
  // The registers cannot be read although the chip is ready.
  kUnreachable,
  kHeartbeatStuck,
  // The PCI link runs slower or narrower than the chip and its sisters can.
  kLinkDegraded,
  kPciErrors,
  // The serial number is another than this chip's was, or is gone.
  kSerialChanged,
  kSerialLost,
  // Holders in uninterruptible sleep.
  kHolderStuck,
  // The driver's mailbox to the firmware, its registers or its DMA fail.
  kFirmwareTrouble,
  kLinkTrouble,
};
constexpr std::size_t kAilments = 19;

// One word for machines: "sram_uncorrectable", "reset_failed", ...
const char* Word(Ailment ailment);

// The ailment of that word; nothing for any other.
absl::optional<Ailment> FindAilment(absl::string_view word);

// For each of them, whether it is meant.
using AilmentSet = EnumArray<Ailment, bool, kAilments>;

// Who says so. What one source says twice is still one source.
enum class SignSource : std::uint8_t { kSysfs, kPci, kRuntime, kProcesses, kKernelLog };
constexpr std::size_t kSignSources = 5;

// "sysfs", "pci", "libnrt", "processes", "kernel_log".
const char* Word(SignSource source);

// Whether it is only what a process says: alone it never makes a chip bad. Anyone who may open a
// chip can write to the kernel log, of any chip; and libnrt does not say which of a process's chips
// it means.
bool IsHearsay(SignSource source);

// How much a sign counts.
enum class SignWeight : std::uint8_t {
  // As the rules say.
  kByRules,
  // It may be older than the last repair: suspect at most, unless a second source says it.
  kMayBeOld,
  // The chip is bad, whatever the rules say.
  kConclusive,
};
constexpr std::size_t kSignWeights = 3;

// "by_rules", "may_be_old", "conclusive".
const char* Word(SignWeight weight);

// Something that speaks against a chip.
struct Sign {
  Ailment ailment = Ailment::kSramUncorrectable;
  SignSource source = SignSource::kSysfs;
  int chip = 0;
  // When it was seen, or logged.
  absl::Time seen_at;
  // How many new errors, executions or holders; 1 where there is nothing to count.
  std::uint64_t amount = 1;
  // True if it is a state that holds now, and is over once it is no longer told; false for an
  // event.
  bool lasting = false;
  // What was read, for people: "mem_ecc_uncorrected went from 0 to 2".
  std::string raw;
  SignWeight weight = SignWeight::kByRules;
  // Of a line of the kernel's log, its number there, if the log has numbers: the same line has the
  // same one for every run of the agent within a boot.
  absl::optional<std::uint64_t> log_sequence = absl::nullopt;
};

}  // namespace neuron

#endif  // AGENT_HEALTH_SIGN_H_
