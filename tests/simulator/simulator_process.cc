#include "tests/simulator/simulator_process.h"

#include <fcntl.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "agent/base/file.h"

namespace neuron::sim {
namespace {

constexpr char kProgram[] = "tests/simulator/neuron-sim";
constexpr std::size_t kMaxText = 1 << 24;
constexpr absl::Duration kPatience = absl::Seconds(20);

std::string TextOf(const std::string& path) {
  const auto text = ReadFile(path, kMaxText);
  return text.ok() ? *text : "";
}

// Not in TEST_TMPDIR: a mount below Bazel's output base breaks the sandboxes that start meanwhile.
std::string MakeTemporaryDirectory() {
  std::string pattern = "/run/neuron-sim-test.XXXXXX";
  EXPECT_NE(mkdtemp(pattern.data()), nullptr);
  return pattern;
}

// Null-terminated, as exec wants it.
std::vector<char*> Pointers(std::vector<std::string>* words) {
  std::vector<char*> pointers;
  for (std::string& word : *words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Gives the pid; `output` becomes its stdout, its stderr goes to a file.
pid_t Spawn(const std::vector<std::string>& flags, const std::string& temporary,
            const std::string& errors, int output) {
  std::vector<std::string> words = {kProgram};
  words.insert(words.end(), flags.begin(), flags.end());
  std::vector<std::string> environment = {"TMPDIR=" + temporary};
  for (char** entry = environ; *entry != nullptr; ++entry) environment.emplace_back(*entry);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors.c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND, 0600);
  pid_t pid = 0;
  EXPECT_EQ(posix_spawn(&pid, kProgram, &actions, nullptr, Pointers(&words).data(),
                        Pointers(&environment).data()),
            0);
  posix_spawn_file_actions_destroy(&actions);
  return pid;
}

int ExitCode(pid_t pid) {
  int status = 0;
  EXPECT_EQ(waitpid(pid, &status, 0), pid);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

std::string WhyNoSimulator() {
  if (geteuid() != 0) return "NOT TESTED: mounting needs root";
  if (access("/dev/fuse", R_OK | W_OK) != 0) return "NOT TESTED: there is no /dev/fuse";
  return "";
}

SimulatorProcess::SimulatorProcess(const std::vector<std::string>& flags)
    : directory_(MakeTemporaryDirectory()), flags_(flags) {
  flags_.push_back("--mount=" + Path(""));
  flags_.push_back(absl::StrCat("--report=", directory_, "/report.json"));
  flags_.push_back("--uevents=" + UeventsPath());
  Start();
}

SimulatorProcess::~SimulatorProcess() {
  if (pid_ != 0) Stop();
  umount2(Path("").c_str(), MNT_DETACH);
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

std::string SimulatorProcess::Path(absl::string_view name) const {
  return absl::StrCat(directory_, "/host", name.empty() ? "" : "/", name);
}

void SimulatorProcess::Start() {
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  const UniqueFd output(ends[0]);
  UniqueFd child_end(ends[1]);
  pid_ = Spawn(flags_, temporary_.path(), directory_ + "/errors", child_end.get());
  child_end.Reset();
  AwaitReady(output.get());
}

void SimulatorProcess::AwaitReady(int output) {
  std::string line;
  for (char c = 0; read(output, &c, 1) == 1 && c != '\n';) line += c;
  EXPECT_TRUE(absl::StartsWith(line, "neuron-sim: ready mount="))
      << line << TextOf(directory_ + "/errors");
}

std::string SimulatorProcess::Read(absl::string_view name) const {
  const UniqueFd fd(open(Path(name).c_str(), O_RDONLY | O_CLOEXEC));
  std::string bytes(1 << 20, '\0');
  const ssize_t size = fd.valid() ? read(fd.get(), bytes.data(), bytes.size()) : -1;
  if (size < 0) return absl::StrCat("!", strerrorname_np(errno));
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

std::string SimulatorProcess::UeventsPath() const { return directory_ + "/uevents"; }

bool SimulatorProcess::WaitFor(absl::string_view name,
                               const std::function<bool(const std::string&)>& wanted) const {
  for (const absl::Time deadline = absl::Now() + kPatience; absl::Now() < deadline;) {
    if (wanted(Read(name))) return true;
    absl::SleepFor(absl::Milliseconds(5));
  }
  return false;
}

bool SimulatorProcess::Do(absl::string_view line) const {
  const UniqueFd fd(open(Path("control").c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC));
  const std::string text = absl::StrCat(line, "\n");
  return write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

pid_t SimulatorProcess::WorkloadPid(absl::string_view name) const {
  const std::string text = Read("control");
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    pid_t pid = 0;
    if (absl::ConsumePrefix(&line, absl::StrCat("workload ", name, " pid=")) &&
        absl::SimpleAtoi(line.substr(0, line.find(' ')), &pid)) {
      return pid;
    }
  }
  return 0;
}

SimulatorEnd SimulatorProcess::Stop() {
  kill(pid_, SIGTERM);
  SimulatorEnd end;
  end.exit_code = Wait();
  end.errors = TextOf(directory_ + "/errors");
  EXPECT_TRUE(
      google::protobuf::util::JsonStringToMessage(TextOf(directory_ + "/report.json"), &end.report)
          .ok());
  return end;
}

int SimulatorProcess::Wait() { return ExitCode(std::exchange(pid_, 0)); }

void SimulatorProcess::Kill() {
  kill(pid_, SIGKILL);
  Wait();
}

SimulatorEnd RunSimulator(const std::vector<std::string>& flags) {
  const std::string directory = MakeTemporaryDirectory();
  const UniqueFd null(open("/dev/null", O_WRONLY | O_CLOEXEC));
  SimulatorEnd end;
  end.exit_code = ExitCode(Spawn(flags, directory, directory + "/errors", null.get()));
  end.errors = TextOf(directory + "/errors");
  std::filesystem::remove_all(directory);
  return end;
}

}  // namespace neuron::sim
