#include "agent/telemetry/class_attributes_codec.h"

#include <cstdint>

#include "agent/telemetry/reading_fields.h"

namespace neuron {
namespace {

using V1Class = agent::v1::ClassAttributes;
constexpr NumberField<std::uint64_t, ClassAttributes, V1Class> kNumbers[] = {
    {"node_id_2", &ClassAttributes::node_id_2, &V1Class::has_node_id_2, &V1Class::node_id_2,
     &V1Class::set_node_id_2},
    {"node_id_4", &ClassAttributes::node_id_4, &V1Class::has_node_id_4, &V1Class::node_id_4,
     &V1Class::set_node_id_4},
    {"node_id", &ClassAttributes::node_id, &V1Class::has_node_id, &V1Class::node_id,
     &V1Class::set_node_id},
    {"node_count", &ClassAttributes::node_count, &V1Class::has_node_count, &V1Class::node_count,
     &V1Class::set_node_count},
    {"hbm_7200_capable", &ClassAttributes::hbm_7200_capable, &V1Class::has_hbm_7200_capable,
     &V1Class::hbm_7200_capable, &V1Class::set_hbm_7200_capable},
    {"performance_profile", &ClassAttributes::performance_profile,
     &V1Class::has_performance_profile, &V1Class::performance_profile,
     &V1Class::set_performance_profile},
};
constexpr TextField<ClassAttributes, V1Class> kTexts[] = {
    {"server_id_2", &ClassAttributes::server_id_2, &V1Class::has_server_id_2, &V1Class::server_id_2,
     &V1Class::mutable_server_id_2},
    {"server_id_4", &ClassAttributes::server_id_4, &V1Class::has_server_id_4, &V1Class::server_id_4,
     &V1Class::mutable_server_id_4},
    {"ultraserver_modes", &ClassAttributes::ultraserver_modes, &V1Class::has_ultraserver_modes,
     &V1Class::ultraserver_modes, &V1Class::mutable_ultraserver_modes},
    {"reservation_id", &ClassAttributes::reservation_id, &V1Class::has_reservation_id,
     &V1Class::reservation_id, &V1Class::mutable_reservation_id},
};

}  // namespace

void EncodeClassAttributes(const ClassAttributes& attributes, agent::v1::Host* message) {
  if (attributes == ClassAttributes()) return;
  EncodeFields(kNumbers, attributes, message->mutable_class_attributes());
  EncodeFields(kTexts, attributes, message->mutable_class_attributes());
}

ClassAttributes DecodeClassAttributes(const agent::v1::Host& message) {
  ClassAttributes attributes;
  DecodeFields(kNumbers, message.class_attributes(), &attributes);
  DecodeFields(kTexts, message.class_attributes(), &attributes);
  return attributes;
}

}  // namespace neuron
