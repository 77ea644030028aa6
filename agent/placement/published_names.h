#ifndef AGENT_PLACEMENT_PUBLISHED_NAMES_H_
#define AGENT_PLACEMENT_PUBLISHED_NAMES_H_

#include <string>
#include <vector>

namespace neuron {

// What the agent calls the attributes that constraints are about, in full: "neuron.free-set".
struct PublishedNames {
  // Which chips are free, for which sizes a valid set is, and how well the host is.
  std::string free_set;
  std::string fits;
  std::string health;
  // Numbers, in two digits.
  std::vector<std::string> counts;
  // What the names of all of them begin with, and no others do.
  std::string prefix;
};

}  // namespace neuron

#endif  // AGENT_PLACEMENT_PUBLISHED_NAMES_H_
