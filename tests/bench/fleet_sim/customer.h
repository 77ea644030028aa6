#ifndef TESTS_BENCH_FLEET_SIM_CUSTOMER_H_
#define TESTS_BENCH_FLEET_SIM_CUSTOMER_H_

#include <cstdint>
#include <map>
#include <memory>

#include "absl/time/time.h"
#include "agent/base/clock.h"
#include "tests/bench/fleet_sim/ecs_account.h"
#include "tests/bench/fleet_sim/spread.h"
#include "tests/bench/placement_sim/chance.h"

namespace neuron {

// Who pays for the account, and runs tasks in it: RunTask at random moments, so many a second, with
// the retries of AWS's SDKs (three attempts; after a throttled one, up to 1 s, then up to 2 s).
// While ECS is down, nobody tries. One thread.
class Customer {
 public:
  // Borrows both, and starts.
  Customer(double run_tasks_per_second, EcsAccount* account, Clock* clock, std::uint64_t seed);

  // Forgets what it saw so far.
  void BeginCount();
  // Sees no more.
  void EndCount() { counting_ = false; }

  // Of the calls that were begun since: how many, how many of them failed, retries and all, and how
  // long the others waited for their last attempt.
  std::uint64_t calls() const { return calls_; }
  std::uint64_t failed() const { return failed_; }
  const Spread& waits() const { return waits_; }

 private:
  struct Call {
    absl::Duration begun;
    bool counts = false;
    int attempts = 0;
    std::unique_ptr<Alarm> alarm;
  };

  void AwaitNext();
  void Begin();
  void Attempt(std::uint64_t number);
  void End(std::uint64_t number, bool done);

  const absl::Duration pause_;
  EcsAccount* const account_;
  Clock* const clock_;
  Chance chance_;
  bool counting_ = false;
  std::uint64_t calls_ = 0;
  std::uint64_t failed_ = 0;
  Spread waits_;
  std::uint64_t begun_ = 0;
  std::map<std::uint64_t, Call> under_way_;
  std::unique_ptr<Alarm> next_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_FLEET_SIM_CUSTOMER_H_
