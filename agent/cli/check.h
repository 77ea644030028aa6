#ifndef AGENT_CLI_CHECK_H_
#define AGENT_CLI_CHECK_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace neuron {

enum class Mark {
  kOk,
  // It works, and less well than it could.
  kWarn,
  kFail,
  // It could not be told.
  kUnknown,
};

// "ok", "warn", "fail" or "?".
absl::string_view Word(Mark mark);

// One thing of a host that was looked at.
struct Check {
  Mark mark = Mark::kUnknown;
  // "driver", "source sysfs".
  std::string name;
  // What was found, and what to do about it; the latter is empty if nothing.
  std::string what;
  std::string cure;
};

Check OkCheck(std::string name, std::string what);

// Of the status, what comes before the first "; " is what was found and the rest is the cure. Pure.
Check BadCheck(Mark mark, std::string name, const absl::Status& status);

// OkCheck() or BadCheck(), by the status. Pure.
Check Judge(Mark mark_if_bad, std::string name, const absl::Status& status, std::string what);

}  // namespace neuron

#endif  // AGENT_CLI_CHECK_H_
