#ifndef AGENT_SINK_AUDIT_BOOK_H_
#define AGENT_SINK_AUDIT_BOOK_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/aws/ecs_client.h"
#include "agent/sink/attribute_audit.h"
#include "agent/sink/generation_book.h"
#include "agent/sink/logged_problem.h"
#include "agent/telemetry/ecs_attributes.h"

namespace neuron {

// What the audits of this run found, for people.
struct AuditState {
  // When it was last known what ECS holds.
  absl::optional<absl::Time> looked_at;
  // How often what ECS held had to be written again, and what the last such drift was, in a line.
  std::uint64_t repairs = 0;
  std::string drift;
  // Why it is not known what ECS holds: then attributes of others can be overwritten, and drift
  // goes unseen. OK if it is known.
  absl::Status problem;
};

enum class AuditOutcome {
  kAsWritten,
  // ECS is not consistent at once: a write of the last minute may not show yet.
  kTooSoon,
  // ECS must be told anew.
  kStale,
};

// How long it takes at most until ECS shows what was written.
inline constexpr absl::Duration kEcsSettles = absl::Minutes(1);

// Judges what ECS holds of an instance against what was written, audit by audit. Logs each drift,
// and `problem` when it changes.
class AuditBook {
 public:
  // Compares `held` with what was `written` last, `age` ago. `ours` knows the generations that this
  // agent wrote.
  AuditOutcome Compare(const std::vector<DesiredAttribute>& written,
                       const std::vector<EcsAttribute>& held, const GenerationBook& ours,
                       absl::Duration age, absl::Time now);

  // It is known what ECS holds, but there is nothing to compare it with.
  void Looked(absl::Time now);
  // It is not known what ECS holds.
  void CannotTell(const absl::Status& why);
  // Another instance is ours from now on.
  void Forget();

  const AuditState& state() const { return state_; }
  // Aborted if the last two audits in a row found values that this agent did not write: somebody
  // else keeps writing them. Says who, if that is known, and the cure.
  const absl::Status& second_writer() const { return second_writer_; }

 private:
  void NoteDrift(std::string drift, bool is_foreign);

  AuditState state_;
  LoggedProblem problem_{"audit"};
  int foreign_in_a_row_ = 0;
  absl::Status second_writer_;
};

}  // namespace neuron

#endif  // AGENT_SINK_AUDIT_BOOK_H_
