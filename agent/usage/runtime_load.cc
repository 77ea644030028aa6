#include "agent/usage/runtime_load.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/status/status.h"

namespace neuron {
namespace {

// What a core's model takes of its memory.
const Reading<std::uint64_t>& ModelBytes(const CoreCounters& core) {
  return core.device_memory_by_class[DeviceMemoryClass::kModelCode].bytes;
}

absl::Status Unavailable(absl::string_view why) { return absl::UnavailableError(why); }

// OK if `now` tells all that the process did since `before`.
absl::Status Comparable(const ProcessExecutions& before, const ProcessExecutions& now) {
  if (now.scheduled != before.scheduled) {
    return Unavailable("a holder of the chip hands executions over and does not wait for them");
  }
  if (now.missed != before.missed) {
    return Unavailable("calls of a holder of the chip were missed");
  }
  return absl::OkStatus();
}

// The time of calls that ran all the while.
absl::Duration UnderWay(const ProcessExecutions& before, const ProcessExecutions& now,
                        absl::Duration elapsed) {
  const bool none_returned = now.executions == before.executions && now.busy == before.busy;
  return none_returned ? elapsed * static_cast<double>(std::min(before.in_flight, now.in_flight))
                       : absl::ZeroDuration();
}

}  // namespace

Reading<BusyThreads> RuntimeLoad::Look(const std::vector<ProcessExecutions>& traced,
                                       bool all_traced, absl::Duration at) {
  // Told of a chip at rest in each pass: made once, so that this allocates nothing.
  static const absl::Status& not_traced =
      *new absl::Status(Unavailable("a holder of the chip is not traced, or holds others too"));
  static const absl::Status& not_held = *new absl::Status(Unavailable("nobody holds the chip"));
  Works now = Begin(traced);
  Reading<BusyThreads> threads;
  if (!all_traced) {
    threads = Reading<BusyThreads>::Unknown(not_traced);
  } else if (traced.empty()) {
    threads = Reading<BusyThreads>::Unknown(not_held);
  } else if (!at_.has_value() || at <= *at_) {
    threads = Reading<BusyThreads>::Unknown(Unavailable("no look before to compare with"));
  } else {
    threads = Compare(works_, at - *at_, &now);
  }
  works_ = std::move(now);
  at_ = at;
  return threads;
}

RuntimeLoad::Works RuntimeLoad::Begin(const std::vector<ProcessExecutions>& traced) {
  Works works;
  for (const ProcessExecutions& calls : traced) {
    works[calls.process] = {calls, calls.busy};
  }
  return works;
}

Reading<BusyThreads> RuntimeLoad::Compare(const Works& before, absl::Duration elapsed, Works* now) {
  absl::Status status;
  absl::Duration done;
  for (auto& [process, work] : *now) {
    const auto found = before.find(process);
    if (found == before.end()) {
      status.Update(Unavailable("a holder of the chip is new"));
      continue;
    }
    const Work& past = found->second;
    status.Update(Comparable(past.calls, work.calls));
    if (work.calls.in_flight > 0) {
      work.done = std::max(work.calls.busy, past.done + UnderWay(past.calls, work.calls, elapsed));
    }
    done += std::max(absl::ZeroDuration(), work.done - past.done);
  }
  if (now->size() != before.size()) {
    status.Update(Unavailable("the chip's holders are others than before"));
  }
  if (!status.ok()) {
    return Reading<BusyThreads>::Unknown(std::move(status));
  }
  return BusyThreads{absl::FDivDuration(done, elapsed), elapsed};
}

Reading<Utilization> SharedOut(const Reading<BusyThreads>& threads, const ChipCounters& counters) {
  if (!threads.has_value()) {
    return Reading<Utilization>::Unknown(threads.why());
  }
  int models = 0;
  for (const CoreCounters& core : counters.cores) {
    if (!ModelBytes(core).has_value()) {
      return Reading<Utilization>::Unknown(
          Unavailable("not known which cores have a model: no device_mem/model_code"));
    }
    models += HasModel(core) ? 1 : 0;
  }
  if (models == 0) {
    return Reading<Utilization>::Unknown(Unavailable("no core of the chip has a model"));
  }
  const BusyThreads& busy = threads.value();
  return Utilization{UtilizationSource::kRuntime, std::min(1.0, busy.mean / models), busy.over};
}

bool HasModel(const CoreCounters& core) {
  const Reading<std::uint64_t>& bytes = ModelBytes(core);
  return bytes.has_value() && bytes.value() > 0;
}

}  // namespace neuron
