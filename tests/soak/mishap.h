#ifndef TESTS_SOAK_MISHAP_H_
#define TESTS_SOAK_MISHAP_H_

#include <functional>

namespace neuron {

// Something that may befall a host between two passes.
struct Mishap {
  const char* name;
  // How often it does, beside the others.
  int weight;
  std::function<void()> strike;
};

}  // namespace neuron

#endif  // TESTS_SOAK_MISHAP_H_
