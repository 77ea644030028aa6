#include "tests/bench/fleet_sim/customer.h"

#include "agent/aws/backoff.h"

namespace neuron {
namespace {

constexpr int kMostAttempts = 3;

}  // namespace

Customer::Customer(double run_tasks_per_second, EcsAccount* account, Clock* clock,
                   std::uint64_t seed)
    : pause_(absl::Seconds(1) / run_tasks_per_second),
      account_(account),
      clock_(clock),
      chance_(seed) {
  AwaitNext();
}

void Customer::BeginCount() {
  counting_ = true;
  calls_ = 0;
  failed_ = 0;
  waits_ = Spread();
}

void Customer::AwaitNext() {
  next_ = clock_->CallAfter(chance_.Exponential(pause_), [this] {
    Begin();
    AwaitNext();
  });
}

void Customer::Begin() {
  if (account_->is_down()) {
    return;
  }
  Call& call = under_way_[++begun_];
  call.begun = clock_->Monotonic();
  call.counts = counting_;
  Attempt(begun_);
}

void Customer::Attempt(std::uint64_t number) {
  if (account_->RunTask()) {
    End(number, true);
    return;
  }
  Call& call = under_way_[number];
  const int failures = call.attempts++;
  if (call.attempts == kMostAttempts) {
    End(number, false);
    return;
  }
  call.alarm =
      clock_->CallAfter(Backoff(failures, absl::Seconds(1), absl::Seconds(20), chance_.Share()),
                        [this, number] { Attempt(number); });
}

void Customer::End(std::uint64_t number, bool done) {
  const auto call = under_way_.find(number);
  if (call->second.counts) {
    ++calls_;
    if (done) {
      waits_.Add(clock_->Monotonic() - call->second.begun);
    } else {
      ++failed_;
    }
  }
  under_way_.erase(call);
}

}  // namespace neuron
