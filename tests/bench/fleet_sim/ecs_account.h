#ifndef TESTS_BENCH_FLEET_SIM_ECS_ACCOUNT_H_
#define TESTS_BENCH_FLEET_SIM_ECS_ACCOUNT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/types/optional.h"
#include "absl/types/variant.h"
#include "agent/aws/ecs_client.h"
#include "agent/aws/ecs_error.h"
#include "agent/base/clock.h"
#include "agent/sink/token_bucket.h"
#include "tests/bench/fleet_sim/call_book.h"
#include "tests/bench/placement_sim/chance.h"

namespace neuron {

// ECS as all hosts of one account and region share it.
//
// Two buckets, as AWS documents them: one of 100 calls and 40 more a second for what modifies a
// cluster's resources (PutAttributes, DeleteAttributes, RunTask), one of 100 and 20 for what reads
// them (DescribeContainerInstances). Who finds a bucket empty is throttled. A call takes effect,
// and is answered, 30 to 80 ms after it was made. While ECS is down, all calls fail.
//
// Must outlive its clients. One thread.
class EcsAccount {
 public:
  // ECS holds something else of a host.
  using Wrote = std::function<void(std::size_t host, const std::vector<EcsAttribute>& held)>;

  // The clock is borrowed.
  EcsAccount(std::size_t hosts, Clock* clock, std::uint64_t seed, Wrote wrote);

  // Knows one host, whatever target it is given.
  std::unique_ptr<EcsClient> MakeClient(std::size_t host);

  // The customer's: whether it is let in now. Waits for nothing.
  bool RunTask();

  void set_down(bool down) { down_ = down; }
  bool is_down() const { return down_; }

  // What agents write, what they read, and what the customer runs.
  const CallBook& writes() const { return writes_; }
  const CallBook& reads() const { return reads_; }
  const CallBook& run_tasks() const { return run_tasks_; }

 private:
  class Client;

  absl::Duration DrawLatency();
  // Whether a call is let in now; `book` counts it.
  bool Admit(TokenBucket* bucket, CallBook* book);
  EcsError Refusal() const;
  absl::optional<EcsError> Put(std::size_t host, const std::vector<EcsAttribute>& attributes);
  absl::optional<EcsError> Delete(std::size_t host, const std::vector<std::string>& names);
  absl::variant<std::vector<EcsAttribute>, EcsError> List(std::size_t host);

  Clock* const clock_;
  Chance chance_;
  const Wrote wrote_;
  bool down_ = false;
  TokenBucket modify_{100, absl::Seconds(1) / 40};
  TokenBucket read_{100, absl::Seconds(1) / 20};
  CallBook writes_;
  CallBook reads_;
  CallBook run_tasks_;
  // By host.
  std::vector<std::vector<EcsAttribute>> held_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_FLEET_SIM_ECS_ACCOUNT_H_
