#ifndef TESTS_SIMULATOR_DRIVER_CORE_LOCKS_H_
#define TESTS_SIMULATOR_DRIVER_CORE_LOCKS_H_

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <map>
#include <utility>

namespace neuron::sim {

// What an application loads onto a core, as it names it.
using ModelUuid = std::array<std::uint8_t, 32>;

// The locks of the chips' cores: one writer, or any number of readers. A process may have several
// of one core.
class CoreLocks {
 public:
  // False if another process has it for writing.
  bool EnterReader(int chip, int core, pid_t pid, const ModelUuid& uuid);
  // False if another process has it at all.
  bool EnterWriter(int chip, int core, pid_t pid, const ModelUuid& uuid);

  // False if the process has no such lock.
  bool ExitReader(int chip, int core, pid_t pid);
  // The writer goes on as a reader.
  bool Downgrade(int chip, int core, pid_t pid);

  // All that the process has on the chip.
  void Release(int chip, pid_t pid);

  // What the process has locked, either way; nullptr if nothing.
  const ModelUuid* Find(int chip, int core, pid_t pid) const;

  void Forget(int chip);

 private:
  struct Lock {
    pid_t writer = 0;
    std::map<pid_t, int> readers;
    std::map<pid_t, ModelUuid> uuids;
  };

  bool IsFree(const Lock& lock, pid_t but_for) const;

  std::map<std::pair<int, int>, Lock> locks_;  // by chip and core
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_CORE_LOCKS_H_
