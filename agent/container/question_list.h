#ifndef AGENT_CONTAINER_QUESTION_LIST_H_
#define AGENT_CONTAINER_QUESTION_LIST_H_

#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace neuron {

// The names that somebody is to be asked about who takes several at once, and refuses all of them
// for a bad one.
//
// A batch that was refused comes again in halves, until the bad name stands alone. What was refused
// alone, or is not known there, is set aside: it does not come again before its pause is over, 5 s
// at first and twice as long each time, up to 10 min. That is remembered of no more than kMostAside
// names; of more, those whose pause ends first are forgotten. Times are of a clock that never goes
// back.
class QuestionList {
 public:
  using Names = std::vector<std::string>;

  static constexpr std::size_t kMostAside = 1000;

  // REQUIRES: most > 0. The names of one batch at most.
  explicit QuestionList(std::size_t most) : most_(most) {}

  // Those of `names` that are not set aside at `now`.
  Names Askable(const Names& names, absl::Duration now) const;

  // Queues `names`, instead of what was queued.
  void Queue(const Names& names);
  // The next batch; empty if there is none.
  Names Take();

  // `batch` was refused as a whole at `now`, for `why`.
  void Refuse(const Names& batch, const absl::Status& why, absl::Duration now);
  void SetAside(const std::string& name, const absl::Status& why, absl::Duration now);
  // There is an answer about it.
  void Settle(const std::string& name) { aside_.erase(name); }

  // Why it was set aside last; OK if it was not.
  absl::Status WhyAside(const std::string& name) const;

 private:
  struct Aside {
    absl::Status why;
    absl::Duration pause;
    // When that is over.
    absl::Duration until;
  };

  const std::size_t most_;
  std::deque<Names> batches_;
  std::map<std::string, Aside> aside_;
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_QUESTION_LIST_H_
