#include "tests/fakes/fake_proc.h"

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

std::string ProcessOf(int pid) { return absl::StrCat("proc/", pid); }

std::string ThreadOf(int pid, int thread) { return absl::StrCat("proc/", pid, "/task/", thread); }

}  // namespace

FakeProc::FakeProc() {
  SetPidNamespace("pid:[4026531836]");
  SetStatus("Name:\tneuron-agent\nCapEff:\t000001ffffffffff\n");
}

void FakeProc::SetPidNamespace(absl::string_view name) {
  tree_.Remove("proc/self/ns/pid");
  tree_.Make("proc/self/ns", Link("pid", std::string(name)));
}

void FakeProc::SetStatus(absl::string_view text) { tree_.Write("proc/self/status", text); }

void FakeProc::AddProcess(int pid, absl::string_view command, unsigned long start_ticks) {
  const std::string process = ProcessOf(pid);
  AddTable(process);
  AddThread(pid, pid);
  tree_.Write(process + "/comm", absl::StrCat(command, "\n"));
  tree_.Write(process + "/stat",
              absl::StrCat(pid, " (", command, ") S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 ",
                           start_ticks, " 1 1\n"));
}

void FakeProc::AddThread(int pid, int thread) { AddTable(ThreadOf(pid, thread)); }

void FakeProc::AddDescriptor(int pid, int fd, absl::string_view target,
                             absl::string_view octal_flags) {
  AddTo(ProcessOf(pid), fd, target, octal_flags);
}

void FakeProc::AddThreadDescriptor(int pid, int thread, int fd, absl::string_view target,
                                   absl::string_view octal_flags) {
  AddTo(ThreadOf(pid, thread), fd, target, octal_flags);
}

void FakeProc::AddTable(absl::string_view owner) {
  tree_.Make(owner, Dir("fd", {}));
  tree_.Make(owner, Dir("fdinfo", {}));
}

void FakeProc::AddTo(absl::string_view owner, int fd, absl::string_view target,
                     absl::string_view octal_flags) {
  tree_.Make(absl::StrCat(owner, "/fd"), Link(absl::StrCat(fd), std::string(target)));
  tree_.Write(absl::StrCat(owner, "/fdinfo/", fd),
              absl::StrCat("pos:\t0\nflags:\t", octal_flags, "\nmnt_id:\t15\n"));
}

}  // namespace neuron
