#ifndef AGENT_DEVICE_CHIP_READER_H_
#define AGENT_DEVICE_CHIP_READER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "agent/device/tree_index.h"

namespace neuron {

// Which groups to read.
using CounterGroups = EnumArray<CounterGroup, bool, kCounterGroups>;

// Reads what moves on one chip, pass after pass. What to read was worked out once, from the chip's
// tree: what it did not have stays absent until a reader is made for another one. A pass over files
// that answer allocates nothing but the names of unhealthy components, if they are long. Nothing is
// ever written.
//
// With `keep_open` the files of the fast group, and those that tell of a reset, stay open from the
// first pass on, each 4.5 kB of kernel memory: only for drivers that bear it (MayKeepOpen()). All
// others are opened, read and closed. A kept file that answers ENODEV, because its driver has gone,
// is closed and opened anew on the next pass. The chip's directory is opened anew for each pass
// that opens files: a driver that was loaded again is read, as far as its tree has the same paths.
//
// While the chip is in reset, registers read as 0 and reads of them may sleep (neuron-driver.md
// §§4.5, 7.5): memory errors are then not read, but unknown. They are unknown too if a second look
// at `reset` and at the first core's reset_req_count, right after they were read, does not find
// what the first found: a reset began meanwhile. Where `reset` cannot be read, the count alone
// tells. Memory above what the chip has, and any above 2^63 bytes, is the underflow of drivers
// before 2.16.7: unknown. The reason of every unknown names the file.
//
// Blocks as long as the driver does. On one thread at a time.
class ChipReader {
 public:
  ChipReader(std::shared_ptr<const TreeIndex> tree, Reading<std::uint64_t> memory_capacity_bytes,
             bool keep_open);
  ~ChipReader();
  ChipReader(const ChipReader&) = delete;
  ChipReader& operator=(const ChipReader&) = delete;

  // Reads these groups into `counters`, which has what this reader put there before or nothing;
  // `now` is when. Groups that are not read keep their values and their time.
  void Read(const CounterGroups& groups, absl::Time now, ChipCounters* counters);

  const std::shared_ptr<const TreeIndex>& tree() const;

 private:
  struct Plan;
  class Pass;
  std::unique_ptr<Plan> plan_;
};

// Whether this driver's files may be kept open: since 2.26.5. Before, files that were open while
// the module was unloaded could be read after they were freed (neuron-driver.md §3.4). A version
// that is not known or no number may not.
bool MayKeepOpen(const Reading<std::string>& driver_version);

}  // namespace neuron

#endif  // AGENT_DEVICE_CHIP_READER_H_
