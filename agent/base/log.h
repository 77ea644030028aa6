#ifndef AGENT_BASE_LOG_H_
#define AGENT_BASE_LOG_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace neuron {

enum class LogLevel { kInfo, kWarning, kError };

// One field of a log line. The value is quoted when it needs it.
struct LogField {
  absl::string_view key;
  std::string value;
};

// Writes one line to standard error: ts=... level=... event=<event> key=value ...
//
// INFO: start, stop, a change in what exists. WARNING: working degraded. ERROR: a human is needed.
// Any thread. What repeats is the caller's to hold back: log on change.
void Log(LogLevel level, absl::string_view event, absl::Span<const LogField> fields = {});

// What Log() writes after the level: the event and its fields. A value that is empty or has a
// space, a quote, a backslash, an equals sign or a control character is quoted and escaped, so a
// line is always one line and the value can be told from what follows.
std::string FormatLogLine(absl::string_view event, absl::Span<const LogField> fields);

}  // namespace neuron

#endif  // AGENT_BASE_LOG_H_
