#include "agent/telemetry/metric_catalog.h"

#include "agent/telemetry/metric_readers.h"

namespace neuron {
namespace {

constexpr auto kGauge = MetricKind::kGauge;
constexpr auto kCounter = MetricKind::kCounter;
constexpr auto kHost = MetricScope::kHost;
constexpr auto kFinding = MetricScope::kFinding;
constexpr auto kSource = MetricScope::kSource;
constexpr auto kChip = MetricScope::kChip;
constexpr auto kChipInfo = MetricScope::kChipInfo;
constexpr auto kCore = MetricScope::kCore;

// name, unit, kind, scope, source, field, help, read
constexpr Metric kCatalog[] = {
    {"neuron_snapshots_total", "snapshots", kCounter, kHost, "agent", "sequence",
     "Snapshots that this run of the agent has taken.", ReadSequence},
    {"neuron_snapshot_timestamp_seconds", "seconds", kGauge, kHost, "agent", "taken_at",
     "When the collection of this snapshot began, since the epoch.", ReadTakenAt},
    {"neuron_snapshot_collection_seconds", "seconds", kGauge, kHost, "agent", "collection_time",
     "How long the collection of this snapshot took.", ReadCollectionTime},
    {"neuron_driver_loaded", "boolean", kGauge, kHost, "sysfs", "host.driver_loaded",
     "Whether the Neuron driver is loaded.", ReadDriverLoaded},
    {"neuron_inventory_timestamp_seconds", "seconds", kGauge, kHost, "agent", "host.enumerated_at",
     "When the set of chips was last enumerated, since the epoch.", ReadEnumeratedAt},
    {"neuron_expected_chips", "chips", kGauge, kHost, "sysfs", "host.expected_chips",
     "Chips that the instance type is sold with.", ReadExpectedChips},
    {"neuron_chips", "chips", kGauge, kHost, "sysfs", "chips", "Chips that the driver shows.",
     ReadChips},
    {"neuron_missing_chips", "chips", kGauge, kHost, "pci", "host.missing_chips",
     "Chips that are on PCI and that the driver does not show.", ReadMissingChips},
    {"neuron_free_chips", "chips", kGauge, kHost, "processes", "free_chips",
     "Chips known to be usable and not taken; an unknown chip does not count.", ReadFreeChips},
    {"neuron_host_degraded", "boolean", kGauge, kHost, "sysfs", "health=NODE_HEALTH_DEGRADED",
     "Whether some chip is bad, unknown or missing while some are usable.",
     IsHost<NodeHealth::kDegraded>},
    {"neuron_host_impaired", "boolean", kGauge, kHost, "sysfs", "health=NODE_HEALTH_IMPAIRED",
     "Whether no chip is usable.", IsHost<NodeHealth::kImpaired>},
    {"neuron_holders", "processes", kGauge, kHost, "processes", "holders",
     "Processes with a descriptor of a chip, whether they hold it or only observe it.",
     ReadHolders},
    {"neuron_holders_timestamp_seconds", "seconds", kGauge, kHost, "agent", "holders_read_at",
     "When the holders were looked for, since the epoch.", ReadHoldersReadAt},
    {"neuron_all_processes_visible", "boolean", kGauge, kHost, "processes", "all_processes_visible",
     "Whether every process of the host could be seen; if not, no chip is called free.",
     ReadAllProcessesVisible},

    {"neuron_findings", "findings", kGauge, kFinding, "agent", "host.findings.code",
     "Things of this kind that somebody should look into; neuronctl ls tells them.", ReadFindings},

    {"neuron_source_up", "boolean", kGauge, kSource, "agent", "sources.up",
     "Whether the source answered in full; with the label chip, whether all that it says of this "
     "chip is known.",
     ReadUp},
    {"neuron_source_last_success_timestamp_seconds", "seconds", kGauge, kSource, "agent",
     "sources.last_success", "When the source last answered in full, since the epoch.",
     ReadLastSuccess},

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
    {"neuron_chip_held", "boolean", kGauge, kChip, "processes", "chips.occupancy=OCCUPANCY_HELD",
     "Whether a workload has the chip.", ReadHeld},
    {"neuron_chip_holders", "processes", kGauge, kChip, "processes", "chips.holder_pids",
     "Processes that hold the chip.", ReadHolderCount},
    {"neuron_chip_read_timestamp_seconds", "seconds", kGauge, kChip, "agent", "chips.read_at",
     "When the counters of the chip were read, since the epoch.", ReadReadAt},
    {"neuron_chip_resetting", "boolean", kGauge, kChip, "sysfs",
     "chips.reset_state=RESET_STATE_RESETTING", "Whether a reset of the chip is running.",
     IsInReset<ResetState::kResetting>},
    {"neuron_chip_reset_failed", "boolean", kGauge, kChip, "sysfs",
     "chips.reset_state=RESET_STATE_INVALID",
     "Whether the last reset of the chip failed, which a new one or a reload of the driver mends.",
     IsInReset<ResetState::kInvalid>},
    {"neuron_chip_sram_ecc_uncorrected_total", "errors", kCounter, kChip, "sysfs",
     "chips.sram_ecc_uncorrected_total",
     "On-chip SRAM errors that could not be corrected; 16 bits, which wrap.",
     ChipCounter<&ChipCounters::sram_ecc_uncorrected>},
    {"neuron_chip_hbm_ecc_uncorrected_total", "errors", kCounter, kChip, "sysfs",
     "chips.hbm_ecc_uncorrected_total", "HBM errors that could be neither corrected nor repaired.",
     ChipCounter<&ChipCounters::hbm_ecc_uncorrected>},
    {"neuron_chip_hbm_ecc_repairable_total", "errors", kCounter, kChip, "sysfs",
     "chips.hbm_ecc_repairable_total",
     "HBM errors that could not be corrected but that a reload of the driver repairs.",
     ChipCounter<&ChipCounters::hbm_ecc_repairable>},

    {"neuron_chip_info", "boolean", kGauge, kChipInfo, "agent", "chips.index",
     "Always 1; its labels identify the chip, as far as they are known.", ReadOne},

    {"neuron_core_device_memory_bytes", "bytes", kGauge, kCore, "sysfs",
     "chips.cores.device_memory_bytes", "Device memory in use on the core.",
     CoreCounter<&CoreCounters::device_memory_bytes>},
    {"neuron_core_host_memory_bytes", "bytes", kGauge, kCore, "sysfs",
     "chips.cores.host_memory_bytes", "Host memory in use that is charged to the core.",
     CoreCounter<&CoreCounters::host_memory_bytes>},
    {"neuron_core_executions_succeeded_total", "executions", kCounter, kCore, "sysfs",
     "chips.cores.executions_succeeded_total", "Executions that ended well.",
     CoreCounter<&CoreCounters::executions_succeeded>},
    {"neuron_core_executions_failed_total", "executions", kCounter, kCore, "sysfs",
     "chips.cores.executions_failed_total", "Executions that failed.",
     CoreCounter<&CoreCounters::executions_failed>},
    {"neuron_core_hardware_errors_total", "errors", kCounter, kCore, "sysfs",
     "chips.cores.hardware_errors_total", "Executions that a hardware error ended.",
     CoreCounter<&CoreCounters::hardware_errors>},
    {"neuron_core_inferences_total", "inferences", kCounter, kCore, "sysfs",
     "chips.cores.inferences_total", "Inferences.", CoreCounter<&CoreCounters::inferences>},
    {"neuron_core_model_loads_total", "loads", kCounter, kCore, "sysfs",
     "chips.cores.model_loads_total", "Models loaded onto the core.",
     CoreCounter<&CoreCounters::model_loads>},
    {"neuron_core_reset_requests_total", "resets", kCounter, kCore, "sysfs",
     "chips.cores.reset_requests_total", "Resets asked for, which also normal life does.",
     CoreCounter<&CoreCounters::reset_requests>},
    {"neuron_core_reset_failures_total", "resets", kCounter, kCore, "sysfs",
     "chips.cores.reset_failures_total", "Resets that failed.",
     CoreCounter<&CoreCounters::reset_failures>},
};

}  // namespace

absl::Span<const Metric> MetricCatalog() { return kCatalog; }

}  // namespace neuron
