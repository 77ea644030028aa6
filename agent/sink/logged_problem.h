#ifndef AGENT_SINK_LOGGED_PROBLEM_H_
#define AGENT_SINK_LOGGED_PROBLEM_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace neuron {

// What stands in somebody's way, or OK. Logged when it changes, not when it repeats: as a warning
// <name>_problem, or as <name>_ok when it is over. What differs only in words with a digit in them
// repeats: they are times, and references that a server gives each answer.
class LoggedProblem {
 public:
  // `name` must live as long as this.
  explicit LoggedProblem(absl::string_view name) : name_(name) {}

  void Set(absl::Status status);
  const absl::Status& status() const { return status_; }

 private:
  absl::string_view name_;
  absl::Status status_;
};

}  // namespace neuron

#endif  // AGENT_SINK_LOGGED_PROBLEM_H_
