#ifndef TESTS_CONTAINER_REAL_CGROUP_H_
#define TESTS_CONTAINER_REAL_CGROUP_H_

#include <string>

#include "absl/strings/string_view.h"

namespace neuron {

// A hierarchy of the kernel's own cgroups in which this process may make some; empty if there is
// none: "devices" is one of version 1, "unified" that of version 2.
std::string RealHierarchy(absl::string_view version);

// An id that no other container has: of this process, and with this digit in it.
std::string RealContainerId(char digit);

// A cgroup of the kernel's own, removed at the end. A failed system call ends the test.
class RealCgroup {
 public:
  // "<hierarchy>/<name>", one level below the hierarchy.
  RealCgroup(absl::string_view hierarchy, absl::string_view name);
  ~RealCgroup() { Remove(); }
  RealCgroup(const RealCgroup&) = delete;
  RealCgroup& operator=(const RealCgroup&) = delete;

  // Moves a process into it.
  void Add(int pid) const;
  // Waits for the last of its processes, which have been killed.
  void Remove();

 private:
  std::string path_;
};

}  // namespace neuron

#endif  // TESTS_CONTAINER_REAL_CGROUP_H_
