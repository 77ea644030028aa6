#ifndef TESTS_BASE_CREW_RIG_H_
#define TESTS_BASE_CREW_RIG_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "agent/base/reader_crew.h"
#include "gtest/gtest.h"
#include "tests/base/thread_count.h"
#include "tests/fakes/fake_clock.h"
#include "tests/snapshot/post_queue.h"

namespace neuron {

// A read whose end can be waited for.
class Followed {
 public:
  ReaderCrew::Read Plan(int subject, std::function<void()> run) {
    auto owned = std::make_shared<std::function<void()>>(std::move(run));
    seen_ = owned;
    return {subject, [owned = std::move(owned)] { (*owned)(); }};
  }

  // The crew lets go of what it owns once it has taken note of its end.
  void WaitForEnd() const {
    while (!seen_.expired()) {
      std::this_thread::yield();
    }
  }

 private:
  std::weak_ptr<std::function<void()>> seen_;
};

// A crew whose loop and clock are the test's.
class CrewRig : public testing::Test {
 protected:
  // A sanitizer begins a thread of its own with the first that it sees.
  static void SetUpTestSuite() {
    std::thread([] {}).join();
  }

  // Else threads that end would be taken for those of the next test.
  void TearDown() override {
    crew_ = nullptr;
    while (CountThreads() > threads_before_) {
      std::this_thread::yield();
    }
  }

  using Results = std::vector<absl::StatusCode>;

  static constexpr absl::Duration kDeadline = absl::Seconds(1);
  // After which others are begun beside a read that hangs.
  static constexpr absl::Duration kPatience = absl::Milliseconds(100);
  static constexpr absl::StatusCode kOk = absl::StatusCode::kOk;
  static constexpr absl::StatusCode kLate = absl::StatusCode::kDeadlineExceeded;

  void Start(std::vector<ReaderCrew::Read> reads) {
    done_ = false;
    crew_->Start(std::move(reads), [this](const std::vector<absl::Status>& statuses) {
      EXPECT_EQ(std::this_thread::get_id(), loop_);
      EXPECT_FALSE(done_);
      done_ = true;
      results_.clear();
      for (const absl::Status& status : statuses) {
        results_.push_back(status.code());
      }
      statuses_ = statuses;
    });
  }

  // Serves the loop until the round is done.
  Results Finish() {
    while (!done_) {
      queue_.RunOne();
    }
    return results_;
  }

  // Lets time pass until another thread goes on beside those that hang.
  void PassUntilHelpBegins() {
    const std::ptrdiff_t before = CountThreads();
    while (CountThreads() == before) {
      clock_.Advance(kPatience);
    }
  }

  Results Round(std::vector<ReaderCrew::Read> reads) {
    Start(std::move(reads));
    return Finish();
  }

  const std::ptrdiff_t threads_before_ = CountThreads();
  const std::thread::id loop_ = std::this_thread::get_id();
  FakeClock clock_;
  PostQueue queue_;
  std::unique_ptr<ReaderCrew> crew_ = std::make_unique<ReaderCrew>(
      &clock_, [this](std::function<void()> call) { queue_.Post(std::move(call)); }, kDeadline);
  bool done_ = false;
  Results results_;
  std::vector<absl::Status> statuses_;
};

}  // namespace neuron

#endif  // TESTS_BASE_CREW_RIG_H_
