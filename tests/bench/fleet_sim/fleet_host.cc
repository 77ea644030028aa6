#include "tests/bench/fleet_sim/fleet_host.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

constexpr absl::Duration kEnumeration = absl::Seconds(1);
constexpr absl::Duration kIntrospection = absl::Milliseconds(2);

EcsTarget TargetOf(std::size_t index) {
  return {"prod",
          absl::StrCat("arn:aws:ecs:us-east-1:123456789012:container-instance/prod/", index)};
}

}  // namespace

FleetHost::FleetHost(std::size_t index, OnStop on_stop, World world)
    : index_(index), on_stop_(on_stop), world_(world), truth_(world.book) {
  Become(RowViews::kAll);
}

void FleetHost::StartAgent() {
  EcsPublisher::Options options;
  options.boot_tag = "7f3a";
  options.on_stop = on_stop_;
  options.handover_file = HandoverFile(world_.files->Path(absl::StrCat(index_)), "a boot");
  publisher_ = std::make_unique<EcsPublisher>(
      std::move(options),
      [this](std::function<void(absl::StatusOr<EcsTarget>)> found) {
        target_alarm_ = world_.clock->CallAfter(
            kIntrospection, [found = std::move(found), index = index_] { found(TargetOf(index)); });
      },
      [this](const EcsTarget&) { return world_.account->MakeClient(index_); }, world_.clock,
      [chance = world_.chance] { return chance->Share(); }, [](const PublisherState&) {});
  publisher_->Start();
  agent_alarm_ = world_.clock->CallAfter(kEnumeration, [this] {
    agent_sees_ = true;
    Tell();
  });
}

void FleetHost::ReplaceAgent(absl::Duration away) {
  agent_sees_ = false;
  publisher_->Stop(
      [this, away] { agent_alarm_ = world_.clock->CallAfter(away, [this] { StartAgent(); }); });
}

void FleetHost::Toggle(int row) {
  if (has_driver_) {
    Become(truth_.free() ^ (1u << row));
  }
}

void FleetHost::RestartDriver(absl::Duration away) {
  has_driver_ = false;
  Become(0);
  driver_alarm_ = world_.clock->CallAfter(away, [this] {
    has_driver_ = true;
    Become(RowViews::kAll);
  });
}

void FleetHost::Become(unsigned rows) {
  truth_.Become(world_.clock->Monotonic(), rows);
  Tell();
}

void FleetHost::Tell() {
  if (agent_sees_) {
    publisher_->Accept(has_driver_ ? world_.views->Of(truth_.free())
                                   : world_.views->WithoutDriver());
  }
}

void FleetHost::Show(const std::vector<EcsAttribute>& held) {
  truth_.Show(world_.clock->Monotonic(), RowsIn(held));
}

}  // namespace neuron
