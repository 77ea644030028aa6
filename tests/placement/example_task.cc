#include "tests/placement/example_task.h"

#include "agent/base/file.h"
#include "agent/base/json_parser.h"

namespace neuron {

std::string ExampleTaskText(const std::string& name) {
  return ReadFile("tests/placement/tasks/" + name, 1 << 16).value();
}

JsonValue ExampleTask(const std::string& name) { return ParseJson(ExampleTaskText(name))->front(); }

}  // namespace neuron
