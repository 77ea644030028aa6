#ifndef AGENT_TELEMETRY_METRIC_READERS_H_
#define AGENT_TELEMETRY_METRIC_READERS_H_

#include <cstdint>

#include "agent/telemetry/metric_catalog.h"

namespace neuron {

// How the rows of the catalog get at their values. All pure. What cannot be said is unknown, never
// 0: a chip that nobody judged is not well, and holders that could not all be seen are not counted.

inline Reading<Number> Whole(std::uint64_t value) { return Number(value); }
// Absent for the infinite past: it never happened.
Reading<Number> SecondsSinceEpoch(absl::Time time);

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

// A chip.
Reading<Number> ReadOne(const Subject& subject);
Reading<Number> ReadOccupancy(const Subject& subject, Occupancy asked);
Reading<Number> ReadExecuting(const Subject& subject);
Reading<Number> ReadHolderCount(const Subject& subject);
Reading<Number> ReadReadAt(const Subject& subject);
Reading<Number> ReadVerdict(const Subject& subject, Verdict asked);
Reading<Number> ReadResetState(const Subject& subject, ResetState asked);

template <Reading<std::uint64_t> Chip::*fact>
Reading<Number> ChipFact(const Subject& subject) {
  return (subject.chip->*fact).Map([](std::uint64_t value) { return Number(value); });
}

// A part of the chip's PCI function; unknown or absent as the function is.
template <typename Part>
Reading<Number> OfPci(const Subject& subject, Part part) {
  return subject.chip->pci.has_value()
             ? part(subject.chip->pci.value())
             : subject.chip->pci.Map([](const PciFunction&) { return Number(); });
}

template <PciLink PciFunction::*link>
Reading<Number> LinkSpeed(const Subject& subject) {
  return OfPci(subject, [](const PciFunction& function) {
    return (function.*link).speed_gts.Map([](double gts) { return Number(gts * 1e9); });
  });
}

template <PciLink PciFunction::*link>
Reading<Number> LinkWidth(const Subject& subject) {
  return OfPci(subject, [](const PciFunction& function) {
    return (function.*link).width.Map([](std::uint64_t lanes) { return Number(lanes); });
  });
}

template <Reading<std::uint64_t> PciErrors::*total>
Reading<Number> PciErrorTotal(const Subject& subject) {
  return OfPci(subject, [](const PciFunction& function) {
    return (function.errors.*total).Map([](std::uint64_t errors) { return Number(errors); });
  });
}

template <Occupancy occupancy>
Reading<Number> IsTaken(const Subject& subject) {
  return ReadOccupancy(subject, occupancy);
}

template <Verdict verdict>
Reading<Number> IsJudged(const Subject& subject) {
  return ReadVerdict(subject, verdict);
}

template <ResetState state>
Reading<Number> IsInReset(const Subject& subject) {
  return ReadResetState(subject, state);
}

template <typename T>
Reading<T> InCounters(const Subject& subject, Reading<T> ChipCounters::*counter) {
  const Reading<ChipCounters>& counters = subject.state->counters;
  if (counters.has_value()) return counters.value().*counter;
  return counters.is_unknown() ? Reading<T>::Unknown(counters.why()) : Reading<T>::Absent();
}

template <Reading<std::uint64_t> ChipCounters::*counter>
Reading<Number> ChipCounter(const Subject& subject) {
  return InCounters(subject, counter).Map([](std::uint64_t value) { return Number(value); });
}

// A core.
template <Reading<std::uint64_t> CoreCounters::*counter>
Reading<Number> CoreCounter(const Subject& subject) {
  return (subject.core->*counter).Map([](std::uint64_t value) { return Number(value); });
}

}  // namespace neuron

#endif  // AGENT_TELEMETRY_METRIC_READERS_H_
