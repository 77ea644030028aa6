#ifndef TESTS_BASE_THREAD_COUNT_H_
#define TESTS_BASE_THREAD_COUNT_H_

#include <cstddef>
#include <filesystem>
#include <iterator>

namespace neuron {

// How many threads this process has.
inline std::ptrdiff_t CountThreads() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/task"), {});
}

}  // namespace neuron

#endif  // TESTS_BASE_THREAD_COUNT_H_
