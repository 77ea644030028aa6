#include "tests/sink/publisher_rig.h"

#include <utility>

#include "tests/fakes/example_snapshot.h"

namespace neuron {

PublisherRig::PublisherRig(OnStop on_stop, AttributeNames names, bool dry_run) {
  options_.names = std::move(names);
  options_.boot_tag = "7f3a";
  options_.on_stop = on_stop;
  options_.dry_run = dry_run;
  Replace();
}

void PublisherRig::Replace(HandoverFile handover_file) {
  options_.handover_file = std::move(handover_file);
  publisher = std::make_unique<EcsPublisher>(
      options_,
      [this](auto found) {
        ++finds;
        answers_.push_back(clock.CallAfter(absl::ZeroDuration(),
                                           [this, found = std::move(found)] { found(target); }));
      },
      [this](const EcsTarget&) -> absl::StatusOr<std::unique_ptr<EcsClient>> {
        if (!client_failure.ok()) {
          return client_failure;
        }
        return ecs.MakeClient();
      },
      &clock, [this] { return random; },
      [this](const PublisherState& state) { states.push_back(state); });
}

void PublisherRig::See(ChipSet free, NodeHealth health) {
  Snapshot snapshot = ExampleSnapshot();
  snapshot.free = free;
  snapshot.health = health;
  publisher->Accept(snapshot);
}

void PublisherRig::StartAndWithdraw() {
  publisher->Start();
  clock.Advance(absl::Seconds(1));
}

void PublisherRig::StartAndPublish(ChipSet free) {
  StartAndWithdraw();
  See(free);
  clock.Advance(absl::Minutes(1));
}

std::string PublisherRig::Held(const std::string& suffix, const std::string& instance) {
  const FakeEcs::Attributes& attributes = ecs.Of(instance);
  const auto found = attributes.find("neuron." + suffix);
  return found == attributes.end() ? "" : found->second;
}

std::string PublisherRig::LastPut(const std::string& suffix) const {
  return ValueIn(ecs.calls().back(), "neuron." + suffix).value_or("");
}

}  // namespace neuron
