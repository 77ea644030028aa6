#ifndef TESTS_SIMULATOR_DRIVER_DATASTORES_H_
#define TESTS_SIMULATOR_DRIVER_DATASTORES_H_

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tests/simulator/driver/datastore_layout.h"
#include "tests/simulator/host/host.h"

namespace neuron::sim {

// A page of counters that one process keeps on one chip.
struct Datastore {
  // The thread group leader; 0 for a page that nobody owns.
  pid_t owner = 0;
  // Where the device node has it: what ACQUIRE gives, and mmap takes.
  std::uint64_t offset = 0;
  // kDatastoreBytes.
  std::string bytes;
  // The larger, the later its last owner left.
  std::uint64_t cleared = 0;

  // The number at the offset.
  std::uint64_t At(std::size_t where) const;
};

// The datastores of all chips: as many a chip as it has process slots.
class Datastores {
 public:
  // `host` must outlive this.
  explicit Datastores(const Host* host) : host_(host) {}

  // The process's page: the one that it has, or the one that was left the longest ago. nullptr if
  // every page has an owner.
  Datastore* Acquire(int chip, pid_t pid);

  // nullptr if the process has none. pid must not be 0.
  Datastore* Find(int chip, pid_t pid);

  // Where the device node has the pages of the chip, one behind the other.
  std::uint64_t BeginOf(int chip) { return Pages(chip).front().offset; }
  std::size_t SizeOf(int chip) { return Pages(chip).size() * kDatastoreBytes; }

  // Its owner left: nobody owns the page. Up to driver 2.29 it is all zero then; in 2.30 the
  // counters of the cores stay, but for their memory.
  void Leave(Datastore* datastore);

  // What a mapping of the node shows. Zeros where no datastore is.
  std::string Read(int chip, std::uint64_t offset, std::size_t size) const;

  // What a mapping stores. Lost where no datastore is.
  void Write(int chip, std::uint64_t offset, absl::string_view bytes);

  // Whether any byte of the range is of a datastore.
  bool Covers(int chip, std::uint64_t offset, std::size_t size) const;

  // The counter of the core, by this driver's layout.
  std::uint64_t Counter(const Datastore& datastore, int core, int counter) const;

  // The same, summed over all pages of the chip, owned or not.
  std::uint64_t Sum(int chip, int core, int counter) const;

  // A root write to a counter clears it in every page (2.30).
  void ClearCounter(int chip, int core, int counter);

  // The driver was loaded anew, or has let go of the chip.
  void Forget(int chip) { chips_.erase(chip); }

 private:
  std::size_t OffsetOf(int core, int counter) const;
  std::vector<Datastore>& Pages(int chip);

  const Host* host_;
  std::map<int, std::vector<Datastore>> chips_;
  std::uint64_t clears_ = 0;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_DATASTORES_H_
