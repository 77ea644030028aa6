#ifndef AGENT_PLACEMENT_TYPED_VALUE_H_
#define AGENT_PLACEMENT_TYPED_VALUE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace neuron {

// Text that stands for something with an order of its own. Each is nothing if the text is none.

// "3", "-2", "0.5"; no exponents, no spaces.
absl::optional<double> ParseNumber(absl::string_view text);

// "1.14.5", compared part by part: 1.9 is before 1.14.
absl::optional<std::vector<int>> ParseVersion(absl::string_view text);

// One of the forms that ECS documents: 2018-06-18T22:28:28+00:00, 2018-06-18T22:28:28Z,
// 2018-06-18T22:28:28, 2018-06-18. Without a time zone it is taken to be in UTC. A fraction of a
// second may follow the seconds, as the AWS CLI prints it.
absl::optional<absl::Time> ParseDate(absl::string_view text);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_TYPED_VALUE_H_
