#ifndef TESTS_SINK_PUBLISHER_MODEL_H_
#define TESTS_SINK_PUBLISHER_MODEL_H_

#include <cstddef>
#include <string>

#include "absl/time/time.h"
#include "agent/device/chip_set.h"
#include "agent/sink/publisher_state.h"
#include "agent/telemetry/attribute_names.h"
#include "tests/fakes/fake_ecs.h"
#include "tests/sink/publisher_rig.h"

namespace neuron {

// A publisher and the truth about its host, of a trn1.32xlarge, with what must hold whatever
// befalls them. A breach is a failure of the test that runs:
//
// A write says what is true when it begins, or takes everything back. What promises less than ECS
// is known to hold has arrived after 75 ms, if the call does not fail and 20 have not been made
// just before. Nothing is written while ECS is known to hold the truth, unless an audit found
// otherwise.
class PublisherModel {
 public:
  // `scope` names what runs, for failures. Starts the publisher, which has these names.
  explicit PublisherModel(std::string scope, AttributeNames names = {});

  // These chips are free from now on, and the publisher sees it at once. Takes 75 ms.
  void See(ChipSet free);
  // The publisher sees the same once more.
  void SeeAgain() { rig.See(truth_); }
  // Lets time pass.
  void Pass(absl::Duration time);

  ChipSet truth() const { return truth_; }
  // Whether ECS holds the truth about the instance that this host is.
  bool IsTold();
  // Which chips it holds to be free: neuron.free-set.
  std::string HeldFreeSet() { return rig.Held("free-set", InstanceOfHost()); }

  PublisherRig rig;

 private:
  void CheckWrites();
  // Whether the publisher knows that ECS holds the truth, and nothing is under way.
  bool IsAtRest() const;
  void CheckRest(const PublisherState& before, std::size_t writes_before);
  bool HasBudget() const;
  std::string InstanceOfHost() const;

  const std::string scope_;
  ChipSet truth_;
  // How many writes have been checked.
  std::size_t checked_ = 0;
};

// As neuron.free-set says it: _00_15_.
std::string FreeSetOf(ChipSet free);

}  // namespace neuron

#endif  // TESTS_SINK_PUBLISHER_MODEL_H_
