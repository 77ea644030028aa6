#include "agent/base/reader_crew.h"

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"

namespace neuron {

// One thread of the crew. All members are guarded by Shared::mutex.
struct ReaderCrew::Worker {
  // The read that it is at, as an index into Shared::reads; -1 while it waits.
  int at = -1;
  absl::Duration since;
  // Left alone with a read that did not come back: ends when it does.
  bool given_up = false;
};

struct ReaderCrew::Shared {
  Clock* clock = nullptr;
  Post post;

  std::mutex mutex;
  // Signalled when there is work, or when the crew is dismissed.
  std::condition_variable work;
  std::vector<Read> reads;
  std::vector<absl::Status> results;
  // The next read that nobody has taken.
  std::size_t next = 0;
  // Subjects of reads that were given up, until the loop has heard that they are back.
  std::set<int> out;
  bool dismissed = false;
  // Set on the loop's thread alone, which is also where the posted call looks at it.
  ReaderCrew* crew = nullptr;
};

ReaderCrew::ReaderCrew(Clock* clock, Post post, absl::Duration deadline)
    : clock_(clock), deadline_(deadline), shared_(std::make_shared<Shared>()) {
  shared_->clock = clock;
  shared_->post = std::move(post);
  shared_->crew = this;
}

ReaderCrew::~ReaderCrew() {
  const std::lock_guard<std::mutex> lock(shared_->mutex);
  shared_->dismissed = true;
  shared_->crew = nullptr;
  shared_->work.notify_all();
}

void ReaderCrew::Start(std::vector<Read> reads, Done done) {
  done_ = std::move(done);
  {
    const std::lock_guard<std::mutex> lock(shared_->mutex);
    shared_->results.clear();
    for (const Read& read : reads) {
      // Decided here: what comes back from now on, the round was planned without.
      shared_->results.push_back(
          shared_->out.count(read.subject) == 0
              ? absl::OkStatus()
              : absl::DeadlineExceededError("an earlier read has not come back yet"));
    }
    shared_->reads = std::move(reads);
    shared_->next = 0;
  }
  if (worker_ == nullptr) {
    Hire();
  }
  shared_->work.notify_all();
  Watch(deadline_);
}

bool ReaderCrew::IsOut(int subject) const {
  const std::lock_guard<std::mutex> lock(shared_->mutex);
  return shared_->out.count(subject) != 0;
}

void ReaderCrew::Hire() {
  worker_ = std::make_shared<Worker>();
  std::thread(Work, shared_, worker_).detach();
}

void ReaderCrew::Work(std::shared_ptr<Shared> shared, std::shared_ptr<Worker> worker) {
  std::unique_lock<std::mutex> lock(shared->mutex);
  while (true) {
    shared->work.wait(lock,
                      [&] { return shared->dismissed || shared->next < shared->reads.size(); });
    if (shared->dismissed) {
      return;
    }
    const std::size_t at = shared->next++;
    // All but its subject, which stays to be asked for.
    const Read read = std::move(shared->reads[at]);
    if (shared->results[at].ok()) {
      worker->at = static_cast<int>(at);
      worker->since = shared->clock->Monotonic();
      lock.unlock();
      read.run();
      lock.lock();
      if (worker->given_up) {
        // Once the crew has gone, so may whoever takes posts.
        if (!shared->dismissed) {
          ComeBack(shared, read);
        }
        return;
      }
      worker->at = -1;
      if (shared->dismissed) {
        return;
      }
    }
    if (shared->next == shared->reads.size()) {
      shared->post([shared] {
        if (shared->crew != nullptr) {
          shared->crew->Finish();
        }
      });
    }
  }
}

void ReaderCrew::ComeBack(const std::shared_ptr<Shared>& shared, const Read& read) {
  shared->post([shared, read] {
    if (shared->crew == nullptr) {
      return;
    }
    {
      const std::lock_guard<std::mutex> lock(shared->mutex);
      shared->out.erase(read.subject);
    }
    if (read.late != nullptr) {
      read.late();
    }
  });
}

void ReaderCrew::Watch(absl::Duration delay) {
  watch_ = clock_->CallAfter(delay, [this] { CheckDeadline(); });
}

void ReaderCrew::CheckDeadline() {
  const Lateness found = GiveUpIfLate();
  if (found.left > absl::ZeroDuration()) {
    Watch(found.left);
    return;
  }
  Hire();
  if (found.was_last) {
    Finish();
  } else {
    Watch(deadline_);
  }
}

ReaderCrew::Lateness ReaderCrew::GiveUpIfLate() {
  const std::lock_guard<std::mutex> lock(shared_->mutex);
  if (worker_->at < 0) {
    return {deadline_, false};
  }
  const absl::Duration left = worker_->since + deadline_ - clock_->Monotonic();
  if (left > absl::ZeroDuration()) {
    return {left, false};
  }
  const auto at = static_cast<std::size_t>(worker_->at);
  worker_->given_up = true;
  shared_->out.insert(shared_->reads[at].subject);
  shared_->results[at] = absl::DeadlineExceededError(
      absl::StrCat("no answer within ", absl::FormatDuration(deadline_)));
  return {absl::ZeroDuration(), shared_->next == shared_->reads.size()};
}

void ReaderCrew::Finish() {
  watch_ = nullptr;
  std::vector<absl::Status> results;
  {
    const std::lock_guard<std::mutex> lock(shared_->mutex);
    results.swap(shared_->results);
    shared_->reads.clear();
    shared_->next = 0;
  }
  std::exchange(done_, nullptr)(std::move(results));
}

}  // namespace neuron
