#ifndef AGENT_AWS_ENDPOINT_H_
#define AGENT_AWS_ENDPOINT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// Which of a region's endpoints.
struct EndpointVariant {
  // With cryptography validated by FIPS 140.
  bool fips = false;
  // Reached by IPv6 too.
  bool dual_stack = false;
};

// The URL of ECS in a region, "https://ecs.<region>.<suffix>" or "https://ecs-fips...", without a
// slash at the end. The suffix is that of the partition, which has another one for dual stack; a
// region that no partition claims is taken for one of "aws". Whether the partition offers the
// variant is not asked: new ones come without a new table.
//
// InvalidArgument if `region` cannot be a region's name.
absl::StatusOr<std::string> EcsEndpoint(absl::string_view region, EndpointVariant variant = {});

// A URL given in its place, without the slash at its end. InvalidArgument unless it is http or
// https, with a host and without a path, which would not be signed right.
absl::StatusOr<std::string> CustomEndpoint(absl::string_view url);

}  // namespace neuron

#endif  // AGENT_AWS_ENDPOINT_H_
