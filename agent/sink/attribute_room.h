#ifndef AGENT_SINK_ATTRIBUTE_ROOM_H_
#define AGENT_SINK_ATTRIBUTE_ROOM_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "agent/telemetry/attribute_names.h"
#include "agent/telemetry/ecs_attributes.h"

namespace neuron {

// Which of our attributes a container instance can have: those whose names nobody else uses and
// that ECS has room for. All of them, until it is said otherwise. No I/O.
class AttributeRoom {
 public:
  explicit AttributeRoom(AttributeNames names);

  // Somebody else has these names, and nobody else has the others. Whether that is news.
  bool Yield(std::vector<AttributeKind> others);
  const std::vector<AttributeKind>& others() const { return others_; }

  // ECS has no room for this one: leaves it out, and all that are worth less. The most valuable one
  // always stays.
  void LeaveOut(AttributeKind kind);
  // There is room for so many more. Takes back what was left out, the most valuable first. Whether
  // there was any such.
  bool Return(int more);

  // Those of `attributes` that can be written, in their order.
  std::vector<DesiredAttribute> Fitting(const std::vector<DesiredAttribute>& attributes) const;
  // Every name that is ours, also those for which there is no room.
  std::vector<std::string> Names() const;
  bool IsEmpty() const { return ours_.empty(); }

  // AlreadyExists names those that somebody else has, ResourceExhausted those that are left out,
  // each with the cure. OK if there are none.
  absl::Status problem() const;

 private:
  std::string NamesOf(std::vector<AttributeKind>::const_iterator begin,
                      std::vector<AttributeKind>::const_iterator end) const;

  AttributeNames names_;
  std::vector<AttributeKind> others_;
  // In order of value; the first `room_` of them can be written.
  std::vector<AttributeKind> ours_;
  std::size_t room_;
};

}  // namespace neuron

#endif  // AGENT_SINK_ATTRIBUTE_ROOM_H_
