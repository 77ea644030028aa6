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

enum class AuditOutcome {
  kAsWritten,
  // ECS is not consistent at once: a write of the last minute may not show yet, unless it is clear
  // that somebody else wrote since.
  kTooSoon,
  // ECS must be told anew.
  kStale,
};

// What the audits of this run found, for people.
struct AuditState {
  // When ECS was last asked, and when it last answered.
  absl::optional<absl::Time> asked_at;
  absl::optional<absl::Time> looked_at;
  // Of the last audit; none if there was no answer, or nothing to compare it with.
  absl::optional<AuditOutcome> outcome;
  // How often what ECS held had to be written again, and what the last such drift was, in a line.
  std::uint64_t repairs = 0;
  std::string drift;
  // Why it is not known what ECS holds: then attributes of others can be overwritten, and drift
  // goes unseen. OK if it is known.
  absl::Status problem;
  // Aborted if the last two audits in a row found values that this agent did not write: somebody
  // else keeps writing them. Says who, if that is known, and the cure.
  absl::Status second_writer;
  // Names of ours that somebody else has, which are left alone.
  std::vector<std::string> others;
  // When ECS is asked next.
  absl::optional<absl::Time> next_at;
};

// How long it takes at most until ECS shows what was written.
inline constexpr absl::Duration kEcsSettles = absl::Minutes(1);

// Judges what ECS holds of an instance against what was written, audit by audit. Logs each drift,
// and `problem` when it changes. Knows nothing of `others` and `next_at`.
class AuditBook {
 public:
  // Compares `held` with what was `written` last, `age` ago. `ours` knows the generations that this
  // agent wrote.
  AuditOutcome Compare(const std::vector<DesiredAttribute>& written,
                       const std::vector<EcsAttribute>& held, const GenerationBook& ours,
                       absl::Duration age, absl::Time now);

  // It is known what ECS holds, but there is nothing to compare it with.
  void Looked(absl::Time now);
  // ECS was asked in vain.
  void CannotTell(const absl::Status& why, absl::Time now);
  // Another instance is ours from now on.
  void Forget();

  const AuditState& state() const { return state_; }

 private:
  AuditOutcome Judge(const std::vector<DesiredAttribute>& written,
                     const std::vector<EcsAttribute>& held, const GenerationBook& ours,
                     absl::Duration age);
  void NoteDrift(std::string drift, bool is_foreign);

  AuditState state_;
  LoggedProblem problem_{"audit"};
  int foreign_in_a_row_ = 0;
};

}  // namespace neuron

#endif  // AGENT_SINK_AUDIT_BOOK_H_
