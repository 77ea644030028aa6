#ifndef TESTS_TELEMETRY_FIELD_PATH_H_
#define TESTS_TELEMETRY_FIELD_PATH_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "google/protobuf/message.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// The labels of a sample, by name.
using LabelMap = std::map<std::string, std::string>;

// What Metric::field stands for in `message`, by reflection alone: the chip, core, source and part
// are those of the labels. Nothing if the field is not set or the path leads nowhere.
absl::optional<double> ReadField(const agent::v1::Snapshot& message, absl::string_view path,
                                 const LabelMap& labels);

// The paths of all fields of a snapshot that are numbers, truths, enums or moments, or lists of
// numbers.
std::vector<std::string> MeasurableFields();

}  // namespace neuron

#endif  // TESTS_TELEMETRY_FIELD_PATH_H_
