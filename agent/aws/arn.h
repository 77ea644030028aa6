#ifndef AGENT_AWS_ARN_H_
#define AGENT_AWS_ARN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// The parts of an ECS resource's name:
//
//   arn:<partition>:ecs:<region>:<account>:<kind>/<cluster>/<id>
//
// The legacy form lacks "<cluster>/"; then `cluster` is empty.
struct EcsArn {
  std::string partition;
  std::string region;
  std::string account;
  // "container-instance" or "task".
  std::string kind;
  std::string cluster;
  std::string id;
};

// InvalidArgument if `text` is in neither form.
absl::StatusOr<EcsArn> ParseEcsArn(absl::string_view text);

}  // namespace neuron

#endif  // AGENT_AWS_ARN_H_
