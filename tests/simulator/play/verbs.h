#ifndef TESTS_SIMULATOR_PLAY_VERBS_H_
#define TESTS_SIMULATOR_PLAY_VERBS_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "proto/config.pb.h"

namespace neuron::sim {

// Reads one line of the control file:
//
//   start NAME chips=0,1,2 [cores=0,1] [memory_bytes=N] [executions=N] [comm=NAME]
//   stop NAME        kill NAME        set PATH VALUE (escapes \n \t \" \\ \xNN)
//   remove_chip N    add_chip N       quit
//
// InvalidArgument, naming the word and what would be right, for anything else.
absl::StatusOr<config::v1::Verb> ParseControlLine(absl::string_view line);

// Whether a verb can be meant, on any host: a name of the allowed letters, at least one chip, none
// twice, a path under sys/. InvalidArgument, naming what is wrong.
absl::Status CheckVerb(const config::v1::Verb& verb);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_VERBS_H_
