#ifndef AGENT_BASE_PROC_STAT_H_
#define AGENT_BASE_PROC_STAT_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace neuron {

// What /proc/<pid>/stat says of a process; 0 for what the text has not.
struct ProcStat {
  // Field 3, a letter.
  char state = 0;
  // Field 4.
  int parent = 0;
  // Fields 14 and 15 together: the clock ticks that its threads, of now and before, have been on a
  // processor.
  std::uint64_t cpu_ticks = 0;
  // Field 22, clock ticks since boot.
  std::uint64_t start_ticks = 0;
  // Field 24: its memory that is in RAM, shared or not.
  std::uint64_t resident_pages = 0;
};

// The command in the text, in brackets, may hold anything. Pure.
ProcStat ParseProcStat(absl::string_view text);

}  // namespace neuron

#endif  // AGENT_BASE_PROC_STAT_H_
