#ifndef TESTS_EDGE_HEARD_EDGES_H_
#define TESTS_EDGE_HEARD_EDGES_H_

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "agent/edge/edge.h"
#include "tests/fakes/served_loop.h"

namespace neuron {

// A loop, and the edges that were heard on it.
class HeardEdges : public ServedLoop {
 public:
  // Keeps what it is called with.
  std::function<void(const Edge&)> Ear() {
    return [this](const Edge& edge) { heard_.push_back(edge); };
  }

  // What was heard since the last call, after all that is due now has run.
  std::vector<Edge> Take() {
    Serve();
    return std::exchange(heard_, {});
  }

  // The same, but waits until there are so many; fails the test if there are not within 20 s.
  std::vector<Edge> Await(std::size_t count) {
    AwaitThat([&] { return heard_.size() >= count; });
    return Take();
  }

 private:
  std::vector<Edge> heard_;
};

// The kinds of edges, in their order.
inline std::vector<Edge::Kind> KindsOf(const std::vector<Edge>& edges) {
  std::vector<Edge::Kind> kinds;
  for (const Edge& edge : edges) {
    kinds.push_back(edge.kind);
  }
  return kinds;
}

}  // namespace neuron

#endif  // TESTS_EDGE_HEARD_EDGES_H_
