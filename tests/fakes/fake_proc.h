#ifndef TESTS_FAKES_FAKE_PROC_H_
#define TESTS_FAKES_FAKE_PROC_H_

#include <string>

#include "absl/strings/string_view.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {

// A /proc of plain files: the agent's own entry, and the processes that a test puts there. Sees
// everything until told otherwise.
class FakeProc {
 public:
  // Greater than any pid that the kernel gives, so that no fake is mistaken for a real process.
  static constexpr int kFirstPid = 5'000'000;

  FakeProc();

  std::string path() const { return tree_.Path("proc"); }
  FakeTree& tree() { return tree_; }

  void SetPidNamespace(absl::string_view name);
  // The text of self/status.
  void SetStatus(absl::string_view text);

  // A process with one thread and no descriptors.
  void AddProcess(int pid, absl::string_view command, unsigned long start_ticks);

  // Another thread of a process. Its descriptors are its own.
  void AddThread(int pid, int thread);

  // A descriptor of the file at `target`, with its flags as fdinfo prints them: "0100001".
  void AddDescriptor(int pid, int fd, absl::string_view target, absl::string_view octal_flags);
  void AddThreadDescriptor(int pid, int thread, int fd, absl::string_view target,
                           absl::string_view octal_flags);

 private:
  void AddTable(absl::string_view owner);
  void AddTo(absl::string_view owner, int fd, absl::string_view target,
             absl::string_view octal_flags);

  FakeTree tree_;
};

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_PROC_H_
