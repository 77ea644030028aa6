#include "agent/sink/publication_board.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"

namespace neuron {
namespace {

using google::protobuf::util::TimeUtil;

void AddAttribute(const DesiredAttribute& attribute,
                  google::protobuf::RepeatedPtrField<agent::v1::Attribute>* attributes) {
  agent::v1::Attribute* added = attributes->Add();
  added->set_name(attribute.name);
  added->set_value(attribute.value);
  added->set_why(attribute.why);
}

// What the audits found, for the generation's why: it is there for audits.
std::string AuditText(const AuditState& audit) {
  if (!audit.problem.ok()) {
    return absl::StrCat("; ", audit.problem.message());
  }
  if (!audit.looked_at.has_value()) {
    return "";
  }
  const std::string when =
      absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", *audit.looked_at, absl::UTCTimeZone());
  return absl::StrCat("; audited ", when, ", written again by audits: ", audit.repairs,
                      audit.repairs == 0 ? "" : ", last because ", audit.drift);
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
    if (attribute.kind == AttributeKind::kGeneration) {
      publication.mutable_written()->rbegin()->mutable_why()->append(AuditText(state.audit));
    }
  }
  if (state.told_at.has_value()) {
    *publication.mutable_written_at() =
        TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(*state.told_at));
  }
  if (!state.problem.ok()) {
    publication.set_error(std::string(state.problem.message()));
  }
  return publication;
}

void PublicationBoard::Show(const PublisherState& state) {
  agent::v1::Publication publication = EncodePublication(state);
  const std::lock_guard<std::mutex> lock(mutex_);
  publication_ = std::move(publication);
}

agent::v1::Publication PublicationBoard::Read() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return publication_;
}

}  // namespace neuron
