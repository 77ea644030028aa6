#ifndef AGENT_BASE_APPEND_H_
#define AGENT_BASE_APPEND_H_

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace neuron {

// Moves all of `more` to the end of `list`.
template <typename T>
void Append(std::vector<T> more, std::vector<T>* list) {
  std::move(more.begin(), more.end(), std::back_inserter(*list));
}

}  // namespace neuron

#endif  // AGENT_BASE_APPEND_H_
