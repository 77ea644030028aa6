#include "agent/telemetry/chip_readers.h"

#include <algorithm>
#include <vector>

namespace neuron {

Reading<Number> ReadOne(const Subject&) { return Whole(1); }

Reading<Number> ReadOccupancy(const Subject& subject, Occupancy asked) {
  const Occupancy occupancy = subject.state->allocation.occupancy;
  if (occupancy == Occupancy::kUnknown) return Unsaid("not known whether it is taken");
  return Whole(occupancy == asked);
}

Reading<Number> ReadExecuting(const Subject& subject) {
  return subject.state->allocation.executing.Map(
      [](bool executing) { return Number(std::uint64_t{executing}); });
}

Reading<Number> ReadHolderCount(const Subject& subject) {
  const Allocation& allocation = subject.state->allocation;
  if (allocation.occupancy == Occupancy::kUnknown ||
      !subject.snapshot->evidence.holders.sight.ok()) {
    return Unsaid("there may be more");
  }
  return Whole(HolderPids(allocation).size());
}

Reading<Number> ReadReadAt(const Subject& subject) {
  return SecondsSinceEpoch(subject.state->read_at);
}

Reading<Number> ReadVerdict(const Subject& subject, Verdict asked) {
  const Verdict verdict = subject.state->health.verdict;
  return verdict == Verdict::kUnknown ? Unsaid("not judged") : Whole(verdict == asked);
}

Reading<Number> ReadVerdictSince(const Subject& subject) {
  return SecondsSinceEpoch(subject.state->health.since);
}

Reading<Number> ReadResetState(const Subject& subject, ResetState asked) {
  return PartOf(subject.state->counters, [&](const ChipCounters& counters) {
    return counters.reset_state.Map(
        [&](ResetState state) { return Number(std::uint64_t{state == asked}); });
  });
}

Reading<Number> ReadUnreachable(const Subject& subject) {
  return PartOf(subject.state->counters, [](const ChipCounters& counters) {
    return counters.firmware.components.Map([](const UnhealthyComponents& components) {
      return Number(std::uint64_t{components.unreachable});
    });
  });
}

Reading<Number> ReadUnhealthyComponents(const Subject& subject) {
  return PartOf(subject.state->counters, [](const ChipCounters& counters) {
    return PartOf(counters.firmware.components, [](const UnhealthyComponents& components) {
      if (components.unreachable) return Unsaid("the firmware is unreachable");
      const std::string& names = components.names;
      return Whole(names.empty() ? 0 : 1 + std::count(names.begin(), names.end(), ','));
    });
  });
}

Reading<Number> ReadHeartbeatUnreachable(const Subject& subject) {
  return PartOf(subject.state->counters, [](const ChipCounters& counters) {
    return counters.firmware.heartbeat.Map(
        [](const Heartbeat& heartbeat) { return Number(std::uint64_t{heartbeat.unreachable}); });
  });
}

Reading<Number> ReadHeartbeat(const Subject& subject) {
  return PartOf(subject.state->counters, [](const ChipCounters& counters) {
    return PartOf(counters.firmware.heartbeat, [](const Heartbeat& heartbeat) {
      return heartbeat.unreachable ? Unsaid("the firmware is unreachable") : Whole(heartbeat.beat);
    });
  });
}

Reading<Number> ReadFirmwareEvents(const Subject& subject) {
  return PartOf(subject.state->counters,
                [](const ChipCounters& counters) { return WholeOf(counters.firmware.events); });
}

Reading<Number> ReadPowerValid(const Subject& subject) {
  return OfPower(subject,
                 [](const PowerUse& power) { return Whole(power.status == PowerStatus::kValid); });
}

Reading<Number> ReadPowerTime(const Subject& subject) {
  return OfPower(subject, [](const PowerUse& power) {
    return power.rolled_up_at == absl::UnixEpoch() ? Reading<Number>::Absent()
                                                   : SecondsSinceEpoch(power.rolled_up_at);
  });
}

Reading<Number> ReadTimeUnit(const Subject& subject) {
  return subject.state->usage.has_value() ? Whole(1) : Reading<Number>::Absent();
}

Reading<Number> ReadSigns(const Subject& subject) {
  const std::vector<Sign>& signs = subject.state->health.signs;
  return Whole(
      static_cast<std::uint64_t>(std::count_if(signs.begin(), signs.end(), [&](const Sign& sign) {
        return sign.ailment == subject.ailment;
      })));
}

Reading<Number> ReadGroupTime(const Subject& subject) {
  return PartOf(subject.state->counters, [&](const ChipCounters& counters) {
    return SecondsSinceEpoch(counters.read_at[subject.group]);
  });
}

Reading<Number> ReadDiePower(const Subject& subject) {
  return PartOf(subject.state->counters, [&](const ChipCounters& counters) {
    return PartOf(counters.raw_power, [&](const RawPower& power) {
      if (subject.place >= power.count) return Reading<Number>::Absent();
      return power.dies[subject.place].percent.Map(
          [](double percent) { return Number(percent / kPercents); });
    });
  });
}

}  // namespace neuron
