#ifndef TESTS_CONTAINER_CONTAINER_HOST_H_
#define TESTS_CONTAINER_CONTAINER_HOST_H_

#include <string>

#include "absl/strings/string_view.h"
#include "agent/device/chip_identities.h"
#include "tests/fakes/fake_proc.h"

namespace neuron {

// The id of a container: 64 times this hex digit.
std::string ContainerId(char digit);

// Where ECS puts a container on Amazon Linux 2023: "/ecstasks.slice/ecstasks-<task>.slice/...".
std::string EcsCgroup(absl::string_view task_id, const std::string& id);

// A host of plain files with cgroups (version 2), processes in them, and chips 0 to 3, which are
// regular files. Sees everything until told otherwise.
class ContainerHost {
 public:
  // Greater than any pid that the kernel gives.
  static constexpr int kPid = FakeProc::kFirstPid;

  ContainerHost();

  FakeTree& tree() { return proc_.tree(); }
  FakeProc& fake_proc() { return proc_; }
  std::string proc() const { return proc_.path(); }
  std::string cgroups() { return tree().Path("cgroup"); }
  const ChipIdentities& chips() const { return chips_; }

  // A cgroup with these lines in its cgroup.procs: "17\n".
  void AddCgroup(absl::string_view path, absl::string_view pids = "");

  // A process in that cgroup, with an empty /dev and the rights of an ordinary container's.
  void AddProcess(int pid, absl::string_view cgroup, unsigned long start_ticks = 1000);
  void EndProcess(int pid);

  // Gives the process the node of a chip, as `name` in its /dev.
  void AddNode(int pid, int chip, absl::string_view name);

  // Gives the process the root of process 1.
  void PutInHostsRoot(int pid);
  // Names it as runc names itself, which forks and then executes the container's program.
  void NameAsRunc(int pid, bool has_executed);
  // Which mount namespace it is in: "mnt:[1]". Until then nobody can tell.
  void SetMounts(int pid, absl::string_view mount_namespace);

  // "proc/<pid>/<name>".
  static std::string Of(int pid, absl::string_view name);

 private:
  FakeProc proc_;
  ChipIdentities chips_;
};

}  // namespace neuron

#endif  // TESTS_CONTAINER_CONTAINER_HOST_H_
