#ifndef AGENT_SINK_ATTRIBUTE_AUDITOR_H_
#define AGENT_SINK_ATTRIBUTE_AUDITOR_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/aws/ecs_client.h"
#include "agent/aws/ecs_target.h"
#include "agent/base/clock.h"
#include "agent/sink/attribute_look.h"
#include "agent/sink/attribute_room.h"
#include "agent/sink/audit_book.h"
#include "agent/sink/generation_book.h"
#include "agent/telemetry/attribute_names.h"
#include "agent/telemetry/ecs_attributes.h"

namespace neuron {

// Asks ECS what it holds of our container instance: when that becomes ours, and then every 20 to 40
// minutes.
//
// The first answer, or 2 seconds without one, says which of our names are somebody else's: those
// with a value that no agent of ours writes. From then on what was written is ours, whatever became
// of it, and each audit compares, and tells the room what others gave up and what has come free. An
// audit that a write overtook, or that came too soon after one, is followed by another in a minute.
//
// The loop's thread only.
class AttributeAuditor {
 public:
  // What was written last, and when.
  struct Written {
    std::vector<DesiredAttribute> attributes;
    absl::Time at;
  };
  struct Links {
    // None while that is not known.
    std::function<absl::optional<Written>()> written;
    // ECS was asked: whether it must be told anew, and its answer.
    std::function<void(bool is_stale, const absl::StatusOr<std::vector<EcsAttribute>>& held)>
        looked;
  };

  // Borrows the room, the book and the clock. `random` draws from [0, 1).
  AttributeAuditor(AttributeNames names, AttributeRoom* room, const GenerationBook* ours,
                   Links links, Clock* clock, std::function<double()> random);

  // Another instance is ours, and `client` talks to its region. Borrows the client until the next
  // call of this or of Stop().
  void Adopt(EcsClient* client, EcsTarget target);
  // Asks nothing any more.
  void Stop();

  // Whether ECS was asked, with or without an answer, what it holds of this instance.
  bool has_looked() const { return has_looked_; }
  AuditState state() const;

 private:
  void Look();
  void OnLook(const absl::StatusOr<std::vector<EcsAttribute>>& held, std::uint64_t writes_before);
  AuditOutcome Examine(const std::vector<EcsAttribute>& held, std::uint64_t writes_before);

  const AttributeNames names_;
  AttributeRoom* const room_;
  const GenerationBook* const ours_;
  const Links links_;
  Clock* const clock_;
  const std::function<double()> random_;

  // Null before Adopt() and after Stop().
  EcsClient* client_ = nullptr;
  EcsTarget target_;
  AuditBook book_;
  bool has_looked_ = false;
  absl::optional<absl::Time> next_at_;
  std::unique_ptr<AttributeLook> look_;
  std::unique_ptr<Alarm> alarm_;
};

}  // namespace neuron

#endif  // AGENT_SINK_ATTRIBUTE_AUDITOR_H_
