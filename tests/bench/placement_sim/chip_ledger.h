#ifndef TESTS_BENCH_PLACEMENT_SIM_CHIP_LEDGER_H_
#define TESTS_BENCH_PLACEMENT_SIM_CHIP_LEDGER_H_

#include <cstdint>
#include <map>
#include <vector>

#include "absl/time/time.h"
#include "agent/device/chip_set.h"

namespace neuron {

// Who truly has which chips of one host, and how long its chips have been idle. A chip is idle
// while no task that was sent here is to have it, or has it. One thread.
class ChipLedger {
 public:
  explicit ChipLedger(int chips) : chips_(chips) {}

  // A task was sent here that is to have these chips, or so many that it does not know yet.
  void Expect(std::uint64_t task, ChipSet chips, absl::Duration now);
  void ExpectAny(std::uint64_t task, int chips, absl::Duration now);
  // It was to have some, and waits for them: until it has some, they are idle.
  void ExpectNone(std::uint64_t task, absl::Duration now);

  // It has them from now on. False, and nothing is changed, if another has one of them.
  bool Take(std::uint64_t task, ChipSet chips, absl::Duration now);

  // How long before or after those who have one of these chips the task was sent here, at most;
  // zero if nobody has. REQUIRES: it was sent here.
  absl::Duration ApartFromHolders(std::uint64_t task, ChipSet chips) const;

  // It is gone.
  void Forget(std::uint64_t task, absl::Duration now);

  // Chips times time, so far.
  absl::Duration IdleUntil(absl::Duration now) const;

 private:
  struct Entry {
    ChipSet chips;
    int any = 0;
    bool has = false;
    absl::Duration sent_at;
  };

  void Enter(std::uint64_t task, Entry entry, absl::Duration now);
  // Those of others who have one of these chips.
  std::vector<Entry> HoldersOf(ChipSet chips, std::uint64_t but) const;
  int CountIdle() const;
  void Pass(absl::Duration now);

  const int chips_;
  std::map<std::uint64_t, Entry> tasks_;
  absl::Duration idle_;
  absl::Duration passed_until_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_PLACEMENT_SIM_CHIP_LEDGER_H_
