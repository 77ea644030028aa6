#include "agent/device/class_attributes.h"

#include "absl/strings/str_cat.h"
#include "agent/device/attribute.h"
#include "agent/device/class_text.h"

namespace neuron {

ClassAttributes ReadClassAttributes(const HostPaths& host) {
  const auto file = [&](const char* name) {
    return absl::StrCat(host.sysfs, "/class/neuron_device/", name);
  };
  ClassAttributes attributes;
  attributes.node_id_2 = ReadAttribute(file("node_id_2"), ParseClassNumber);
  attributes.node_id_4 = ReadAttribute(file("node_id_4"), ParseClassNumber);
  attributes.server_id_2 = ReadAttribute(file("server_id_2"), ParseServerId);
  attributes.server_id_4 = ReadAttribute(file("server_id_4"), ParseServerId);
  attributes.ultraserver_modes = ReadAttribute(file("ultraserver_mode"), ParseModes);
  attributes.node_id = ReadAttribute(file("node_id"), ParseClassNumber);
  attributes.node_count = ReadAttribute(file("node_cnt"), ParseClassNumber);
  attributes.reservation_id = ReadAttribute(file("reservation_id"), ParseReservationId);
  attributes.hbm_7200_capable = ReadAttribute(file("hbm_7200_capable"), ParseClassNumber);
  attributes.performance_profile = ReadAttribute(file("current_perf_profile"), ParseClassNumber);
  return attributes;
}

}  // namespace neuron
