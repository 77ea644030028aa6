#ifndef TESTS_PROBES_RANDOM_CROWD_H_
#define TESTS_PROBES_RANDOM_CROWD_H_

#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/workload/child.h"

namespace neuron {

// Thousands of real processes that have done random things with the nodes of chips: opened them in
// every mode, duplicated, closed and changed descriptors, got them by fork, from a clone that
// shares the table and through a socket (SCM_RIGHTS), kept or lost them in exec, and left threads
// behind with a table of their own. They stay as they are until their end. A few more are restless:
// they start processes that open a node and exit, all the time.
class RandomCrowd {
 public:
  RandomCrowd(std::vector<std::string> nodes, unsigned seed)
      : nodes_(std::move(nodes)), random_(seed) {}

  // One process more that stays, and what it starts.
  void Grow();
  // One restless process.
  void AddRestless();

  // Those that stay and were started by this process itself; with their children there are more.
  std::vector<int> pids() const;

 private:
  const std::vector<std::string> nodes_;
  std::minstd_rand random_;
  std::vector<std::unique_ptr<Child>> children_;
  std::vector<std::unique_ptr<Child>> restless_;
};

}  // namespace neuron

#endif  // TESTS_PROBES_RANDOM_CROWD_H_
