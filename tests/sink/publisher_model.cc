#include "tests/sink/publisher_model.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_format.h"
#include "absl/types/optional.h"
#include "agent/telemetry/attribute_promise.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr absl::Duration kCall = absl::Milliseconds(10);
// One call that is under way, 50 ms in which what follows a write at once is gathered, and its
// call.
constexpr absl::Duration kLess = absl::Milliseconds(75);

// A publisher that has made fewer writes within that time has one left that need not wait.
constexpr int kBurst = 20;
constexpr absl::Duration kRefill = absl::Seconds(40);
// For so long after a write was throttled, the next ones may have to wait.
constexpr absl::Duration kPaced = absl::Minutes(20);

bool TakesEverythingBack(const FakeEcs::Call& call) {
  return ValueIn(call, "neuron.free-set").value_or("_none_") == "_none_" &&
         ValueIn(call, "neuron.fits").value_or("_none_") == "_none_" &&
         ValueIn(call, "neuron.free-chips").value_or("00") == "00" &&
         ValueIn(call, "neuron.health").value_or("unknown") == "unknown";
}

bool Says(const FakeEcs::Call& call, ChipSet free) {
  const std::string chips = absl::StrFormat("%02d", free.size());
  return ValueIn(call, "neuron.free-set").value_or(FreeSetOf(free)) == FreeSetOf(free) &&
         ValueIn(call, "neuron.free-chips").value_or(chips) == chips &&
         ValueIn(call, "neuron.health").value_or("ok") == "ok";
}

// Whether ECS confirmed all that is wanted, but for what it has no room for.
bool IsUpToDate(const PublisherState& state) {
  return !state.told.empty() &&
         std::all_of(state.told.begin(), state.told.end(), [&](const DesiredAttribute& told) {
           return std::any_of(
               state.wanted.begin(), state.wanted.end(), [&](const DesiredAttribute& wanted) {
                 return wanted.kind == told.kind &&
                        (wanted.kind == AttributeKind::kGeneration || wanted.value == told.value);
               });
         });
}

}  // namespace

std::string FreeSetOf(ChipSet free) {
  std::string text;
  for (const int chip : free.chips()) {
    absl::StrAppendFormat(&text, "_%02d", chip);
  }
  return text.empty() ? "_none_" : text + "_";
}

PublisherModel::PublisherModel(std::string scope, AttributeNames names)
    : rig(OnStop::kWithdraw, std::move(names)), scope_(std::move(scope)) {
  rig.publisher->Start();
  rig.clock.Advance(absl::Seconds(3));
  CheckWrites();
}

void PublisherModel::See(ChipSet free) {
  const bool was_known = !rig.state().told.empty();
  const bool has_budget = HasBudget();
  truth_ = free;
  rig.See(free);
  Pass(kLess);
  const PublisherState& after = rig.state();
  const bool is_paced = rig.clock.Monotonic() - rig.ecs.throttled_at() <= kPaced;
  if (was_known && has_budget && !is_paced && !after.told.empty()) {
    EXPECT_FALSE(PromisesLess(after.told, after.wanted))
        << scope_ << ": still " << after.told.front().value << " after 75 ms, " << FreeSetOf(truth_)
        << " is free";
  }
}

void PublisherModel::Pass(absl::Duration time) {
  CheckWrites();
  const bool was_at_rest = IsAtRest();
  const PublisherState before = rig.state();
  const std::size_t writes_before = checked_;
  rig.clock.Advance(time);
  CheckWrites();
  if (was_at_rest) {
    CheckRest(before, writes_before);
  }
}

void PublisherModel::CheckWrites() {
  for (; checked_ < rig.ecs.calls().size(); ++checked_) {
    const FakeEcs::Call& call = rig.ecs.calls()[checked_];
    EXPECT_TRUE(TakesEverythingBack(call) || Says(call, truth_))
        << scope_ << ": said " << ValueIn(call, "neuron.free-set").value_or("nothing") << ", "
        << FreeSetOf(truth_) << " is free";
    EXPECT_TRUE(call.deleted.empty()) << scope_;
  }
}

bool PublisherModel::IsAtRest() const {
  const auto& calls = rig.ecs.calls();
  return IsUpToDate(rig.state()) && calls.back().at + kCall <= rig.clock.Monotonic();
}

void PublisherModel::CheckRest(const PublisherState& before, std::size_t writes_before) {
  const PublisherState& after = rig.state();
  if (checked_ == writes_before || after.audit.repairs != before.audit.repairs ||
      after.target != before.target) {
    return;
  }
  // There is room for more, or for less.
  EXPECT_NE(rig.ecs.calls()[writes_before].put.size(), before.told.size())
      << scope_ << ": wrote what ECS held";
}

bool PublisherModel::HasBudget() const {
  const absl::Duration since = rig.clock.Monotonic() - kRefill;
  const auto& calls = rig.ecs.calls();
  return std::count_if(calls.rbegin(),
                       calls.rbegin() + std::min<std::ptrdiff_t>(kBurst, calls.size()),
                       [&](const FakeEcs::Call& call) { return call.at > since; }) < kBurst;
}

std::string PublisherModel::InstanceOfHost() const {
  return rig.target.ok() ? rig.target->container_instance_arn : kInstance;
}

bool PublisherModel::IsTold() {
  return HeldFreeSet() == FreeSetOf(truth_) &&
         rig.Held("free-chips", InstanceOfHost()) == absl::StrFormat("%02d", truth_.size()) &&
         rig.Held("health", InstanceOfHost()) == "ok";
}

}  // namespace neuron
