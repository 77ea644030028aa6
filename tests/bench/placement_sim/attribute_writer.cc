#include "tests/bench/placement_sim/attribute_writer.h"

#include <utility>

namespace neuron {

AttributeWriter::AttributeWriter(Agenda* agenda, std::uint64_t seed, Write write)
    : agenda_(agenda), chance_(seed), write_(std::move(write)) {}

void AttributeWriter::Want(PublishPlan::Attributes attributes) {
  if (plan_.Want(std::move(attributes), agenda_->now(), chance_.Share())) {
    Schedule();
  }
}

void AttributeWriter::Schedule() {
  const absl::Duration wait = plan_.Wait(agenda_->now());
  if (calling_ || wait == absl::InfiniteDuration()) {
    return;
  }
  agenda_->After(wait, [this, alarm = ++alarm_] {
    if (alarm == alarm_ && !calling_) {
      Call();
    }
  });
}

void AttributeWriter::Call() {
  if (plan_.Wait(agenda_->now()) > absl::ZeroDuration()) {
    Schedule();
    return;
  }
  calling_ = true;
  const absl::Duration length = chance_.Between(absl::Milliseconds(30), absl::Milliseconds(200));
  agenda_->After(length, [this, attributes = plan_.Take(agenda_->now())] {
    calling_ = false;
    plan_.Told(attributes);
    write_(attributes);
    Schedule();
  });
}

}  // namespace neuron
