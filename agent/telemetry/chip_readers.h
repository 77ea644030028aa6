#ifndef AGENT_TELEMETRY_CHIP_READERS_H_
#define AGENT_TELEMETRY_CHIP_READERS_H_

#include <cstdint>

#include "agent/telemetry/reading_number.h"
#include "agent/telemetry/rebase_readers.h"

namespace neuron {

// How the rows of the catalog about chips get at their values. All pure. What cannot be said is
// unknown, never 0: a chip that nobody judged is not well.

inline constexpr double kPercents = 100;

Reading<Number> ReadOne(const Subject& subject);
Reading<Number> ReadOccupancy(const Subject& subject, Occupancy asked);
Reading<Number> ReadExecuting(const Subject& subject);
Reading<Number> ReadHolderCount(const Subject& subject);
Reading<Number> ReadReadAt(const Subject& subject);
Reading<Number> ReadVerdict(const Subject& subject, Verdict asked);
Reading<Number> ReadVerdictSince(const Subject& subject);
Reading<Number> ReadResetState(const Subject& subject, ResetState asked);

// What the firmware says of itself.
Reading<Number> ReadUnreachable(const Subject& subject);
Reading<Number> ReadUnhealthyComponents(const Subject& subject);
Reading<Number> ReadHeartbeatUnreachable(const Subject& subject);
Reading<Number> ReadHeartbeat(const Subject& subject);
Reading<Number> ReadFirmwareEvents(const Subject& subject);

// Power.
Reading<Number> ReadPowerValid(const Subject& subject);
Reading<Number> ReadPowerTime(const Subject& subject);

// A part of a chip.
Reading<Number> ReadTimeUnit(const Subject& subject);
Reading<Number> ReadSigns(const Subject& subject);
Reading<Number> ReadGroupTime(const Subject& subject);
Reading<Number> ReadDiePower(const Subject& subject);

template <Reading<std::uint64_t> Chip::*fact>
Reading<Number> ChipFact(const Subject& subject) {
  return WholeOf(subject.chip->*fact);
}

template <PciLink PciFunction::*link>
Reading<Number> LinkSpeed(const Subject& subject) {
  return PartOf(subject.chip->pci, [](const PciFunction& function) {
    return (function.*link).speed_gts.Map([](double gts) { return Number(gts * 1e9); });
  });
}

template <PciLink PciFunction::*link>
Reading<Number> LinkWidth(const Subject& subject) {
  return PartOf(subject.chip->pci,
                [](const PciFunction& function) { return WholeOf((function.*link).width); });
}

template <Reading<std::uint64_t> PciErrors::*total>
Reading<Number> PciErrorTotal(const Subject& subject) {
  return PartOf(subject.chip->pci,
                [](const PciFunction& function) { return WholeOf(function.errors.*total); });
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

template <EccTally tally>
Reading<Number> EccTotal(const Subject& subject) {
  return PartOf(subject.state->counters,
                [](const ChipCounters& counters) { return WholeOf(counters.ecc[tally]); });
}

template <typename Part>
Reading<Number> OfPower(const Subject& subject, Part part) {
  return PartOf(subject.state->counters,
                [&](const ChipCounters& counters) { return PartOf(counters.power, part); });
}

template <double PowerUse::*percent>
Reading<Number> PowerRatio(const Subject& subject) {
  return OfPower(subject, [](const PowerUse& power) {
    return power.status == PowerStatus::kValid ? Reading<Number>(power.*percent / kPercents)
                                               : Reading<Number>::Absent();
  });
}

template <Reading<std::uint64_t> MemoryUse::*bytes>
Reading<Number> HostMemoryBytes(const Subject& subject) {
  return PartOf(subject.state->counters, [&](const ChipCounters& counters) {
    return WholeOf(counters.host_memory_by_class[subject.host_memory].*bytes);
  });
}

}  // namespace neuron

#endif  // AGENT_TELEMETRY_CHIP_READERS_H_
