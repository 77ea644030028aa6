#ifndef AGENT_DATASTORE_TIME_IN_USE_TOTALS_H_
#define AGENT_DATASTORE_TIME_IN_USE_TOTALS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "agent/base/process_id.h"
#include "agent/base/reading.h"
#include "agent/datastore/datastore_reader.h"

namespace neuron {

// Adds up for how long each physical core of one chip was in use by what its holders count: totals
// that never fall, in the ticks of nc_time_in_use, since the first reading. One thread.
class TimeInUseTotals {
 public:
  // By core. All are unknown after the first reading; if the runtimes are not those of the reading
  // before, because what a new one did before or a gone one did since nobody knows; if one of them
  // could not be read, until it is, which loses nothing; and if nobody has a datastore. A core's is
  // unknown if what a runtime says of it fell. Absent where drivers of this generation show no time
  // in use.
  std::vector<Reading<std::uint64_t>> Take(const std::vector<HolderCounts>& counts,
                                           std::size_t cores);

 private:
  // What each runtime's cores said last.
  using Ticks = std::map<ProcessId, std::vector<Reading<std::uint64_t>>>;

  Reading<std::uint64_t> TotalOf(std::size_t core, const Ticks& now);

  Ticks last_;
  std::vector<std::uint64_t> totals_;
};

}  // namespace neuron

#endif  // AGENT_DATASTORE_TIME_IN_USE_TOTALS_H_
