#include "agent/base/reader_crew.h"

#include <pthread.h>

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <ctime>
#include <set>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

// A read is looked at each time that such a part of the deadline has passed.
constexpr int kPatience = 10;
// It hangs if its thread has not even used this part of that time of the processor. A read that
// only gets little of a busy machine must not have to share it with the next ones.
constexpr int kStir = 400;

absl::Duration ProcessorTimeOf(clockid_t thread) {
  timespec time = {};
  return clock_gettime(thread, &time) == 0 ? absl::DurationFromTimespec(time)
                                           : absl::ZeroDuration();
}

}  // namespace

// One thread of the crew. All members are guarded by Shared::mutex, but that the thread itself runs
// its read.
struct ReaderCrew::Worker {
  bool is_at_work_for(absl::Duration time, absl::Duration now) const {
    return at >= 0 && !given_up && now - since >= time;
  }

  // On its own thread.
  void Begin() {
    has_begun = pthread_getcpuclockid(pthread_self(), &thread) == 0;
    used = ProcessorTimeOf(thread);
  }

  // Whether it did anything since this was asked last. REQUIRES: it is at work.
  bool Stirs(absl::Duration least) {
    if (!has_begun) {
      return true;
    }
    const absl::Duration before = std::exchange(used, ProcessorTimeOf(thread));
    return used - before >= least;
  }

  // The read that it is at, as an index into Shared::results; -1 while it waits.
  int at = -1;
  Read read;
  absl::Duration since;
  // Of its thread: the processor's time, as it was when it was last asked for.
  bool has_begun = false;
  clockid_t thread = 0;
  absl::Duration used;
  // Left alone with a read that did not come back: ends when it does.
  bool given_up = false;
};

struct ReaderCrew::Shared {
  // Gives the next read that nobody has taken to the worker.
  void HandNextTo(Worker* worker, absl::Duration now) {
    worker->at = static_cast<int>(next);
    worker->read = std::move(reads[next++]);
    worker->since = now;
  }

  Clock* clock = nullptr;
  Post post;

  std::mutex mutex;
  // Signalled when there is work, or when the crew is dismissed.
  std::condition_variable work;
  std::vector<Read> reads;
  std::vector<absl::Status> results;
  // The next read that nobody has taken, and how many are neither back nor given up.
  std::size_t next = 0;
  std::size_t left = 0;
  // Subjects of reads that were given up, until the loop has heard that they are back.
  std::set<int> out;
  bool dismissed = false;
  // Set on the loop's thread alone, which is also where the posted call looks at it.
  ReaderCrew* crew = nullptr;
};

ReaderCrew::ReaderCrew(Clock* clock, Post post, absl::Duration deadline)
    : clock_(clock),
      deadline_(deadline),
      patience_(deadline / kPatience),
      shared_(std::make_shared<Shared>()) {
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
    for (Read& read : reads) {
      // Decided here: what comes back from now on, the round was planned without.
      const bool is_out = shared_->out.count(read.subject) != 0;
      shared_->results.push_back(
          is_out ? absl::DeadlineExceededError("an earlier read has not come back yet")
                 : absl::OkStatus());
      if (is_out) {
        read.run = nullptr;
      }
    }
    shared_->reads = std::move(reads);
    shared_->next = 0;
    shared_->left = shared_->reads.size();
  }
  if (worker_ == nullptr) {
    Hire();
  }
  workers_ = {worker_};
  shared_->work.notify_all();
  Watch(patience_);
}

bool ReaderCrew::IsOut(int subject) const {
  const std::lock_guard<std::mutex> lock(shared_->mutex);
  return shared_->out.count(subject) != 0;
}

void ReaderCrew::Hire() {
  worker_ = std::make_shared<Worker>();
  std::thread([shared = shared_, worker = worker_] { Work(shared, worker.get()); }).detach();
}

void ReaderCrew::Work(const std::shared_ptr<Shared>& shared, Worker* worker) {
  std::unique_lock<std::mutex> lock(shared->mutex);
  do {
    shared->work.wait(lock,
                      [&] { return shared->dismissed || shared->next < shared->reads.size(); });
    if (shared->dismissed) {
      return;
    }
    shared->HandNextTo(worker, shared->clock->Monotonic());
  } while (DoRead(shared, worker, &lock));
}

