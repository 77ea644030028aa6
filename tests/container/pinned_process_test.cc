#include "agent/container/pinned_process.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/container/container_host.h"
#include "tests/workload/child.h"

namespace neuron {
namespace {

constexpr int kPid = ContainerHost::kPid;

TEST(PinnedProcess, KnowsItsNumberAndItsStart) {
  ContainerHost host;
  host.AddProcess(kPid, "/", 4711);
  const PinnedProcess process = PinnedProcess::Open(host.proc(), kPid).value();
  EXPECT_EQ(process.pid(), kPid);
  EXPECT_EQ(process.start_ticks(), 4711u);
  EXPECT_EQ(process.path(), absl::StrCat(host.proc(), "/", kPid));
  EXPECT_FALSE(process.HasEnded());
}

TEST(PinnedProcess, ReadsPastAnyCommand) {
  ContainerHost host;
  host.fake_proc().AddProcess(kPid, "a) S 1 (b", 4711);
  host.tree().Make(ContainerHost::Of(kPid, "root"), Dir("dev", {}));
  EXPECT_EQ(PinnedProcess::Open(host.proc(), kPid).value().start_ticks(), 4711u);
}

TEST(PinnedProcess, IsNotFoundWhereThereIsNone) {
  ContainerHost host;
  EXPECT_TRUE(absl::IsNotFound(PinnedProcess::Open(host.proc(), kPid).status()));
}

TEST(PinnedProcess, SaysThatThereIsNoStartTime) {
  ContainerHost host;
  host.AddProcess(kPid, "/");
  for (const char* stat : {"", "17 (train) S 1 1\n", ")"}) {
    host.tree().Write(ContainerHost::Of(kPid, "stat"), stat);
    EXPECT_TRUE(absl::IsDataLoss(PinnedProcess::Open(host.proc(), kPid).status())) << stat;
  }
}

TEST(PinnedProcess, IsNotTheNextWithTheSameNumber) {
  ContainerHost host;
  host.AddProcess(kPid, "/", 1);
  const PinnedProcess process = PinnedProcess::Open(host.proc(), kPid).value();
  host.EndProcess(kPid);
  host.AddProcess(kPid, "/", 2);
  EXPECT_TRUE(process.HasEnded());
  EXPECT_FALSE(PinnedProcess::Open(host.proc(), kPid).value().HasEnded());
}

TEST(PinnedProcess, EndsWithARealProcess) {
  Child child([] {});
  const PinnedProcess process = PinnedProcess::Open("/proc", child.pid()).value();
  EXPECT_FALSE(process.HasEnded());
  EXPECT_GT(process.start_ticks(), 0u);
  child.End();
  EXPECT_TRUE(process.HasEnded());
}

TEST(PinnedProcess, HasEndedBeforeItIsReaped) {
  const Child child([] {});
  const PinnedProcess process = PinnedProcess::Open("/proc", child.pid()).value();
  kill(child.pid(), SIGKILL);
  siginfo_t info;
  ASSERT_EQ(waitid(P_PID, static_cast<id_t>(child.pid()), &info, WEXITED | WNOWAIT), 0);
  EXPECT_TRUE(process.HasEnded());
  EXPECT_TRUE(absl::IsNotFound(PinnedProcess::Open("/proc", child.pid()).status()));
}

TEST(PinnedProcess, CountsAsEndedWithItsFirstThread) {
  const int pid = fork();
  if (pid == 0) {
    std::thread([] {
      while (true) {
        pause();
      }
    }).detach();
    syscall(SYS_exit, 0);
  }
  const std::string stat = absl::StrCat("/proc/", pid, "/stat");
  while (!absl::StrContains(ReadFile(stat).value_or(") Z "), ") Z ")) {
  }
  EXPECT_TRUE(absl::IsNotFound(PinnedProcess::Open("/proc", pid).status()));
  EXPECT_GE(ListDirectory(absl::StrCat("/proc/", pid, "/task")).value().size(), 2u);
  kill(pid, SIGKILL);
  waitpid(pid, nullptr, 0);
}

TEST(PinnedProcess, IsThereThoughItsRootIsNotOursToSee) {
  if (geteuid() != 0) {
    GTEST_SKIP() << "needs root, to become another user";
  }
  const Child child([] {});
  EXPECT_EQ(ExitStatusOf([&] {
              if (setuid(65534) != 0) {
                return 2;
              }
              const absl::StatusOr<PinnedProcess> process =
                  PinnedProcess::Open("/proc", child.pid());
              return process.ok() && !process->HasEnded() ? 0 : 1;
            }),
            0);
}

}  // namespace
}  // namespace neuron
