#ifndef TESTS_SIMULATOR_PENDING_READS_H_
#define TESTS_SIMULATOR_PENDING_READS_H_

#include <functional>
#include <list>
#include <optional>
#include <utility>

#include "absl/time/time.h"

namespace neuron::sim {

// The reads that are answered later, or never. On one thread.
class PendingReads {
 public:
  // When it may be answered: asked for again each time, since the file's delay may have changed.
  using Due = std::function<absl::Time()>;
  // Answers: with what the file says if `error` is 0, else with the errno.
  using Finish = std::function<void(int error)>;

  void Add(Due due, Finish finish) { reads_.push_back({std::move(due), std::move(finish)}); }

  // When the next one is due; nothing if none will ever be.
  std::optional<absl::Time> NextDue() const;

  // Answers those that are due.
  void Advance(absl::Time now);

  // Answers all with this errno: nobody may wait for a file system that is gone.
  void CutShort(int error);

 private:
  struct Read {
    Due due;
    Finish finish;
  };

  std::list<Read> reads_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PENDING_READS_H_
