#ifndef TESTS_HOSTS_LINE_CHANGES_H_
#define TESTS_HOSTS_LINE_CHANGES_H_

#include <string>

#include "absl/strings/string_view.h"

namespace neuron {

// What is another line in `after` than in `before`: those that went, each with "- " before it, and
// then those that came, with "+ "; in the order of their texts. A line that is there twice counts
// twice. A line that only moved is no change.
std::string LineChanges(absl::string_view before, absl::string_view after);

}  // namespace neuron

#endif  // TESTS_HOSTS_LINE_CHANGES_H_
