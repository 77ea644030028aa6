#ifndef TESTS_SIMULATOR_PLAY_RETRIES_H_
#define TESTS_SIMULATOR_PLAY_RETRIES_H_

#include <functional>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace neuron::sim {

// What may have to be tried again, because it waits for what other processes have done already: the
// kernel tells of the last close of a file some time after the process that closed it is gone.
class Retries {
 public:
  using Attempt = std::function<absl::Status()>;
  using Done = std::function<void(const absl::Status&)>;

  // Tries now, and at each Advance until `deadline` as long as the answer is Unavailable; then
  // `done` hears the last answer.
  void Try(Attempt attempt, absl::Time deadline, Done done);

  // The first deadline; nothing if nothing waits.
  std::optional<absl::Time> NextDue() const;
  void Advance(absl::Time now);

 private:
  struct Waiting {
    Attempt attempt;
    absl::Time deadline;
    Done done;
  };

  std::vector<Waiting> waiting_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_RETRIES_H_
