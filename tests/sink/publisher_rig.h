#ifndef TESTS_SINK_PUBLISHER_RIG_H_
#define TESTS_SINK_PUBLISHER_RIG_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/sink/ecs_publisher.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_ecs.h"

namespace neuron {

inline constexpr char kCluster[] = "prod";
inline constexpr char kInstance[] = "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/a";
inline constexpr char kOther[] = "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/b";

// A publisher with all that it talks to, faked.
class PublisherRig {
 public:
  explicit PublisherRig(OnStop on_stop = OnStop::kWithdraw, AttributeNames names = {},
                        bool dry_run = false);

  // Puts another agent in the place of this one, which ends without a word.
  void Replace(HandoverFile handover_file = {});

  // Shows the publisher a trn1.32xlarge of which these chips are free.
  void See(ChipSet free, NodeHealth health = NodeHealth::kOk);

  // Starts, and runs until what an earlier run left has been withdrawn.
  void StartAndWithdraw();
  // Starts, sees these chips, and runs until ECS holds them.
  void StartAndPublish(ChipSet free);

  // What ECS holds of an attribute of `instance`; empty if nothing.
  std::string Held(const std::string& suffix, const std::string& instance = kInstance);
  // What the last call of all put.
  std::string LastPut(const std::string& suffix) const;
  const PublisherState& state() const { return states.back(); }

  FakeClock clock;
  FakeEcs ecs{&clock};
  // What the ECS agent says who this host is, and how often it was asked.
  absl::StatusOr<EcsTarget> target = EcsTarget{kCluster, kInstance};
  int finds = 0;
  // What making a client fails with.
  absl::Status client_failure;
  double random = 0.5;
  std::vector<PublisherState> states;
  std::unique_ptr<EcsPublisher> publisher;

 private:
  EcsPublisher::Options options_;
  std::vector<std::unique_ptr<Alarm>> answers_;
};

}  // namespace neuron

#endif  // TESTS_SINK_PUBLISHER_RIG_H_
