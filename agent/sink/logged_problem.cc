#include "agent/sink/logged_problem.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/log.h"

namespace neuron {

void LoggedProblem::Set(absl::Status status) {
  if (status == status_) {
    return;
  }
  status_ = std::move(status);
  if (status_.ok()) {
    Log(LogLevel::kInfo, absl::StrCat(name_, "_ok"));
  } else {
    Log(LogLevel::kWarning, absl::StrCat(name_, "_problem"),
        {{"error", std::string(status_.message())}});
  }
}

}  // namespace neuron
