#ifndef TESTS_FAKES_EXAMPLE_TRACES_H_
#define TESTS_FAKES_EXAMPLE_TRACES_H_

#include "agent/snapshot/traces.h"

namespace neuron {

// Of pid 4711, chip 3 and its core 1. Every count has a value of its own.
Traces ExampleTraces();

}  // namespace neuron

#endif  // TESTS_FAKES_EXAMPLE_TRACES_H_
