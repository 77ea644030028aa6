// neuronctl run, as a user meets it: the real program against a daemon that leases.

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "agent/base/file.h"
#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"
#include "tests/lease/lease_host.h"

namespace neuron {
namespace {

constexpr char kProgram[] = "agent/cli/neuronctl";

// A process whose output goes to files.
class Started {
 public:
  Started(std::vector<std::string> words, std::vector<std::string> environment) {
    environment.push_back(absl::StrCat("PATH=", getenv("PATH")));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    Redirect(STDOUT_FILENO, "out", &actions);
    Redirect(STDERR_FILENO, "err", &actions);
    EXPECT_EQ(posix_spawn(&pid_, kProgram, &actions, nullptr, Pointers(&words).data(),
                          Pointers(&environment).data()),
              0);
    posix_spawn_file_actions_destroy(&actions);
  }
  ~Started() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      Wait();
    }
  }
  Started(const Started&) = delete;
  Started& operator=(const Started&) = delete;

  pid_t pid() const { return pid_; }

  // The exit code; 128 and more for a signal, as a shell has it.
  int Wait() {
    int status = 0;
    EXPECT_EQ(waitpid(pid_, &status, 0), pid_);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  std::string Output() const { return Read("out"); }
  std::string Errors() const { return Read("err"); }
  bool AwaitOutput(absl::string_view text) const { return Await("out", text); }
  bool AwaitErrors(absl::string_view text) const { return Await("err", text); }

 private:
  static std::vector<char*> Pointers(std::vector<std::string>* words) {
    std::vector<char*> pointers;
    for (std::string& word : *words) {
      pointers.push_back(&word[0]);
    }
    pointers.push_back(nullptr);
    return pointers;
  }

  void Redirect(int descriptor, absl::string_view name, posix_spawn_file_actions_t* actions) {
    posix_spawn_file_actions_addopen(actions, descriptor, directory_.Path(name).c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
  }

  bool Await(absl::string_view name, absl::string_view text) const {
    const absl::Time deadline = absl::Now() + absl::Seconds(20);
    while (!absl::StrContains(Read(name), text) && absl::Now() < deadline) {
      absl::SleepFor(absl::Milliseconds(5));
    }
    return absl::StrContains(Read(name), text);
  }

  std::string Read(absl::string_view name) const {
    const absl::StatusOr<std::string> text = ReadFile(directory_.Path(name));
    return text.ok() ? *text : "";
  }

  const TemporaryDirectory directory_;
  pid_t pid_ = 0;
};

class RunLeaseTest : public testing::Test {
 protected:
  // neuronctl run with these flags before, and this command after, the "--".
  std::unique_ptr<Started> Run(std::vector<std::string> flags, std::vector<std::string> command,
                               std::vector<std::string> environment = {}) {
    std::vector<std::string> words = {kProgram, "run", "--lease_socket=" + host_.socket()};
    words.insert(words.end(), flags.begin(), flags.end());
    words.emplace_back("--");
    words.insert(words.end(), command.begin(), command.end());
    return std::make_unique<Started>(std::move(words), std::move(environment));
  }

  std::unique_ptr<Started> Shell(const std::string& script) {
    return Run({"--chips=4"}, {"/bin/sh", "-c", script});
  }

  LeaseHost host_;
};

TEST_F(RunLeaseTest, BecomesTheCommandWithItsCores) {
  const auto run = Run({"--chips=4"}, {"sh", "-c", "echo $NEURON_RT_VISIBLE_CORES; exit 7", "--x"});
  EXPECT_EQ(run->Wait(), 7);
  EXPECT_EQ(run->Output(), "0-7\n");
  EXPECT_EQ(run->Errors(), "");
  EXPECT_TRUE(host_.AwaitLeases(0));
}

TEST_F(RunLeaseTest, KeepsTheEnvironmentButForTheCores) {
  const auto run =
      Run({"--chips=1"}, {"env"}, {"A=b", "NEURON_RT_NUM_CORES=32", "NEURON_RT_VISIBLE_CORES=5"});
  EXPECT_EQ(run->Wait(), 0);
  EXPECT_TRUE(absl::StrContains(run->Output(), "A=b\n"));
  EXPECT_TRUE(absl::StrContains(run->Output(), "NEURON_RT_VISIBLE_CORES=0-1\n"));
  EXPECT_FALSE(absl::StrContains(run->Output(), "NEURON_RT_NUM_CORES"));
}

TEST_F(RunLeaseTest, HeedsTheSizeOfLogicalCores) {
  for (const char* const variable : {"NEURON_LOGICAL_NC_CONFIG", "NEURON_RT_VIRTUAL_CORE_SIZE"}) {
    const auto run = Run({"--chips=16"}, {"sh", "-c", "echo $NEURON_RT_VISIBLE_CORES"},
                         {absl::StrCat(variable, "=2")});
    EXPECT_EQ(run->Wait(), 0);
    EXPECT_EQ(run->Output(), "0-15\n");
  }
  const auto run = Run({"--chips=4"}, {"true"}, {"NEURON_LOGICAL_NC_CONFIG=3"});
  EXPECT_EQ(run->Wait(), 78);
  EXPECT_EQ(run->Errors(), "neuronctl: NEURON_LOGICAL_NC_CONFIG=3 is not 1 or 2\n");
}

TEST_F(RunLeaseTest, KeepsTheLeaseWhileAnyProcessOfTheTreeLives) {
  // The grandchild stays when the command is gone.
  const auto run = Shell("sleep 1000 & echo $!; exec true");
  EXPECT_EQ(run->Wait(), 0);
  const int grandchild = std::stoi(run->Output());
  EXPECT_EQ(host_.leases().size(), 1u);
  kill(grandchild, SIGKILL);
  EXPECT_TRUE(host_.AwaitLeases(0));
}

TEST_F(RunLeaseTest, EndsTheLeaseWhenTheCommandIsKilled) {
  const auto run = Shell("echo ready; exec sleep 1000");
  ASSERT_TRUE(run->AwaitOutput("ready"));
  ASSERT_EQ(host_.leases().size(), 1u);
  EXPECT_EQ(host_.leases()[0].pid, run->pid());
  EXPECT_EQ(host_.leases()[0].command, "sh");
  kill(run->pid(), SIGKILL);
  EXPECT_EQ(run->Wait(), 128 + SIGKILL);
  EXPECT_TRUE(host_.AwaitLeases(0));
}

TEST_F(RunLeaseTest, KeepsTheLeaseOverARestartOfTheDaemon) {
  const auto living = Shell("echo ready; exec sleep 1000");
  const auto dying = Shell("echo ready; exec sleep 1000");
  ASSERT_TRUE(living->AwaitOutput("ready") && dying->AwaitOutput("ready"));
  const int pid = living->pid();
  host_.Stop();
  kill(dying->pid(), SIGKILL);
  EXPECT_EQ(dying->Wait(), 128 + SIGKILL);
  host_.Start();
  ASSERT_EQ(host_.leases().size(), 1u);
  EXPECT_EQ(host_.leases()[0].pid, pid);
  kill(pid, SIGKILL);
  EXPECT_TRUE(host_.AwaitLeases(0));
}

TEST_F(RunLeaseTest, LeavesLowDescriptorsToScripts) {
  const auto run =
      Shell("for fd in 3 4 5 6 7 8 9; do eval \"exec $fd>&-\"; done; echo ready; sleep 1000");
  ASSERT_TRUE(run->AwaitOutput("ready"));
  EXPECT_EQ(host_.leases().size(), 1u);
}

TEST_F(RunLeaseTest, DiesOfABrokenPipeAsCommandsDo) {
  const auto run = Shell("kill -PIPE $$");
  EXPECT_EQ(run->Wait(), 128 + SIGPIPE);
}

TEST_F(RunLeaseTest, NeverGivesTwoCommandsTheSameChips) {
  std::vector<std::unique_ptr<Started>> runs;
  for (int i = 0; i < 4; ++i) {
    runs.push_back(Shell("echo $NEURON_RT_VISIBLE_CORES; sleep 1000"));
  }
  std::set<std::string> cores;
  for (const auto& run : runs) {
    ASSERT_TRUE(run->AwaitOutput("\n"));
    cores.insert(run->Output());
  }
  EXPECT_EQ(cores, (std::set<std::string>{"0-7\n", "8-15\n", "16-23\n", "24-31\n"}));
}

TEST_F(RunLeaseTest, WaitsForItsTurn) {
  const auto first = Run({"--chips=16"}, {"sleep", "1000"});
  ASSERT_TRUE(host_.AwaitLeases(1));
  const auto second = Run({"--chips=16"}, {"true"});
  ASSERT_TRUE(second->AwaitErrors("queue"));
  kill(first->pid(), SIGKILL);
  EXPECT_EQ(second->Wait(), 0);
  EXPECT_EQ(second->Errors(), "neuronctl: waiting for 16 chips, number 1 in the queue\n");
}

TEST_F(RunLeaseTest, SaysByItsExitCodeWhyItDidNotRun) {
  EXPECT_EQ(Run({"--chips=1"}, {"no-such-command"})->Wait(), 127);
  EXPECT_EQ(Run({"--chips=1"}, {"/"})->Wait(), 126);
  EXPECT_EQ(Run({"--chips=3"}, {"true"})->Wait(), 78);
  EXPECT_EQ(Run({}, {"true"})->Wait(), 2);
  EXPECT_EQ(Run({"--chips=1"}, {})->Wait(), 2);
  host_.SetFree({});
  EXPECT_EQ(Run({"--chips=1", "--wait=0"}, {"true"})->Wait(), 75);
  host_.Stop();
  EXPECT_EQ(Run({"--chips=1"}, {"true"})->Wait(), 69);
}

TEST_F(RunLeaseTest, SaysInOneLineWhyItDidNotRun) {
  host_.SetFree({0, 1});
  const auto run = Run({"--chips=4", "--wait=0s"}, {"true"});
  run->Wait();
  EXPECT_EQ(run->Errors(),
            "neuronctl: no lease within 0: no valid group of 4 chips is free for those who wait; "
            "free: 0-1; leased: none; try again, or give a longer --wait\n");
}

}  // namespace
}  // namespace neuron
