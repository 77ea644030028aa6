#include "tests/bench/placement_sim/placement_mode.h"

namespace neuron {

std::vector<PlacementMode> PlacementModes() {
  PlacementMode nothing;
  nothing.name = "nothing";
  PlacementMode attributes = nothing;
  attributes.name = "attributes";
  attributes.attributes = true;
  PlacementMode reservations = attributes;
  reservations.name = "reserved";
  reservations.reservations = true;
  PlacementMode lookup = reservations;
  lookup.name = "lookup";
  lookup.lookup = true;
  PlacementMode ports = reservations;
  ports.name = "ports";
  ports.port_tokens = true;
  PlacementMode leases = reservations;
  leases.name = "leases";
  leases.leases = true;
  return {nothing, attributes, reservations, lookup, ports, leases};
}

}  // namespace neuron
