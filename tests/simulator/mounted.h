#ifndef TESTS_SIMULATOR_MOUNTED_H_
#define TESTS_SIMULATOR_MOUNTED_H_

#include <gtest/gtest.h>

#include <string>

#include "tests/simulator/simulator_process.h"

namespace neuron::sim {

// A test of neuron-sim as its users see it: mounted, with real processes. Skipped, saying why,
// where there can be no mount.
class Mounted : public testing::Test {
 protected:
  void SetUp() override {
    const std::string why = WhyNoSimulator();
    if (!why.empty()) GTEST_SKIP() << why;
  }
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_MOUNTED_H_
