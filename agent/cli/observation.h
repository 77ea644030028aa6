#ifndef AGENT_CLI_OBSERVATION_H_
#define AGENT_CLI_OBSERVATION_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/base/enum_array.h"
#include "agent/base/reading.h"
#include "agent/cli/read_latency.h"
#include "agent/device/chip_set.h"
#include "agent/device/counters.h"
#include "agent/device/pci_function.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// What one look at a chip found of that which should stay as it is.
struct ObservedChip {
  // N of neuron<N>.
  int index = 0;
  // Not OK if it did not answer: then nothing else is known.
  absl::Status answered;
  Reading<std::string> serial_number;
  Reading<std::string> device_name;
  Reading<std::uint64_t> core_count;
  Reading<ChipSet> connected;
  PciLink link;
  EnumArray<EccTally, Reading<std::uint64_t>, kEccTallies> ecc;
  Reading<ReadLatency> latency;
};

// What one look at a host found. One that was recorded while all was well is the baseline for those
// that come after it.
struct Observation {
  absl::Time taken_at;
  // Empty if it could not be read.
  std::string boot_id;
  Reading<std::string> driver_version;
  // By index, ascending.
  std::vector<ObservedChip> chips;
};

// What is in the snapshot, taken in this boot while reads took that long. A chip whose latency is
// unknown did not answer. Pure.
Observation Observe(const Snapshot& snapshot, const std::string& boot_id,
                    const std::map<int, Reading<ReadLatency>>& latencies);

// What should be known and could not be read, a line for each kind of fact: "serial_number of chips
// 0-15: <why, of the first>". Pure.
std::vector<std::string> GapsOf(const Observation& observation);

// The chip of that index; null if there is none.
const ObservedChip* FindChip(const Observation& observation, int index);

}  // namespace neuron

#endif  // AGENT_CLI_OBSERVATION_H_
