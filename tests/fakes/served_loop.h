#ifndef TESTS_FAKES_SERVED_LOOP_H_
#define TESTS_FAKES_SERVED_LOOP_H_

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>

#include "absl/time/time.h"
#include "agent/base/loop.h"

namespace neuron {

// A real loop that a test serves for as long as it likes, and again.
class ServedLoop {
 public:
  Loop* loop() { return &loop_; }

  // Serves what is due now.
  void Serve() {
    while (loop_.io_context().poll() != 0) {
    }
  }

  // Serves it for so long.
  void ServeFor(absl::Duration span) {
    loop_.io_context().run_for(absl::ToChronoMicroseconds(span));
  }

  // Serves it until it is so; fails the test if it is not within 20 s.
  void AwaitThat(const std::function<bool()>& is_so) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!is_so() && std::chrono::steady_clock::now() < deadline) {
      loop_.io_context().run_one_until(deadline);
    }
    EXPECT_TRUE(is_so());
  }

 private:
  Loop loop_;
};

}  // namespace neuron

#endif  // TESTS_FAKES_SERVED_LOOP_H_
