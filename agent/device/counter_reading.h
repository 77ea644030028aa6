#ifndef AGENT_DEVICE_COUNTER_READING_H_
#define AGENT_DEVICE_COUNTER_READING_H_

#include <cstdint>

#include "agent/base/file.h"
#include "agent/base/reading.h"
#include "agent/device/chip_files.h"
#include "agent/device/counter_plan.h"
#include "agent/device/counters.h"

namespace neuron {

// The files of a plan as values. No such file or, once the module is gone, no such device: absent.
// A read that fails, bytes that are no such value, and memory that is more than `capacity` (if it
// is the device's and that is known) or more than 2^63 bytes: unknown, with the full path in the
// reason. `kept` as for ChipFiles::Read().

// REQUIRES: `reset`.
Reading<ResetState> ReadResetState(const CounterFile& file, ChipFiles* files, UniqueFd* kept);

// REQUIRES: a plain number.
Reading<std::uint64_t> ReadNumber(const CounterFile& file, const Reading<std::uint64_t>& capacity,
                                  ChipFiles* files, UniqueFd* kept);

// Into its place in `counters`, which has its cores. REQUIRES: not `reset`.
void ReadCounter(const CounterFile& file, const Reading<std::uint64_t>& capacity, ChipFiles* files,
                 UniqueFd* kept, ChipCounters* counters);

// What cannot be believed although it might be read: unknown for this reason, with the full path.
Reading<std::uint64_t> Disbelieved(const CounterFile& file, const ChipFiles& files,
                                   absl::string_view why);

}  // namespace neuron

#endif  // AGENT_DEVICE_COUNTER_READING_H_
