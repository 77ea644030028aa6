#ifndef TESTS_SIMULATOR_LIBNRT_ENVIRONMENT_H_
#define TESTS_SIMULATOR_LIBNRT_ENVIRONMENT_H_

#include <cstdint>

// What the environment plans for a process with the stand-in libnrt, see nrt.h. This library uses
// nothing of the C++ library, so that it can be loaded wherever there is a libc.

namespace neuron::sim::nrt {

inline constexpr int kMaxVisibleCores = 512;
inline constexpr int kMaxPlannedStatuses = 64;

struct PlannedEnd {
  int code;
  std::uint64_t execution;  // counted from 1
};

struct Environment {
  const char* device_root;
  std::uint64_t latency_us;
  // By which the time in use is counted.
  std::uint64_t units_per_us;
  // 0 if the variable is unset.
  int cores_per_logical;
  // In the order of the variable; none if it is unset.
  int visible[kMaxVisibleCores];
  int visible_count;
  PlannedEnd ends[kMaxPlannedStatuses];
  int end_count;
};

// False if a variable is not as it should be; what is too much for the arrays is one such case.
bool ReadEnvironment(Environment* environment);

// "0-3,8" into the list. False if it is no such text, or too long.
bool ParseCores(const char* text, int* cores, int* count);

}  // namespace neuron::sim::nrt

#endif  // TESTS_SIMULATOR_LIBNRT_ENVIRONMENT_H_
