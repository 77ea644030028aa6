#include "agent/sink/wire_attributes.h"

namespace neuron {

std::vector<EcsAttribute> WireAttributes(const std::vector<DesiredAttribute>& attributes) {
  std::vector<EcsAttribute> wire;
  wire.reserve(attributes.size());
  for (const DesiredAttribute& attribute : attributes) {
    wire.push_back({attribute.name, attribute.value});
  }
  return wire;
}

}  // namespace neuron
