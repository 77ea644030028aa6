#ifndef TESTS_SIMULATOR_PLAY_CONTROL_LINE_H_
#define TESTS_SIMULATOR_PLAY_CONTROL_LINE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "proto/config.pb.h"

namespace neuron::sim {

// Reads one line of the control file: a verb of proto/config.proto, then the values of its fields
// in their order. A field may be said as name=value instead, and the words after it go on with the
// first field that was not said. Lists are joined by commas. Bytes are the rest of the line, with
// the escapes \n \t \" \\ \xNN.
//
//   start train chips=0,1 memory_bytes=4096      slow sys/class/neuron_device/neuron0 500
//   set sys/class/neuron_device/neuron0/core_count 0xdeadbeef
//
// InvalidArgument, naming the word and what would be right, for anything else, also if CheckVerb
// refuses the verb.
absl::StatusOr<config::v1::Verb> ParseControlLine(absl::string_view line);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_CONTROL_LINE_H_
