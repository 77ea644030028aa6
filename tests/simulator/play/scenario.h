#ifndef TESTS_SIMULATOR_PLAY_SCENARIO_H_
#define TESTS_SIMULATOR_PLAY_SCENARIO_H_

#include <optional>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "proto/config.pb.h"

namespace neuron::sim {

// Reads a scenario (proto/config.proto) from protobuf text. InvalidArgument, in one line with its
// place, if it is no such text, has a verb that CheckVerb refuses, steps out of order, or repeats
// without taking any time.
absl::StatusOr<config::v1::Scenario> ParseScenario(absl::string_view text);

// The built-in one, for a host of so many chips: a job comes after 2 s and leaves after 8 s, a
// second one comes and is killed; and again.
config::v1::Scenario DemoScenario(int chips);

// The built-in one of everything that goes wrong: two minutes, once, on the chips 0 to 3 of them.
// Some steps are not for every driver (health) or host; they fail, and the play goes on.
config::v1::Scenario TroubleScenario(int chips);

// "demo" or "trouble"; nothing for any other name.
std::optional<config::v1::Scenario> BuiltInScenario(absl::string_view name, int chips);

// Knows which step is next.
class ScenarioPlayer {
 public:
  // REQUIRES: `scenario` is as ParseScenario gives it.
  ScenarioPlayer(config::v1::Scenario scenario, absl::Time start)
      : scenario_(std::move(scenario)), start_(start) {}

  // When the next step is due; nothing at the end.
  std::optional<absl::Time> NextDue() const;

  // The verbs that are due by `now` and were not taken yet.
  std::vector<config::v1::Verb> Take(absl::Time now);

 private:
  config::v1::Scenario scenario_;
  absl::Time start_;
  int next_ = 0;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_SCENARIO_H_
