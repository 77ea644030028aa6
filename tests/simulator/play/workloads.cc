#include "tests/simulator/play/workloads.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace neuron::sim {
namespace {

bool IsReadable(int fd) {
  pollfd wait = {fd, POLLIN, 0};
  return poll(&wait, 1, 0) > 0;
}

std::string ReadAll(int fd) {
  std::string text;
  char buffer[256];
  for (ssize_t n = 0; (n = read(fd, buffer, sizeof(buffer))) > 0;) {
    text.append(buffer, static_cast<std::size_t>(n));
  }
  return text;
}

}  // namespace

void Workloads::Start(const config::v1::StartWorkload& plan, const WorkloadCommand& command,
                      Done done) {
  for (const auto& [pid, running] : running_) {
    if (running.plan.name() == plan.name()) {
      return done(absl::AlreadyExistsError(
          absl::StrCat("workload ", plan.name(), " runs already (pid ", pid, ")")));
    }
  }
  auto spawned = SpawnWorkload(command);
  if (!spawned.ok()) return done(spawned.status());
  Running& running = running_[spawned->pid];
  running.plan = plan;
  running.ready = std::move(spawned->ready);
  running.started = std::move(done);
}

void Workloads::End(absl::string_view name, int signal, Done done) {
  for (auto& [pid, running] : running_) {
    if (running.plan.name() != name) continue;
    kill(pid, signal);
    running.ended.push_back(std::move(done));
    return;
  }
  done(absl::NotFoundError(absl::StrCat("no workload ", name, " runs")));
}

void Workloads::EndAll(int signal) {
  for (const auto& [pid, running] : running_) kill(pid, signal);
}

std::vector<int> Workloads::ReadyFds() const {
  std::vector<int> fds;
  for (const auto& [pid, running] : running_) {
    if (running.ready.valid()) fds.push_back(running.ready.get());
  }
  return fds;
}

void Workloads::HearReady(pid_t pid, Running* running) {
  if (!running->ready.valid() || !IsReadable(running->ready.get())) return;
  // The workload closes its end right after it has spoken.
  const std::string answer = ReadAll(running->ready.get());
  running->ready.Reset();
  running->attached = answer == "ok";
  if (running->attached) attached_(pid);
  running->started(running->attached
                       ? absl::OkStatus()
                       : absl::FailedPreconditionError(absl::StrCat(
                             "workload ", running->plan.name(), ": ",
                             answer.empty() ? "ended before it held its chips" : answer)));
}

void Workloads::Bury(pid_t pid) {
  auto dead = running_.extract(pid);
  if (dead.empty()) return;
  HearReady(pid, &dead.mapped());
  for (const Done& done : dead.mapped().ended) done(absl::OkStatus());
}

void Workloads::Attend() {
  // The dead first: they hold nothing any more, whatever they said.
  for (pid_t pid = 0; (pid = waitpid(-1, nullptr, WNOHANG)) > 0;) Bury(pid);
  for (auto& [pid, running] : running_) HearReady(pid, &running);
}

const config::v1::StartWorkload* Workloads::FindAttached(pid_t pid) const {
  const auto found = running_.find(pid);
  return found != running_.end() && found->second.attached ? &found->second.plan : nullptr;
}

std::string Workloads::Text() const {
  std::string text;
  for (const auto& [pid, running] : running_) {
    absl::StrAppend(&text, "workload ", running.plan.name(), " pid=", pid,
                    " chips=", absl::StrJoin(running.plan.chips(), ","),
                    running.attached ? " attached\n" : " starting\n");
  }
  return text;
}

}  // namespace neuron::sim
