#ifndef AGENT_DEVICE_CLASS_ATTRIBUTES_H_
#define AGENT_DEVICE_CLASS_ATTRIBUTES_H_

#include <cstdint>
#include <string>

#include "agent/base/reading.h"
#include "agent/device/host_paths.h"

namespace neuron {

// The files of <sysfs>/class/neuron_device itself: the host's place in an UltraServer, and settings
// of all chips (neuron-driver.md §7.7). Absent before 2.23.9, and each where the platform lacks it.
// "busy" (an election is running) and "init_error" are unknown.
struct ClassAttributes {
  // This host's number in a 2-node and in a 4-node UltraServer; absent ("-1") if it is in none.
  Reading<std::uint64_t> node_id_2;
  Reading<std::uint64_t> node_id_4;
  // 16 hex digits; absent if all are zero.
  Reading<std::string> server_id_2;
  Reading<std::string> server_id_4;
  // The modes that the UltraServer can be in: "1,3,4"; absent if there are none.
  Reading<std::string> ultraserver_modes;
  // On switch platforms.
  Reading<std::uint64_t> node_id;
  Reading<std::uint64_t> node_count;
  Reading<std::string> reservation_id;
  Reading<std::uint64_t> hbm_7200_capable;
  Reading<std::uint64_t> performance_profile;

  friend bool operator==(const ClassAttributes& a, const ClassAttributes& b) {
    return a.node_id_2 == b.node_id_2 && a.node_id_4 == b.node_id_4 &&
           a.server_id_2 == b.server_id_2 && a.server_id_4 == b.server_id_4 &&
           a.ultraserver_modes == b.ultraserver_modes && a.node_id == b.node_id &&
           a.node_count == b.node_count && a.reservation_id == b.reservation_id &&
           a.hbm_7200_capable == b.hbm_7200_capable &&
           a.performance_profile == b.performance_profile;
  }
};

ClassAttributes ReadClassAttributes(const HostPaths& host);

}  // namespace neuron

#endif  // AGENT_DEVICE_CLASS_ATTRIBUTES_H_
