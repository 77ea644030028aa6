#ifndef AGENT_BASE_READER_CREW_H_
#define AGENT_BASE_READER_CREW_H_

#include <functional>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/base/clock.h"

namespace neuron {

// Does blocking reads away from the loop's thread, so that one that sleeps in the kernel costs one
// thread and dims one subject.
//
// Normally one thread does all reads of a round, one after the other. A read that is not back
// within the deadline is given up: its thread is left to it, another takes over the rest, and
// until it is back its subject is not read again (so threads do not pile up). Used on the loop's
// thread only.
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

  static void Work(std::shared_ptr<Shared> shared, std::shared_ptr<Worker> worker);
  static void ComeBack(const std::shared_ptr<Shared>& shared, const Read& read);
  void Hire();
  void Watch(absl::Duration delay);
  void CheckDeadline();
  // What is left to the read that is under way; none if it was given up just now.
  struct Lateness {
    absl::Duration left;
    bool was_last;
  };
  Lateness GiveUpIfLate();
  void Finish();

  Clock* const clock_;
  const absl::Duration deadline_;
  const std::shared_ptr<Shared> shared_;
  std::shared_ptr<Worker> worker_;
  std::unique_ptr<Alarm> watch_;
  Done done_;
};

}  // namespace neuron

#endif  // AGENT_BASE_READER_CREW_H_
