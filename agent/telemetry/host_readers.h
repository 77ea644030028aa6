#ifndef AGENT_TELEMETRY_HOST_READERS_H_
#define AGENT_TELEMETRY_HOST_READERS_H_

#include <cstdint>

#include "agent/health/kernel_log_report.h"
#include "agent/telemetry/metric.h"

namespace neuron {

// How the rows of the catalog about the host get at their values. All pure. What cannot be said is
// unknown, never 0: holders that could not all be seen are not counted.

// The host.
Reading<Number> ReadSequence(const Subject& subject);
Reading<Number> ReadTakenAt(const Subject& subject);
Reading<Number> ReadCollectionTime(const Subject& subject);
Reading<Number> ReadDriverLoaded(const Subject& subject);
Reading<Number> ReadEnumeratedAt(const Subject& subject);
Reading<Number> ReadExpectedChips(const Subject& subject);
Reading<Number> ReadChips(const Subject& subject);
Reading<Number> ReadMissingChips(const Subject& subject);
Reading<Number> ReadFreeChips(const Subject& subject);
Reading<Number> ReadHolders(const Subject& subject);
Reading<Number> ReadAllProcessesVisible(const Subject& subject);
Reading<Number> ReadHoldersReadAt(const Subject& subject);
Reading<Number> ReadContainers(const Subject& subject);
Reading<Number> ReadContainersReadAt(const Subject& subject);
Reading<Number> ReadAllContainersVisible(const Subject& subject);
Reading<Number> ReadLeases(const Subject& subject);
Reading<Number> ReadReservations(const Subject& subject);
Reading<Number> ReadHealth(const Subject& subject, NodeHealth asked);

template <NodeHealth health>
Reading<Number> IsHost(const Subject& subject) {
  return ReadHealth(subject, health);
}

// The kernel's log.
Reading<Number> ReadLogTotal(const Subject& subject, std::uint64_t KernelLogReport::*total);

template <std::uint64_t KernelLogReport::*total>
Reading<Number> LogTotal(const Subject& subject) {
  return ReadLogTotal(subject, total);
}

// A kind of finding.
Reading<Number> ReadFindings(const Subject& subject);
Reading<Number> ReadWorkloadFindings(const Subject& subject);

// A probe.
Reading<Number> ReadProbeAttached(const Subject& subject);
Reading<Number> ReadProbeRuns(const Subject& subject);
Reading<Number> ReadProbeRunTime(const Subject& subject);
Reading<Number> ReadProbeDrops(const Subject& subject);

// A source.
Reading<Number> ReadUp(const Subject& subject);
Reading<Number> ReadLastSuccess(const Subject& subject);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_HOST_READERS_H_
