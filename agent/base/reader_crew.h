#ifndef AGENT_BASE_READER_CREW_H_
#define AGENT_BASE_READER_CREW_H_

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/base/clock.h"

namespace neuron {

// Does blocking reads away from the loop's thread, so that one that sleeps in the kernel costs one
// thread and dims one subject.
//
// Normally one thread does all reads of a round, one after the other. One that is not back after a
// tenth of the deadline and makes no use of the processor hangs: then another thread goes on with
// the round, and ends with it. So each read that hangs costs the others no more than that tenth,
// and one that is merely slow, since the machine is busy, is left in peace. A read that is not back
// within the deadline is given up: its thread is left to it, and until it is back its subject is
// not read again (so threads do not pile up). Used on the loop's thread only.
class ReaderCrew {
 public:
  struct Read {
    // Who is read; at most one read of a subject is ever under way.
    int subject;
    // Runs on a thread of the crew. May outlive the round, and the crew: it owns what it touches.
    std::function<void()> run;
    // Called on the loop's thread if it was given up and came back after all. Until then its
    // subject is not read again. May be null.
    std::function<void()> late = nullptr;
  };
  // For each read, in order: OK, or DeadlineExceeded if it was given up or still out.
  using Done = std::function<void(std::vector<absl::Status>)>;
  // Calls back on the loop's thread. Any thread.
  using Post = std::function<void(std::function<void()>)>;

  // `clock` is borrowed.
  ReaderCrew(Clock* clock, Post post, absl::Duration deadline);
  // Does not wait for reads that are out; neither `done` nor `late` is called after this.
  ~ReaderCrew();
  ReaderCrew(const ReaderCrew&) = delete;
  ReaderCrew& operator=(const ReaderCrew&) = delete;

  // Starts a round and calls `done` when every read is back or given up. REQUIRES: no round is
  // under way, and there is at least one read.
  void Start(std::vector<Read> reads, Done done);

  // Whether a read of the subject was given up and is not back.
  bool IsOut(int subject) const;

 private:
  struct Worker;
  struct Shared;

  static void Work(const std::shared_ptr<Shared>& shared, Worker* worker);
  static void Help(const std::shared_ptr<Shared>& shared, Worker* worker);
  static bool DoRead(const std::shared_ptr<Shared>& shared, Worker* worker,
                     std::unique_lock<std::mutex>* lock);
  static void ComeBack(const std::shared_ptr<Shared>& shared, const Read& read);
  void Hire();
  void Watch(absl::Duration delay);
  void Check();
  // These are called with the lock held.
  bool GiveUpWhoIsLate(absl::Duration now);
  bool AllHang(absl::Duration now) const;
  void HelpIfAllHang(absl::Duration now);
  void GiveUp(Worker* worker);
  absl::Duration UntilNextCheck(absl::Duration now) const;
  void Finish();

  Clock* const clock_;
  const absl::Duration deadline_;
  const absl::Duration patience_;
  const std::shared_ptr<Shared> shared_;
  // Who waits for the next round; null until there is one, and once it is left to its read.
  std::shared_ptr<Worker> worker_;
  // That one, and those that help in this round.
  std::vector<std::shared_ptr<Worker>> workers_;
  std::unique_ptr<Alarm> watch_;
  Done done_;
};

}  // namespace neuron

#endif  // AGENT_BASE_READER_CREW_H_
