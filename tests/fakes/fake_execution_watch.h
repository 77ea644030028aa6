#ifndef TESTS_FAKES_FAKE_EXECUTION_WATCH_H_
#define TESTS_FAKES_FAKE_EXECUTION_WATCH_H_

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "agent/execution/execution_watch.h"

namespace neuron {

// Processes that have executed what the test says. As the real one, it tells only of those that it
// follows. Any thread.
class FakeExecutionWatch : public ExecutionWatch {
 public:
  // The counts of this process, from now on.
  void Set(const ProcessExecutions& executions) {
    const std::lock_guard<std::mutex> lock(mutex_);
    executions_[executions.process] = executions;
  }
  void SetStatus(absl::Status status) {
    const std::lock_guard<std::mutex> lock(mutex_);
    status_ = std::move(status);
  }

  // Those of the last call of Follow().
  std::vector<ProcessId> followed() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return followed_;
  }

  void Follow(const std::vector<ProcessId>& processes) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    followed_ = processes;
  }

  std::vector<ProcessExecutions> Read() const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::vector<ProcessExecutions> read;
    for (const auto& [process, executions] : executions_) {
      if (std::find(followed_.begin(), followed_.end(), process) != followed_.end()) {
        read.push_back(executions);
      }
    }
    return read;
  }

  absl::Status status() const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return status_;
  }

  std::vector<ProbeReport> Reports() const override { return {}; }

 private:
  mutable std::mutex mutex_;
  // All guarded by mutex_.
  std::map<ProcessId, ProcessExecutions> executions_;
  std::vector<ProcessId> followed_;
  absl::Status status_;
};

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_EXECUTION_WATCH_H_
