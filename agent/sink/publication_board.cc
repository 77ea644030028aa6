#include "agent/sink/publication_board.h"

#include <utility>

#include "agent/sink/audit_codec.h"
#include "agent/sink/drain_codec.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

void AddAttribute(const DesiredAttribute& attribute,
                  google::protobuf::RepeatedPtrField<agent::v1::Attribute>* attributes) {
  agent::v1::Attribute* added = attributes->Add();
  added->set_name(attribute.name);
  added->set_value(attribute.value);
  added->set_why(attribute.why);
}

}  // namespace

agent::v1::Publication EncodePublication(const PublisherState& state) {
  agent::v1::Publication publication;
  if (state.target.has_value()) {
    publication.set_cluster(state.target->cluster);
    publication.set_container_instance_arn(state.target->container_instance_arn);
  }
  for (const DesiredAttribute& attribute : state.wanted) {
    // Who wrote a set, and when, is not known before it is written.
    if (attribute.kind != AttributeKind::kGeneration) {
      AddAttribute(attribute, publication.mutable_wanted());
    }
  }
  for (const DesiredAttribute& attribute : state.told) {
    AddAttribute(attribute, publication.mutable_written());
  }
  if (state.told_at.has_value()) {
    *publication.mutable_written_at() = EncodeTime(*state.told_at);
  }
  if (!state.problem.ok()) {
    publication.set_error(ValidUtf8(state.problem.message()));
  }
  if (state.audit.asked_at.has_value()) {
    *publication.mutable_audit() = EncodeAudit(state.audit);
  }
  return publication;
}

void PublicationBoard::Show(const PublisherState& state) {
  agent::v1::Publication publication = EncodePublication(state);
  const std::lock_guard<std::mutex> lock(mutex_);
  publication_ = std::move(publication);
}

void PublicationBoard::ShowDrain(const DrainState& state) {
  agent::v1::InstanceDrain drain = EncodeDrain(state);
  const std::lock_guard<std::mutex> lock(mutex_);
  drain_ = std::move(drain);
}

agent::v1::Publication PublicationBoard::Read() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  agent::v1::Publication publication = publication_;
  if (drain_.has_value()) {
    *publication.mutable_drain() = *drain_;
  }
  return publication;
}

}  // namespace neuron
