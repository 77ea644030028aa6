#ifndef TESTS_FAKES_FAKE_DRIVER_CALLS_H_
#define TESTS_FAKES_FAKE_DRIVER_CALLS_H_

#include <sys/eventfd.h>

#include <functional>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "absl/synchronization/notification.h"
#include "agent/base/file.h"
#include "probes/driver_calls.h"

namespace neuron {

// A driver whose functions are called when the test says so.
class FakeDriverCalls : public DriverCalls {
 public:
  // Puts a call where Drain() finds it, unless its function is not heard.
  void Call(const DriverCall& call) {
    if (Hears(call.function)) {
      calls_.push_back(call);
      eventfd_write(readable_.get(), 1);
    }
  }

  // As when the kernel has no room.
  void Drop(const DriverCall& call) {
    ++drops_;
    Call(call);
  }

  // What the next Drain() says.
  void SetForeign(absl::Status status) { foreign_ = std::move(status); }

  // The functions that the driver has when the probes are attached next.
  void SetFunctions(std::set<driver_function> functions) { present_ = std::move(functions); }

  // Reattach() waits until it is let go.
  void HoldUp() { held_up_ = std::make_unique<absl::Notification>(); }
  void LetGo() { held_up_->Notify(); }

  bool IsOutdated() const override { return heard_ != present_; }
  void Reattach() override {
    if (held_up_ != nullptr) {
      held_up_->WaitForNotification();
    }
    heard_ = present_;
  }
  bool Hears(driver_function function) const override { return heard_.count(function) != 0; }
  int descriptor() const override { return readable_.get(); }
  absl::Status Drain(const std::function<void(const DriverCall&)>& take) override {
    eventfd_t count;
    eventfd_read(readable_.get(), &count);
    for (const DriverCall& call : std::exchange(calls_, {})) {
      take(call);
    }
    return std::exchange(foreign_, absl::OkStatus());
  }
  std::uint64_t drops() const override { return drops_; }
  std::vector<ProbeReport> Reports() const override {
    std::vector<ProbeReport> reports;
    for (const driver_function function : heard_) {
      reports.emplace_back();
      reports.back().name = DriverProbeName(function);
    }
    return reports;
  }

 private:
  const UniqueFd readable_{eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)};
  std::set<driver_function> present_;
  std::set<driver_function> heard_;
  std::unique_ptr<absl::Notification> held_up_;
  std::vector<DriverCall> calls_;
  absl::Status foreign_;
  std::uint64_t drops_ = 0;
};

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_DRIVER_CALLS_H_
