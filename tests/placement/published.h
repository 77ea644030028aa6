#ifndef TESTS_PLACEMENT_PUBLISHED_H_
#define TESTS_PLACEMENT_PUBLISHED_H_

#include "agent/placement/published_names.h"

namespace neuron {

// What an agent with no flags publishes.
inline PublishedNames Published() {
  return {"neuron.free-set",
          "neuron.fits",
          "neuron.health",
          {"neuron.free-chips", "neuron.chip-count"},
          "neuron."};
}

}  // namespace neuron

#endif  // TESTS_PLACEMENT_PUBLISHED_H_
