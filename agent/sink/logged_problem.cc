#include "agent/sink/logged_problem.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/base/log.h"

namespace neuron {
namespace {

bool HasDigit(absl::string_view word) { return absl::c_any_of(word, absl::ascii_isdigit); }

bool IsSameProblem(const absl::Status& a, const absl::Status& b) {
  const std::vector<absl::string_view> left = absl::StrSplit(a.message(), ' ');
  const std::vector<absl::string_view> right = absl::StrSplit(b.message(), ' ');
  return a.code() == b.code() &&
         absl::c_equal(left, right, [](absl::string_view one, absl::string_view other) {
           return one == other || (HasDigit(one) && HasDigit(other));
         });
}

}  // namespace

void LoggedProblem::Set(absl::Status status) {
  const bool is_same = IsSameProblem(status, status_);
  status_ = std::move(status);
  if (is_same) {
    return;
  }
  if (status_.ok()) {
    Log(LogLevel::kInfo, absl::StrCat(name_, "_ok"));
  } else {
    Log(LogLevel::kWarning, absl::StrCat(name_, "_problem"),
        {{"error", std::string(status_.message())}});
  }
}

}  // namespace neuron