// Ends with the round at the latest: as long as it holds the lock no other can begin.
void ReaderCrew::Help(const std::shared_ptr<Shared>& shared, Worker* worker) {
  std::unique_lock<std::mutex> lock(shared->mutex);
  while (DoRead(shared, worker, &lock) && shared->next < shared->reads.size()) {
    shared->HandNextTo(worker, shared->clock->Monotonic());
  }
}

// False if the thread is to end: its read was given up meanwhile, or the crew has gone.
bool ReaderCrew::DoRead(const std::shared_ptr<Shared>& shared, Worker* worker,
                        std::unique_lock<std::mutex>* lock) {
  if (worker->read.run != nullptr && !shared->dismissed) {
    worker->Begin();
    lock->unlock();
    worker->read.run();
    lock->lock();
  }
  const Read read = std::move(worker->read);
  // Once the crew has gone, so may whoever takes posts.
  if (shared->dismissed) {
    return false;
  }
  if (worker->given_up) {
    ComeBack(shared, read);
    return false;
  }
  worker->at = -1;
  if (--shared->left == 0) {
    shared->post([shared] {
      if (shared->crew != nullptr) {
        shared->crew->Finish();
      }
    });
  }
  return true;
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
  watch_ = clock_->CallAfter(delay, [this] { Check(); });
}

void ReaderCrew::Check() {
  bool is_over = false;
  absl::Duration delay;
  {
    const std::lock_guard<std::mutex> lock(shared_->mutex);
    const absl::Duration now = clock_->Monotonic();
    // Else whoever was the last has posted that.
    is_over = GiveUpWhoIsLate(now) && shared_->left == 0;
    HelpIfAllHang(now);
    delay = UntilNextCheck(now);
  }
  if (is_over) {
    Finish();
  } else {
    Watch(delay);
  }
}

// Whether anybody was.
bool ReaderCrew::GiveUpWhoIsLate(absl::Duration now) {
  bool any = false;
  for (const std::shared_ptr<Worker>& worker : workers_) {
    if (worker->is_at_work_for(deadline_, now)) {
      GiveUp(worker.get());
      any = true;
    }
  }
  return any;
}

// Each is asked, so that it is known of each what it does from now on.
bool ReaderCrew::AllHang(absl::Duration now) const {
  bool all = true;
  for (const std::shared_ptr<Worker>& worker : workers_) {
    if (worker->is_at_work_for(absl::ZeroDuration(), now)) {
      const bool stirs = worker->Stirs(patience_ / kStir);
      all = all && !stirs && worker->is_at_work_for(patience_, now);
    }
  }
  return all;
}

void ReaderCrew::HelpIfAllHang(absl::Duration now) {
  if (shared_->next == shared_->reads.size() || !AllHang(now)) {
    return;
  }
  const auto helper = std::make_shared<Worker>();
  shared_->HandNextTo(helper.get(), now);
  workers_.push_back(helper);
  std::thread([shared = shared_, helper] { Help(shared, helper.get()); }).detach();
}

void ReaderCrew::GiveUp(Worker* worker) {
  worker->given_up = true;
  shared_->out.insert(worker->read.subject);
  shared_->results[static_cast<std::size_t>(worker->at)] = absl::DeadlineExceededError(
      absl::StrCat("no answer within ", absl::FormatDuration(deadline_)));
  --shared_->left;
  if (worker == worker_.get()) {
    worker_ = nullptr;
  }
}

absl::Duration ReaderCrew::UntilNextCheck(absl::Duration now) const {
  absl::Duration delay = shared_->next == shared_->reads.size() ? deadline_ : patience_;
  for (const std::shared_ptr<Worker>& worker : workers_) {
    if (worker->is_at_work_for(absl::ZeroDuration(), now)) {
      delay = std::min(delay, worker->since + deadline_ - now);
    }
  }
  return delay;
}

void ReaderCrew::Finish() {
  watch_ = nullptr;
  workers_.clear();
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
