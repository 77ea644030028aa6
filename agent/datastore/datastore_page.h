#ifndef AGENT_DATASTORE_DATASTORE_PAGE_H_
#define AGENT_DATASTORE_DATASTORE_PAGE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/base/enum_array.h"
#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "agent/device/driver_version.h"

namespace neuron {

// The one length that the driver maps of a datastore.
inline constexpr std::size_t kDatastoreBytes = 262144;

// So many of them hold counters, or have.
inline constexpr std::size_t kCountedBytes = 67200;

// What of these is read, in this order. Left out are the runtime's own notes on its process and its
// models (names among them), which are none of our business. The signature comes last once more: a
// page whose owner left meanwhile shows it.
struct PagePart {
  std::size_t begin;
  std::size_t size;
};
inline constexpr std::array<PagePart, 3> kCountedParts = {
    {{0, 1248}, {44588, kCountedBytes - 44588}, {0, 4}}};

// What one runtime has counted on one chip since it began.
struct DatastoreCounts {
  // By physical core. Absent: what only the driver counts (resets), and what drivers of this
  // generation show no node for. Memory is not among them: sysfs has the driver's own accounts,
  // live in all versions.
  std::vector<EnumArray<CoreTally, Reading<std::uint64_t>, kCoreTallies>> cores;
};

// What the page of a runtime says of the first `cores` cores of its chip, of 16 at most.
//
// `page` is the first kCountedBytes of a datastore, of which the counted parts were read; it is
// foreign: any process that holds the chip can write anything there. `generation` says in which
// layout it is: what follows the first 31 counters of the first 4 cores moved in 2.19.64.
//
// Unavailable if nobody has begun to count there, or nobody does any more (a page of zeros);
// DataLoss if the signature is another, or the page too short. Pure.
absl::StatusOr<DatastoreCounts> ParseDatastore(absl::string_view page,
                                               const DriverVersion& generation, std::size_t cores);

}  // namespace neuron

#endif  // AGENT_DATASTORE_DATASTORE_PAGE_H_
