#include "agent/base/loop.h"

#include <time.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "absl/time/clock.h"

namespace neuron {

namespace asio = boost::asio;
using boost::system::error_code;

struct Loop::Parts {
  // One thread runs the loop: no locking inside Asio beyond what Post() needs.
  asio::io_context io{1};
  asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
  std::vector<std::unique_ptr<asio::signal_set>> signals;
};

namespace {

class LoopAlarm : public Alarm {
 public:
  LoopAlarm(asio::io_context* io, absl::Duration delay, std::function<void()> callback)
      : timer_(*io, absl::ToChronoNanoseconds(delay)),
        callback_(std::make_shared<std::function<void()>>(std::move(callback))) {
    // The handler holds the callback weakly: an alarm that is destroyed after it fell due, but
    // before its handler ran, is cancelled all the same.
    timer_.async_wait([weak = std::weak_ptr<std::function<void()>>(callback_)](error_code error) {
      auto alive = weak.lock();
      if (!error && alive != nullptr) {
        (*alive)();
      }
    });
  }

 private:
  asio::steady_timer timer_;
  std::shared_ptr<std::function<void()>> callback_;
};

class LoopWatch : public DescriptorWatch {
 public:
  LoopWatch(asio::io_context* io, int descriptor, std::function<void()> callback)
      : descriptor_(std::make_shared<asio::posix::stream_descriptor>(*io, descriptor)),
        callback_(std::move(callback)) {
    Wait();
  }
  // Asio would close what is the caller's.
  ~LoopWatch() override { descriptor_->release(); }

 private:
  void Wait() {
    // Held weakly, for the reason that an alarm's callback is.
    descriptor_->async_wait(asio::posix::stream_descriptor::wait_read,
                            [this, weak = std::weak_ptr<asio::posix::stream_descriptor>(
                                       descriptor_)](error_code error) {
                              if (!error && !weak.expired()) {
                                Call(weak);
                              }
                            });
  }

  void Call(const std::weak_ptr<asio::posix::stream_descriptor>& alive) {
    // A copy: the callback may destroy this.
    const std::function<void()> callback = callback_;
    callback();
    if (!alive.expired()) {
      Wait();
    }
  }

  const std::shared_ptr<asio::posix::stream_descriptor> descriptor_;
  const std::function<void()> callback_;
};

void WaitForSignal(asio::signal_set* set, std::function<void(int)> callback) {
  set->async_wait([set, callback = std::move(callback)](error_code error, int number) {
    if (!error) {
      callback(number);
      WaitForSignal(set, callback);
    }
  });
}

}  // namespace

Loop::Loop() : parts_(std::make_unique<Parts>()) {}
Loop::~Loop() = default;

void Loop::Run() { parts_->io.run(); }

void Loop::Stop() { parts_->io.stop(); }

void Loop::Post(std::function<void()> callback) { asio::post(parts_->io, std::move(callback)); }

void Loop::OnSignal(const std::vector<int>& signals, std::function<void(int)> callback) {
  auto set = std::make_unique<asio::signal_set>(parts_->io);
  for (int signal : signals) {
    set->add(signal);
  }
  WaitForSignal(set.get(), std::move(callback));
  parts_->signals.push_back(std::move(set));
}

std::unique_ptr<DescriptorWatch> Loop::Watch(int descriptor, std::function<void()> callback) {
  return std::make_unique<LoopWatch>(&parts_->io, descriptor, std::move(callback));
}

absl::Time Loop::Now() const { return absl::Now(); }

absl::Duration Loop::Monotonic() const {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return absl::DurationFromTimespec(now);
}

std::unique_ptr<Alarm> Loop::CallAfter(absl::Duration delay, std::function<void()> callback) {
  return std::make_unique<LoopAlarm>(&parts_->io, delay, std::move(callback));
}

asio::io_context& Loop::io_context() { return parts_->io; }

}  // namespace neuron
