#ifndef AGENT_SINK_ECS_PUBLISHER_H_
#define AGENT_SINK_ECS_PUBLISHER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/aws/ecs_client.h"
#include "agent/aws/ecs_error.h"
#include "agent/aws/ecs_target.h"
#include "agent/base/clock.h"
#include "agent/base/lifetime.h"
#include "agent/sink/attribute_auditor.h"
#include "agent/sink/attribute_room.h"
#include "agent/sink/farewell.h"
#include "agent/sink/generation_book.h"
#include "agent/sink/handover.h"
#include "agent/sink/handover_file.h"
#include "agent/sink/logged_problem.h"
#include "agent/sink/publish_plan.h"
#include "agent/sink/publisher_state.h"
#include "agent/sink/target_watch.h"
#include "agent/sink/write_pace.h"
#include "agent/snapshot/snapshot.h"
#include "agent/telemetry/attribute_names.h"
#include "agent/telemetry/ecs_attributes.h"

namespace neuron {

// Keeps the attributes of this container instance in step with the snapshots.
//
// Asks who this host is to ECS until it knows, and what ECS holds of it: under a name of ours whose
// value no agent of ours writes, nothing is ever written. If that is not known within 2 seconds,
// no name counts as somebody else's. Withdraws what an earlier run may have left; then
// tells ECS what changes, when agent/sink/publish_plan.h says, one PutAttributes with the whole set
// at a time. Nothing is sent when nothing changed. A failure is retried with jittered backoff by
// its kind: soon if it passes by itself, slowly if a person must act, and one that says that the
// instance is unknown asks anew who this host is. Where ECS has no room for all attributes, the
// least valuable are left out. While the account's request rate is used up, writes are as far apart
// as agent/sink/write_pace.h says. A problem is logged when it changes, not when it repeats.
//
// What an agent of this boot kept when it stopped (OnStop::kKeep) is not withdrawn, if nobody has
// written since (agent/sink/handover.h): this goes on from it, so that what the first snapshot
// takes back is told at once, what it adds after the quiet delay, and nothing if that is all the
// same. Where no snapshot comes within 5 seconds, it is withdrawn after all.
//
// Every 20 to 40 minutes, it audits: asks again what ECS holds. What is not as it was written is
// written again at once, and no sooner than the next audit a second time; names that somebody else
// gave up and room that has come free are taken. There are no other calls while nothing changes.
// About once a minute it asks the ECS agent, on this host, whether it is still the same container
// instance; a new one is told everything at once.
//
// Used on the loop's thread only.
class EcsPublisher {
 public:
  using FindTarget = TargetWatch::Find;
  // Makes the client for the target's region.
  using MakeClient =
      std::function<absl::StatusOr<std::unique_ptr<EcsClient>>(const EcsTarget& target)>;
  // Called when something in the state may have changed.
  using Observer = std::function<void(const PublisherState&)>;

  struct Options {
    AttributeNames names;
    // Of this boot, for the generation: four hex digits.
    std::string boot_tag;
    OnStop on_stop = OnStop::kWithdraw;
    // From and to the agents before and after this one. A dry run leaves it alone.
    HandoverFile handover_file;
    // Does everything but write, which is its problem then.
    bool dry_run = false;
    // How long the last words may take.
    absl::Duration stop_deadline = absl::Seconds(2);
  };

  // `clock` is borrowed. `random` draws from [0, 1). REQUIRES: there is at least one name.
  EcsPublisher(Options options, FindTarget find_target, MakeClient make_client, Clock* clock,
               std::function<double()> random, Observer observer);

  void Start();

  // There is a newer snapshot. From Stop() on, ignored.
  void Accept(const Snapshot& snapshot);

  // Says the last words by Options::on_stop, after a write that is under way, and calls `done`
  // when ECS has them, refuses them, or the deadline has passed; at once if there is nothing to
  // take back. `done` may be called from within. May be called by the observer, once.
  void Stop(std::function<void()> done);

 private:
  void Find();
  void OnTarget(absl::StatusOr<EcsTarget> target);
  absl::Status Adopt(EcsTarget target);
  AttributeAuditor::Links AuditLinks();
  void OnLook(bool is_stale, const absl::StatusOr<std::vector<EcsAttribute>>& held);
  void TakeOver(const std::vector<EcsAttribute>& held);
  void LosePatience();
  absl::optional<AttributeAuditor::Written> LastWritten() const;
  void Evaluate();
  // How long until there is something to tell, and the account has room for it.
  absl::Duration Wait(absl::Duration now) const;
  void Write(std::vector<DesiredAttribute> attributes);
  void OnWritten(const std::vector<DesiredAttribute>& attributes,
                 const absl::optional<EcsError>& error);
  void NoteTold(const std::vector<DesiredAttribute>& attributes);
  void OnFailure(const std::vector<DesiredAttribute>& sent, const EcsError& error);
  // What stands in the way although ECS takes what it is told.
  absl::Status StandingProblem() const;
  void Report() const;
  void SayFarewell();
  void HandOver() const;
  std::vector<DesiredAttribute> Withdrawn();
  bool is_stopping() const { return farewell_ != nullptr; }

  const Options options_;
  const FindTarget find_target_;
  const MakeClient make_client_;
  Clock* const clock_;
  const std::function<double()> random_;
  const Observer observer_;

  absl::optional<EcsTarget> target_;
  std::unique_ptr<EcsClient> client_;
  // Whether ECS said that there is no such target.
  bool lost_ = false;
  PublishPlan plan_;
  WritePace pace_;
  AttributeRoom room_;
  GenerationBook generations_;
  AttributeAuditor auditor_;
  TargetWatch target_watch_;
  // By the agent before this one, until it is known what ECS holds.
  absl::optional<Handover> left_;
  // Whether what an earlier run may have left has been taken back, or is what to go on from.
  bool withdrawn_ = false;
  bool goes_on_ = false;
  // Until a snapshot must have come, to go on.
  std::unique_ptr<Alarm> patience_;
  bool writing_ = false;
  int failures_ = 0;
  absl::optional<absl::Time> told_at_;
  LoggedProblem problem_{"ecs"};
  std::unique_ptr<Alarm> alarm_;
  // From Stop() on.
  std::unique_ptr<Farewell> farewell_;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_SINK_ECS_PUBLISHER_H_
