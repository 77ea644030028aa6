#include "tests/simulator/driver/core_locks.h"

#include <algorithm>

namespace neuron::sim {

bool CoreLocks::EnterReader(int chip, int core, pid_t pid, const ModelUuid& uuid) {
  Lock& lock = locks_[{chip, core}];
  if (lock.writer != 0 && lock.writer != pid) return false;
  ++lock.readers[pid];
  lock.uuids[pid] = uuid;
  return true;
}

bool CoreLocks::EnterWriter(int chip, int core, pid_t pid, const ModelUuid& uuid) {
  Lock& lock = locks_[{chip, core}];
  if (!IsFree(lock, pid)) return false;
  lock.writer = pid;
  lock.uuids[pid] = uuid;
  return true;
}

bool CoreLocks::IsFree(const Lock& lock, pid_t but_for) const {
  if (lock.writer != 0 && lock.writer != but_for) return false;
  return std::all_of(lock.readers.begin(), lock.readers.end(),
                     [but_for](const auto& reader) { return reader.first == but_for; });
}

bool CoreLocks::ExitReader(int chip, int core, pid_t pid) {
  Lock& lock = locks_[{chip, core}];
  const auto reader = lock.readers.find(pid);
  if (reader == lock.readers.end()) return false;
  if (--reader->second > 0) return true;
  lock.readers.erase(reader);
  if (lock.writer != pid) lock.uuids.erase(pid);
  return true;
}

bool CoreLocks::Downgrade(int chip, int core, pid_t pid) {
  Lock& lock = locks_[{chip, core}];
  if (lock.writer == 0 || lock.writer != pid) return false;
  lock.writer = 0;
  ++lock.readers[pid];
  return true;
}

void CoreLocks::Release(int chip, pid_t pid) {
  for (auto& [where, lock] : locks_) {
    if (where.first != chip) continue;
    if (lock.writer == pid) lock.writer = 0;
    lock.readers.erase(pid);
    lock.uuids.erase(pid);
  }
}

const ModelUuid* CoreLocks::Find(int chip, int core, pid_t pid) const {
  const auto lock = locks_.find({chip, core});
  if (lock == locks_.end()) return nullptr;
  const auto uuid = lock->second.uuids.find(pid);
  return uuid == lock->second.uuids.end() ? nullptr : &uuid->second;
}

void CoreLocks::Forget(int chip) {
  locks_.erase(locks_.lower_bound({chip, 0}), locks_.lower_bound({chip + 1, 0}));
}

}  // namespace neuron::sim
