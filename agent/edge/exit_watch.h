#ifndef AGENT_EDGE_EXIT_WATCH_H_
#define AGENT_EDGE_EXIT_WATCH_H_

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "absl/status/status.h"
#include "agent/base/file.h"
#include "agent/base/lifetime.h"
#include "agent/base/loop.h"
#include "agent/edge/edge.h"

namespace neuron {

// Hears when processes exit, by a pidfd of each. The loop's thread.
//
// A process is followed as the one that has its number when Follow() first sees it: another that
// gets the number later is not taken for it.
class ExitWatch {
 public:
  // Each takes a descriptor, of which the agent may have no more than 1,024 for all it does.
  static constexpr std::size_t kMostProcesses = 512;

  // Calls `heard` with kExited on the loop's thread, never from within a call. `loop` is borrowed.
  ExitWatch(Loop* loop, std::function<void(const Edge&)> heard);
  ExitWatch(const ExitWatch&) = delete;
  ExitWatch& operator=(const ExitWatch&) = delete;

  // Follows these processes from now on, and no others. The exit of each is told once, also if it
  // came before, as long as the number stays in what is followed; if the number has a new process
  // meanwhile, that one is followed.
  void Follow(const std::vector<int>& pids);

  // OK if all of them are followed. Otherwise Unimplemented (the kernel has no pidfd_open, since
  // Linux 5.3), ResourceExhausted (too many open files, or more than kMostProcesses: those beyond
  // are not followed), or as ErrnoStatus; with the cure.
  absl::Status status() const { return status_; }

 private:
  struct Followed {
    UniqueFd process;
    std::unique_ptr<DescriptorWatch> watch;
  };

  absl::Status Add(int pid);
  void OnGone(int pid);
  void Tell(int pid);

  Loop* const loop_;
  const std::function<void(const Edge&)> heard_;
  absl::Status status_;
  std::map<int, Followed> followed_;
  // Those of the last Follow() whose exit has been told.
  std::set<int> told_;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_EDGE_EXIT_WATCH_H_
