#ifndef AGENT_WORKLOAD_RESERVATION_H_
#define AGENT_WORKLOAD_RESERVATION_H_

#include <string>

#include "absl/time/time.h"
#include "agent/device/chip_set.h"

namespace neuron {

// Chips that something which is about to run here is known to be given.
struct Reservation {
  ChipSet chips;
  // The task that is PENDING; empty if it is no task's.
  std::string task_arn;
  // The container that was created and has not been started; empty if that is not known.
  std::string container;
  // How that is known, for people.
  std::string why;
  absl::Time since;
};

// Whether both are of the same chips for the same task or container.
inline bool IsSamePromise(const Reservation& a, const Reservation& b) {
  return a.chips == b.chips && a.task_arn == b.task_arn && a.container == b.container;
}

}  // namespace neuron

#endif  // AGENT_WORKLOAD_RESERVATION_H_
