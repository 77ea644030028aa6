#include "agent/telemetry/host_metrics.h"

#include "agent/telemetry/host_readers.h"

namespace neuron {
namespace {

constexpr auto kGauge = MetricKind::kGauge;
constexpr auto kCounter = MetricKind::kCounter;
constexpr auto kHost = MetricScope::kHost;
constexpr auto kFinding = MetricScope::kFinding;
constexpr auto kWorkloadFinding = MetricScope::kWorkloadFinding;
constexpr auto kProbe = MetricScope::kProbe;
constexpr auto kSource = MetricScope::kSource;

// name, unit, kind, scope, source, field, help, read
constexpr Metric kMetrics[] = {
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
    {"neuron_containers", "containers", kGauge, kHost, "containers", "containers",
     "Containers that are there, whether they were given a chip or not.", ReadContainers},
    {"neuron_containers_timestamp_seconds", "seconds", kGauge, kHost, "agent", "containers_read_at",
     "When the containers were looked for, since the epoch.", ReadContainersReadAt},
    {"neuron_all_containers_visible", "boolean", kGauge, kHost, "containers",
     "all_containers_visible", "Whether every container of the host could be seen.",
     ReadAllContainersVisible},
    {"neuron_leases", "leases", kGauge, kHost, "agent", "leases",
     "Promises of chips (neuronctl run) that are kept now.", ReadLeases},
    {"neuron_reservations", "reservations", kGauge, kHost, "agent", "reservations",
     "Things that are about to run here and are known to be given chips.", ReadReservations},
    {"neuron_security_events_total", "lines", kCounter, kHost, "kernel_log",
     "kernel_log.security_events_total",
     "Forged lines in the kernel's log, which speak against no chip; neuronctl health tells them.",
     LogTotal<&KernelLogReport::forged>},
    {"neuron_kernel_log_unplaced_total", "lines", kCounter, kHost, "kernel_log",
     "kernel_log.unplaced_total",
     "Lines of the kernel's log that are about a chip and cannot be put to one.",
     LogTotal<&KernelLogReport::unplaced>},
    {"neuron_kernel_log_lost_total", "records", kCounter, kHost, "kernel_log",
     "kernel_log.lost_total",
     "Records of the kernel's log that were overwritten before they could be read.",
     LogTotal<&KernelLogReport::lost>},
    {"neuron_kernel_log_too_long_total", "lines", kCounter, kHost, "kernel_log",
     "kernel_log.too_long_total",
     "Lines that were too long to be of the kernel's log, and were not read.",
     LogTotal<&KernelLogReport::too_long>},
    {"neuron_kernel_log_repeated_total", "lines", kCounter, kHost, "kernel_log",
     "kernel_log.repeated_total",
     "Lines about chips that were passed over since they had been said within a minute.",
     LogTotal<&KernelLogReport::repeated>},
    {"neuron_kernel_log_dropped_total", "lines", kCounter, kHost, "kernel_log",
     "kernel_log.dropped_total",
     "Lines about chips that were passed over since they were more than count in a minute.",
     LogTotal<&KernelLogReport::dropped>},

    {"neuron_findings", "findings", kGauge, kFinding, "agent", "host.findings.code",
     "Things of this kind that somebody should look into; neuronctl ls tells them.", ReadFindings},

    {"neuron_workload_findings", "findings", kGauge, kWorkloadFinding, "agent",
     "workload_findings.code",
     "Things of this kind about who has which chip that somebody should look into; neuronctl "
     "holders tells them.",
     ReadWorkloadFindings},

    {"neuron_probe_attached", "boolean", kGauge, kProbe, "agent",
     "probes.state=PROBE_STATE_ATTACHED",
     "Whether the BPF program is attached; where it is not, neuronctl doctor tells why.",
     ReadProbeAttached},
    {"neuron_probe_runs_total", "runs", kCounter, kProbe, "agent", "probes.runs_total",
     "How often the BPF program ran; left out while the kernel does not count.", ReadProbeRuns},
    {"neuron_probe_run_seconds_total", "seconds", kCounter, kProbe, "agent", "probes.run_time",
     "How long the BPF program ran in all; left out while the kernel does not count.",
     ReadProbeRunTime},
    {"neuron_probe_drops_total", "events", kCounter, kProbe, "agent", "probes.drops_total",
     "Events that the BPF program could not hand over because nobody took them in time.",
     ReadProbeDrops},

    {"neuron_source_up", "boolean", kGauge, kSource, "agent", "sources.up",
     "Whether the source answered in full; with the label chip, whether all that it says of this "
     "chip is known.",
     ReadUp},
    {"neuron_source_last_success_timestamp_seconds", "seconds", kGauge, kSource, "agent",
     "sources.last_success", "When the source last answered in full, since the epoch.",
     ReadLastSuccess},
};

}  // namespace

absl::Span<const Metric> HostMetrics() { return kMetrics; }

}  // namespace neuron
