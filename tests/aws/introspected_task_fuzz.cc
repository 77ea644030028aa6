// Fuzzes the ECS agent's list of tasks.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/aws/introspected_task.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto tasks = neuron::ParseIntrospectionTasks({reinterpret_cast<const char*>(data), size});
  if (!tasks.ok()) {
    if (!absl::IsDataLoss(tasks.status())) {
      std::abort();
    }
    return 0;
  }
  for (const neuron::IntrospectedTask& task : *tasks) {
    if (task.arn.empty() || task.family.empty() || task.revision.empty()) {
      std::abort();
    }
  }
  return 0;
}
