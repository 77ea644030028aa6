#include "tests/container/container_host.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

constexpr int kChips = 4;

std::string ChipFile(int chip) { return absl::StrCat("dev/neuron", chip); }

}  // namespace

std::string ContainerId(char digit) { return std::string(64, digit); }

std::string EcsCgroup(absl::string_view task_id, const std::string& id) {
  return absl::StrCat("/ecstasks.slice/ecstasks-", task_id, ".slice/docker-", id, ".scope");
}

ContainerHost::ContainerHost() {
  for (int chip = 0; chip < kChips; ++chip) {
    tree().Write(ChipFile(chip), "");
    struct statx found;
    if (statx(AT_FDCWD, tree().Path(ChipFile(chip)).c_str(), 0, STATX_TYPE | STATX_INO, &found) !=
        0) {
      std::abort();
    }
    chips_[IdentityOf(found)] = chip;
  }
  tree().Write("proc/sys/kernel/cap_last_cap", "40\n");
  AddCgroup("");
  AddProcess(1, "/init.scope");
}

void ContainerHost::AddCgroup(absl::string_view path, absl::string_view pids) {
  tree().Write(absl::StrCat("cgroup", path, "/cgroup.procs"), pids);
}

std::string ContainerHost::Of(int pid, absl::string_view name) {
  return absl::StrCat("proc/", pid, "/", name);
}

void ContainerHost::AddProcess(int pid, absl::string_view cgroup, unsigned long start_ticks) {
  proc_.AddProcess(pid, "train", start_ticks);
  tree().Write(Of(pid, "cgroup"), absl::StrCat("0::", cgroup, "\n"));
  tree().Write(Of(pid, "status"), "Name:\ttrain\nCapBnd:\t00000000a80425fb\nSeccomp:\t2\n");
  tree().Make(Of(pid, "root"), Dir("dev", {}));
}

void ContainerHost::EndProcess(int pid) { tree().Remove(absl::StrCat("proc/", pid)); }

void ContainerHost::AddNode(int pid, int chip, absl::string_view name) {
  const std::string node = tree().Path(Of(pid, absl::StrCat("root/dev/", name)));
  if (link(tree().Path(ChipFile(chip)).c_str(), node.c_str()) != 0) {
    std::abort();
  }
}

void ContainerHost::PutInHostsRoot(int pid) {
  tree().Remove(Of(pid, "root"));
  tree().Make(absl::StrCat("proc/", pid), Link("root", tree().Path("proc/1/root")));
}

void ContainerHost::NameAsRunc(int pid, bool has_executed) {
  const char* const flags = has_executed ? "256" : "320";
  tree().Write(Of(pid, "comm"), "runc:[2:INIT]\n");
  tree().Write(Of(pid, "stat"), absl::StrCat(pid, " (runc:[2:INIT]) S 1 1 1 0 -1 ", flags,
                                             " 0 0 0 0 0 0 0 0 20 0 1 0 1000 0 0\n"));
}

void ContainerHost::SetMounts(int pid, absl::string_view mount_namespace) {
  tree().Make(Of(pid, "ns"), Link("mnt", std::string(mount_namespace)));
}

}  // namespace neuron
