#include "agent/workload/known_container.h"

#include <algorithm>
#include <vector>

namespace neuron {
namespace {

const Container* FindIn(const std::vector<Container>& containers, absl::string_view id) {
  const auto found = std::find_if(containers.begin(), containers.end(),
                                  [&](const Container& container) { return container.id == id; });
  return found != containers.end() ? &*found : nullptr;
}

}  // namespace

const Container* FindContainer(const ContainerScan& scan, absl::string_view id) {
  const Container* there = FindIn(scan.containers, id);
  return there != nullptr ? there : FindIn(scan.gone, id);
}

bool IsThere(const ContainerScan& scan, absl::string_view id) {
  return FindIn(scan.containers, id) != nullptr;
}

std::string TaskOf(const ContainerScan& scan, absl::string_view id) {
  const Container* container = FindContainer(scan, id);
  return container != nullptr && container->task.has_value() ? container->task.value().arn : "";
}

}  // namespace neuron
