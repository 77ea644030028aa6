#include "agent/telemetry/chip_metrics.h"

#include "agent/telemetry/chip_readers.h"

namespace neuron {
namespace {

constexpr auto kGauge = MetricKind::kGauge;
constexpr auto kCounter = MetricKind::kCounter;
constexpr auto kChip = MetricScope::kChip;
constexpr auto kChipInfo = MetricScope::kChipInfo;
constexpr auto kTimeUnit = MetricScope::kTimeUnit;
constexpr auto kAilment = MetricScope::kAilment;
constexpr auto kCounterGroup = MetricScope::kCounterGroup;
constexpr auto kDie = MetricScope::kDie;
constexpr auto kHostMemory = MetricScope::kHostMemory;
constexpr auto kChipRebase = MetricScope::kChipRebase;

// name, unit, kind, scope, source, field, help, read
constexpr Metric kMetrics[] = {
    {"neuron_chip_cores", "cores", kGauge, kChip, "sysfs", "chips.core_count",
     "Physical NeuronCores of the chip.", ChipFact<&Chip::core_count>},
    {"neuron_chip_memory_bytes", "bytes", kGauge, kChip, "sysfs", "chips.memory_bytes",
     "Device memory that the chip has, in use or not.", ChipFact<&Chip::memory_bytes>},
    {"neuron_chip_pci_link_transfers_per_second", "transfers per second", kGauge, kChip, "pci",
     "chips.pci.link.transfers_per_second",
     "Speed of each lane of the PCI link as it runs now; 16e9 is generation 4.",
     LinkSpeed<&PciFunction::link>},
    {"neuron_chip_pci_link_lanes", "lanes", kGauge, kChip, "pci", "chips.pci.link.width",
     "Lanes of the PCI link as it runs now.", LinkWidth<&PciFunction::link>},
    {"neuron_chip_pci_widest_link_transfers_per_second", "transfers per second", kGauge, kChip,
     "pci", "chips.pci.widest_link.transfers_per_second",
     "Speed of each lane that the chip could run its PCI link at.",
     LinkSpeed<&PciFunction::widest_link>},
    {"neuron_chip_pci_widest_link_lanes", "lanes", kGauge, kChip, "pci",
     "chips.pci.widest_link.width", "Lanes that the PCI link of the chip could have.",
     LinkWidth<&PciFunction::widest_link>},
    {"neuron_chip_pci_correctable_errors_total", "errors", kCounter, kChip, "pci",
     "chips.pci.errors.correctable_total",
     "Errors of the PCI link that the hardware corrected, since the function was found.",
     PciErrorTotal<&PciErrors::correctable>},
    {"neuron_chip_pci_nonfatal_errors_total", "errors", kCounter, kChip, "pci",
     "chips.pci.errors.nonfatal_total",
     "Errors that cost a PCI transaction and not the link, since the function was found.",
     PciErrorTotal<&PciErrors::nonfatal>},
    {"neuron_chip_pci_fatal_errors_total", "errors", kCounter, kChip, "pci",
     "chips.pci.errors.fatal_total",
     "Errors that made the PCI link unreliable, since the function was found.",
     PciErrorTotal<&PciErrors::fatal>},
    {"neuron_chip_bad", "boolean", kGauge, kChip, "sysfs", "chips.verdict=VERDICT_BAD",
     "Whether the chip must not be used.", IsJudged<Verdict::kBad>},
    {"neuron_chip_suspect", "boolean", kGauge, kChip, "sysfs", "chips.verdict=VERDICT_SUSPECT",
     "Whether something speaks against the chip, which stays in use.", IsJudged<Verdict::kSuspect>},
    {"neuron_chip_verdict_since_timestamp_seconds", "seconds", kGauge, kChip, "agent",
     "chips.verdict_since", "Since when the chip has its verdict for its reason, since the epoch.",
     ReadVerdictSince},
    {"neuron_chip_held", "boolean", kGauge, kChip, "processes", "chips.occupancy=OCCUPANCY_HELD",
     "Whether a process holds the chip.", IsTaken<Occupancy::kHeld>},
    {"neuron_chip_mapped", "boolean", kGauge, kChip, "processes",
     "chips.occupancy=OCCUPANCY_MAPPED",
     "Whether a container takes the chip by being given its node, and no process holds it.",
     IsTaken<Occupancy::kMapped>},
    {"neuron_chip_leased", "boolean", kGauge, kChip, "processes",
     "chips.occupancy=OCCUPANCY_LEASED",
     "Whether the chip is promised to somebody (neuronctl run) and otherwise not taken.",
     IsTaken<Occupancy::kLeased>},
    {"neuron_chip_reserved", "boolean", kGauge, kChip, "processes",
     "chips.occupancy=OCCUPANCY_RESERVED",
     "Whether the chip is for something that is about to run here, and otherwise not taken.",
     IsTaken<Occupancy::kReserved>},
    {"neuron_chip_executing", "boolean", kGauge, kChip, "agent", "chips.executing",
     "Whether what counts the work of the chip moves; 0 for long is allocated but idle. Left out "
     "where nobody holds the chip, or this cannot be told.",
     ReadExecuting},
    {"neuron_chip_holders", "processes", kGauge, kChip, "processes",
     "chips.claims.layer=LAYER_HELD", "Processes that hold the chip.", ReadHolderCount},
    {"neuron_chip_read_timestamp_seconds", "seconds", kGauge, kChip, "agent", "chips.read_at",
     "When the chip was last visited, since the epoch; each group of counters has its own.",
     ReadReadAt},
    {"neuron_chip_resetting", "boolean", kGauge, kChip, "sysfs",
     "chips.reset_state=RESET_STATE_RESETTING", "Whether a reset of the chip is running.",
     IsInReset<ResetState::kResetting>},
    {"neuron_chip_reset_failed", "boolean", kGauge, kChip, "sysfs",
     "chips.reset_state=RESET_STATE_INVALID",
     "Whether the last reset of the chip failed, which a new one or a reload of the driver mends.",
     IsInReset<ResetState::kInvalid>},
    {"neuron_chip_sram_ecc_uncorrected_total", "errors", kCounter, kChip, "sysfs",
     "chips.sram_ecc_uncorrected_total", "On-chip SRAM errors that could not be corrected.",
     EccTotal<EccTally::kSramUncorrected>},
    {"neuron_chip_hbm_ecc_uncorrected_total", "errors", kCounter, kChip, "sysfs",
     "chips.hbm_ecc_uncorrected_total", "HBM errors that could be neither corrected nor repaired.",
     EccTotal<EccTally::kHbmUncorrected>},
    {"neuron_chip_hbm_ecc_repairable_total", "errors", kCounter, kChip, "sysfs",
     "chips.hbm_ecc_repairable_total",
     "HBM errors that could not be corrected but that a reload of the driver repairs.",
     EccTotal<EccTally::kHbmRepairable>},
    {"neuron_chip_sram_ecc_corrected_total", "errors", kCounter, kChip, "sysfs",
     "chips.sram_ecc_corrected_total", "On-chip SRAM errors that were corrected.",
     EccTotal<EccTally::kSramCorrected>},
    {"neuron_chip_hbm_ecc_corrected_total", "errors", kCounter, kChip, "sysfs",
     "chips.hbm_ecc_corrected_total", "HBM errors that were corrected.",
     EccTotal<EccTally::kHbmCorrected>},
    {"neuron_chip_firmware_unreachable", "boolean", kGauge, kChip, "sysfs",
     "chips.firmware.unreachable",
     "Whether the firmware's registers cannot be read although the chip is ready.",
     ReadUnreachable},
    {"neuron_chip_unhealthy_components", "components", kGauge, kChip, "sysfs",
     "chips.firmware.unhealthy_components",
     "Components that the firmware calls not well; neuronctl health tells which.",
     ReadUnhealthyComponents},
    {"neuron_chip_firmware_heartbeat_unreachable", "boolean", kGauge, kChip, "sysfs",
     "chips.firmware.heartbeat_unreachable",
     "Whether the firmware's heartbeat cannot be read although the chip is ready.",
     ReadHeartbeatUnreachable},
    {"neuron_chip_firmware_heartbeat", "beats", kGauge, kChip, "sysfs", "chips.firmware.heartbeat",
     "Goes on, from 0 to 255 and around, while the firmware lives.", ReadHeartbeat},
    {"neuron_chip_firmware_events_total", "events", kCounter, kChip, "sysfs",
     "chips.firmware.events_total",
     "How often what the firmware says of its components, or its reachability, has changed since "
     "the driver was loaded.",
     ReadFirmwareEvents},
    {"neuron_chip_power_valid", "boolean", kGauge, kChip, "sysfs",
     "chips.power.status=POWER_STATUS_VALID",
     "Whether the driver has figures of what the chip drew in the last full minute.",
     ReadPowerValid},
    {"neuron_chip_power_timestamp_seconds", "seconds", kGauge, kChip, "sysfs",
     "chips.power.rolled_up_at",
     "The end of the minute that the power figures are about, since the epoch.", ReadPowerTime},
    {"neuron_chip_power_min_ratio", "ratio", kGauge, kChip, "sysfs", "chips.power.min_ratio",
     "The least power that the chip drew in the last full minute, as a share of its maximum, the "
     "idle baseline taken off.",
     PowerRatio<&PowerUse::min_percent>},
    {"neuron_chip_power_max_ratio", "ratio", kGauge, kChip, "sysfs", "chips.power.max_ratio",
     "The most power that the chip drew in the last full minute, as a share of its maximum, the "
     "idle baseline taken off.",
     PowerRatio<&PowerUse::max_percent>},
    {"neuron_chip_power_average_ratio", "ratio", kGauge, kChip, "sysfs",
     "chips.power.average_ratio",
     "The average power that the chip drew in the last full minute, as a share of its maximum, the "
     "idle baseline taken off.",
     PowerRatio<&PowerUse::average_percent>},

    {"neuron_chip_info", "boolean", kGauge, kChipInfo, "agent", "chips.index",
     "Always 1; its labels identify the chip, as far as they are known.", ReadOne},

    {"neuron_chip_time_in_use_unit", "boolean", kGauge, kTimeUnit, "agent", "chips.time_unit",
     "Always 1; the label says what neuron_core_time_in_use_total counts in, unsettled until its "
     "rate has told.",
     ReadTimeUnit},

    {"neuron_chip_signs", "signs", kGauge, kAilment, "agent", "chips.signs.ailment",
     "What speaks against the chip, by ailment; left out where nothing does.", ReadSigns},

    {"neuron_chip_group_read_timestamp_seconds", "seconds", kGauge, kCounterGroup, "agent",
     "chips.counter_groups.read_at",
     "When this group of the counters of the chip was last read, since the epoch.", ReadGroupTime},

    {"neuron_chip_die_power_ratio", "ratio", kGauge, kDie, "sysfs", "chips.raw_power.dies.ratio",
     "The power that the die draws now, as a share of its maximum.", ReadDiePower},

    {"neuron_chip_host_memory_class_bytes", "bytes", kGauge, kHostMemory, "sysfs",
     "chips.host_memory_by_class.bytes", "Host memory in use for the chip, by what it is used for.",
     HostMemoryBytes<&MemoryUse::bytes>},
    {"neuron_chip_host_memory_class_peak_bytes", "bytes", kGauge, kHostMemory, "sysfs",
     "chips.host_memory_by_class.peak_bytes",
     "The most host memory that was ever in use for the chip, by what it is used for.",
     HostMemoryBytes<&MemoryUse::peak_bytes>},

    {"neuron_chip_counter_rebases_total", "times", kCounter, kChipRebase, "agent",
     "chips.rebases.times_total",
     "How often the driver's counter began anew while the agent went on counting; left out where "
     "it never did.",
     ReadRebases},
    {"neuron_chip_counter_rebase_timestamp_seconds", "seconds", kGauge, kChipRebase, "agent",
     "chips.rebases.last_at", "When the driver's counter last began anew, since the epoch.",
     ReadRebaseTime},
};

}  // namespace

absl::Span<const Metric> ChipMetrics() { return kMetrics; }

}  // namespace neuron
