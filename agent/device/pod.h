#ifndef AGENT_DEVICE_POD_H_
#define AGENT_DEVICE_POD_H_

#include <cstdint>

namespace neuron {

// How the servers of an UltraServer are wired (neuron-driver.md §5.3).
enum class PodType { kNone = 0, kTorus = 1, kSwitch = 2 };

// Whether the servers have agreed to be one.
enum class PodState { kNotStarted = 0, kElecting = 1, kUltraServer = 2, kFailed = 3, kSingle = 4 };

// What a chip said, by POD_INFO and POD_STATUS, of the UltraServer that it is in. At the instant it
// was asked: what changes later is in the class attributes (class_attributes.h).
struct Pod {
  PodType type = PodType::kNone;
  PodState state = PodState::kSingle;
  // 0 if it is in none.
  std::uint64_t serial = 0;
  int size = 0;
  // -1 if it has none.
  int node_id = -1;

  friend bool operator==(const Pod& a, const Pod& b) {
    return a.type == b.type && a.state == b.state && a.serial == b.serial && a.size == b.size &&
           a.node_id == b.node_id;
  }
};

// Whether it stays as it is: not so while the servers have not agreed yet.
inline bool IsSettled(const Pod& pod) {
  return pod.state != PodState::kNotStarted && pod.state != PodState::kElecting;
}

}  // namespace neuron

#endif  // AGENT_DEVICE_POD_H_
