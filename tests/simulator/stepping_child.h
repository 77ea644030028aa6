#ifndef TESTS_SIMULATOR_STEPPING_CHILD_H_
#define TESTS_SIMULATOR_STEPPING_CHILD_H_

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <vector>

#include "agent/base/file.h"

namespace neuron::sim {

// A process of a test's own that does one step after the other, each when told. It lives until it
// is killed, and dies with this.
class SteppingChild {
 public:
  // What a step gives.
  using Step = std::function<std::int64_t()>;

  explicit SteppingChild(const std::vector<Step>& steps);
  ~SteppingChild();
  SteppingChild(const SteppingChild&) = delete;
  SteppingChild& operator=(const SteppingChild&) = delete;

  // Does the next step, and gives what it gave.
  std::int64_t Next();

  // Begins the next step without waiting for its end.
  void Begin();

  // Waits for the end of the step that was begun. -1 if the child is dead.
  std::int64_t Finish();

  // SIGKILL; waits until it is gone.
  void Kill();

  pid_t pid() const { return pid_; }

 private:
  [[noreturn]] void Live(const std::vector<Step>& steps);

  pid_t pid_;
  UniqueFd told_, tell_, heard_, hear_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_STEPPING_CHILD_H_
