#ifndef AGENT_BASE_LOOP_H_
#define AGENT_BASE_LOOP_H_

#include <functional>
#include <memory>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/clock.h"

namespace boost {
namespace asio {
class io_context;
}  // namespace asio
}  // namespace boost

namespace neuron {

// A descriptor that a loop watches. Destroying it ends that; a callback that is due is not called.
class DescriptorWatch {
 public:
  virtual ~DescriptorWatch() = default;
};

// The event loop: Asio behind a small door. One thread calls Run(), and every callback comes on
// that thread, so what only callbacks touch needs no lock. It is the real Clock.
class Loop : public Clock {
 public:
  Loop();
  ~Loop() override;
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // Calls back until Stop().
  void Run();
  // Makes Run() return after the callback that is running. Any thread.
  void Stop();

  // Calls `callback` soon, on the loop's thread. Any thread.
  void Post(std::function<void()> callback);

  // Calls `callback` with the signal's number each time one of `signals` arrives.
  void OnSignal(const std::vector<int>& signals, std::function<void(int)> callback);

  // Calls `callback` whenever `descriptor` can be read, or its other side is gone, on the loop's
  // thread, again and again until it has been read. The descriptor stays the caller's, stays as it
  // is, and outlives the watch, which may be destroyed in its own callback. REQUIRES: it is of a
  // kind that can be polled (no regular file), and nobody else watches it.
  std::unique_ptr<DescriptorWatch> Watch(int descriptor, std::function<void()> callback);

  absl::Time Now() const override;
  absl::Duration Monotonic() const override;
  std::unique_ptr<Alarm> CallAfter(absl::Duration delay, std::function<void()> callback) override;

  // For what is built on Asio: the HTTP transport.
  boost::asio::io_context& io_context();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace neuron

#endif  // AGENT_BASE_LOOP_H_
