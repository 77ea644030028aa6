#ifndef TESTS_EDGE_HEARD_EDGES_H_
#define TESTS_EDGE_HEARD_EDGES_H_

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "agent/base/loop.h"
#include "agent/edge/edge.h"

namespace neuron {

// A loop, and the edges that were heard on it.
class HeardEdges {
 public:
  Loop* loop() { return &loop_; }

  // Keeps what it is called with.
  std::function<void(const Edge&)> Ear() {
    return [this](const Edge& edge) { heard_.push_back(edge); };
  }

  // What was heard since the last call, after all that is due now has run.
  std::vector<Edge> Take() {
    while (loop_.io_context().poll() != 0) {
    }
    return std::exchange(heard_, {});
  }

  // The same, but waits until there are so many; fails the test if there are not within 20 s.
  std::vector<Edge> Await(std::size_t count) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (heard_.size() < count && std::chrono::steady_clock::now() < deadline) {
      loop_.io_context().run_one_until(deadline);
    }
    EXPECT_GE(heard_.size(), count);
    return Take();
  }

 private:
  Loop loop_;
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
