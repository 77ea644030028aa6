#ifndef TESTS_PLACEMENT_EXAMPLE_TASK_H_
#define TESTS_PLACEMENT_EXAMPLE_TASK_H_

#include <string>

#include "agent/base/json_value.h"

namespace neuron {

// The text of a file below tests/placement/tasks, which must be among the test's data.
std::string ExampleTaskText(const std::string& name);

// That file, read.
JsonValue ExampleTask(const std::string& name);

}  // namespace neuron

#endif  // TESTS_PLACEMENT_EXAMPLE_TASK_H_
