#ifndef TESTS_PROBES_NUMBERED_CHILD_H_
#define TESTS_PROBES_NUMBERED_CHILD_H_

#include <functional>

namespace neuron {

// A process whose number the test chooses.
class NumberedChild {
 public:
  // Forks; the child exits after `body`.
  NumberedChild(int pid, const std::function<void()>& body);
  // Kills the process and waits until it is gone.
  ~NumberedChild();
  NumberedChild(const NumberedChild&) = delete;
  NumberedChild& operator=(const NumberedChild&) = delete;

  // Whether there is one: the number was free, and the caller may choose.
  bool lives() const { return pid_ > 0; }

  // Whether it comes to wait in this system call within ten seconds.
  bool AwaitCall(long number) const;

  void AwaitExit();

 private:
  int pid_ = -1;
};

}  // namespace neuron

#endif  // TESTS_PROBES_NUMBERED_CHILD_H_
