#ifndef AGENT_SINK_DRAIN_PLAN_H_
#define AGENT_SINK_DRAIN_PLAN_H_

#include <cstddef>
#include <string>

#include "absl/time/time.h"
#include "agent/aws/ecs_client.h"
#include "agent/sink/drain_grounds.h"
#include "agent/sink/drain_record.h"

namespace neuron {

// When to drain the container instance, and when to undo that.
//
// It is drained once the host has been proven to be impaired (agent/sink/drain_grounds.h) for 2
// minutes and a share of 10 more that each host draws for itself: a fault of a whole fleet then
// drains 10,000 hosts at 17 a second, of the 40 calls that an account has for all that it does, and
// there is time to step in. No more often than once in an hour, three times in a day, and an hour
// after the last time was undone. It is undone once health has been ok for 10 minutes and as much
// of 10 more. Snapshots that are more than a minute apart prove nothing of the time between them.
//
// Before each of these steps ECS is asked what it does with the instance. An instance that somebody
// else drained is left as it is; so is one that ECS sends tasks although we drained it, for
// somebody else wants that; either until health has been ok for as long as it takes to undo.
//
// Pure but for its own state: no clock, no I/O. Of a Moment, the first never goes back; the second
// may, and is only compared with those of the record.
class DrainPlan {
 public:
  static constexpr absl::Duration kImpairedFor = absl::Minutes(2);
  static constexpr absl::Duration kOkFor = absl::Minutes(10);
  static constexpr absl::Duration kSpread = absl::Minutes(10);
  static constexpr absl::Duration kLongestGap = absl::Minutes(1);
  static constexpr absl::Duration kPause = absl::Hours(1);
  static constexpr std::size_t kMostADay = 3;
  // By then ECS tells everybody what it was told.
  static constexpr absl::Duration kEcsSettles = absl::Minutes(1);

  struct Moment {
    absl::Duration monotonic;
    absl::Time wall;
  };
  enum class Step { kWait, kAsk, kDrain, kUndrain };
  struct Decision {
    Step step = Step::kWait;
    // In a sentence; empty while there is nothing to say. Changes only when something else is
    // waited for.
    std::string why;
  };

  // `record` is what earlier agents left.
  explicit DrainPlan(DrainRecord record);

  // There is a newer snapshot. `random01` in [0, 1) draws this host's share, if one begins now.
  void See(DrainGrounds grounds, absl::Duration now, double random01);

  // kWait, or kAsk: ECS should be asked for the instance's status.
  Decision Decide(Moment now) const;

  // ECS does this with the instance of that ARN, which this host is now. Never kAsk.
  Decision Learn(const std::string& instance, InstanceStatus status, Moment now);

  // ECS is going to be told to drain it, after Learn() said so. Until Drained() or NotDrained() it
  // is not known whether it does.
  void BeginDrain(const std::string& instance, absl::Time now);
  void Drained() { claim_ = Claim::kSure; }
  // It was not drained: as if BeginDrain() had never been.
  void NotDrained();
  // ECS is going to be told to send it tasks again, after Learn() said so.
  void BeginUndrain(absl::Time now) { record_.undrained_at = now; }
  // It does.
  void Undrained() { Disclaim(); }
  // Nothing is done, for this reason, until health has been ok for long enough.
  void LeaveAlone(std::string why);

  // What to keep for later agents.
  const DrainRecord& record() const { return record_; }
  // Whether ECS drains the instance by our word, as far as is known.
  bool has_drained() const { return claim_ == Claim::kSure || claim_ == Claim::kRemembered; }

 private:
  // How sure it is that record_.instance is drained by us.
  enum class Claim {
    // It is not.
    kNone,
    // An earlier agent said so.
    kRemembered,
    // ECS was told, and did not confirm it.
    kUnclear,
    kSure,
  };
  // Something that has been so without a break.
  struct Stretch {
    bool goes_on = false;
    // For how long it takes, and when that will be.
    absl::Duration needed;
    absl::Duration enough_at;

    bool IsEnough(absl::Duration now) const { return goes_on && now >= enough_at; }
  };

  static void Follow(bool holds, absl::Duration needed, absl::Duration now, Stretch* stretch);
  Decision DecideDrain(Moment now) const;
  Decision DecideUndrain(Moment now) const;
  Decision LearnOfOther(InstanceStatus status, Moment now);
  Decision LearnOfOurs(InstanceStatus status, Moment now);
  absl::Time BudgetAt() const;
  void Disclaim();

  DrainRecord record_;
  Claim claim_;
  DrainGrounds grounds_;
  absl::Duration seen_at_ = -absl::InfiniteDuration();
  Stretch proven_;
  Stretch ok_;
  // Why nothing is done; empty if nothing stands against it.
  std::string left_alone_;
};

}  // namespace neuron

#endif  // AGENT_SINK_DRAIN_PLAN_H_
