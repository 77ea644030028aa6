#ifndef AGENT_PLACEMENT_PLACEMENT_HOST_H_
#define AGENT_PLACEMENT_PLACEMENT_HOST_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "agent/base/reading.h"
#include "agent/placement/query.h"

namespace neuron {

// A container instance as ECS sees it when it evaluates a constraint, as far as that is known.
struct PlacementHost {
  // For people: an instance id, the end of an ARN, "this host".
  std::string name;
  // What is known of attributes by name; absent are those that the host is known not to have. One
  // without a value is empty.
  std::map<std::string, Reading<std::string>> attributes;
  // Of every other attribute: OK if the host does not have it, else why nobody can tell.
  absl::Status other_attributes;
  // "true" or "false", "1.14.5", "i-0123...", a date as ParseDate() takes it, a number. Never
  // absent: a host in ECS has them.
  std::map<SubjectKind, Reading<std::string>> fields;
  // What one should know of these values, for people.
  std::vector<std::string> notes;
};

// What the host has for a subject: its value, absent (only an attribute is), or unknown and why.
Reading<std::string> ValueOf(const PlacementHost& host, const Subject& subject);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_PLACEMENT_HOST_H_
