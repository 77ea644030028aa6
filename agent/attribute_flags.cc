#include "agent/attribute_flags.h"

#include "gflags/gflags.h"

DEFINE_string(attribute_prefix, "neuron.", "how the names of the attributes begin");
DEFINE_string(attributes, "",
              "which attributes, by their names without the prefix and separated by commas; empty: "
              "all");

namespace neuron {

absl::StatusOr<AttributeNames> AttributeNamesFromFlags() {
  return ParseAttributeNames(FLAGS_attribute_prefix, FLAGS_attributes);
}

}  // namespace neuron
