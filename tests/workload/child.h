#ifndef TESTS_WORKLOAD_CHILD_H_
#define TESTS_WORKLOAD_CHILD_H_

#include <functional>

namespace neuron {

// A real process that does what a test wants and then stays until it is told to end.
class Child {
 public:
  // Forks. Returns once `body` has returned in the child, which then sleeps; a child whose body
  // exits has ended. The child dies with its parent. REQUIRES: the caller has one thread.
  explicit Child(const std::function<void()>& body);
  ~Child() { End(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  int pid() const { return pid_; }

  // Kills the process and waits until it is gone.
  void End();

 private:
  int pid_;
};

// The exit status of a child that runs `body`: a test's way to do what cannot be undone, such as
// giving up its rights.
int ExitStatusOf(const std::function<int()>& body);

}  // namespace neuron

#endif  // TESTS_WORKLOAD_CHILD_H_
