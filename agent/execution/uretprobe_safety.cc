#include "agent/execution/uretprobe_safety.h"

#include <array>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"

namespace neuron {
namespace {

struct KernelVersion {
  int major = 0;
  int minor = 0;
  int patch = 0;
  bool candidate = false;
};

// Takes the digits that `text` begins with.
bool ConsumeNumber(absl::string_view* text, int* number) {
  std::size_t digits = 0;
  while (digits < text->size() && absl::ascii_isdigit((*text)[digits])) {
    ++digits;
  }
  const bool valid = absl::SimpleAtoi(text->substr(0, digits), number);
  text->remove_prefix(digits);
  return valid;
}

// "6.12.22-27.96.amzn2023.x86_64": what follows the numbers is the distribution's.
absl::optional<KernelVersion> ParseRelease(absl::string_view release) {
  KernelVersion version;
  if (!ConsumeNumber(&release, &version.major) || !absl::ConsumePrefix(&release, ".") ||
      !ConsumeNumber(&release, &version.minor)) {
    return absl::nullopt;
  }
  if (absl::ConsumePrefix(&release, ".") && !ConsumeNumber(&release, &version.patch)) {
    return absl::nullopt;
  }
  version.candidate = absl::StartsWith(release, "-rc");
  return version;
}

bool IsSafe(const KernelVersion& version) {
  const auto series = std::make_tuple(version.major, version.minor);
  if (series < std::make_tuple(6, 11)) {
    return true;
  }
  if (series == std::make_tuple(6, 12)) {
    return version.patch >= 14;
  }
  if (series == std::make_tuple(6, 13)) {
    return version.patch >= 3;
  }
  // The fix came within the candidates of 6.14.
  return series > std::make_tuple(6, 14) ||
         (series == std::make_tuple(6, 14) && !version.candidate);
}

}  // namespace

absl::Status CheckUretprobes(absl::string_view release, absl::string_view machine) {
  if (machine != "x86_64") {
    return absl::OkStatus();
  }
  const absl::optional<KernelVersion> version = ParseRelease(release);
  if (!version.has_value()) {
    return absl::FailedPreconditionError(
        absl::StrCat("kernel \"", release.substr(0, 64),
                     "\": cannot tell its version, nor whether it kills a process that is traced "
                     "under seccomp; run without --trace=executions"));
  }
  if (!IsSafe(*version)) {
    return absl::FailedPreconditionError(
        absl::StrCat("kernel ", release,
                     ": seccomp kills a process whose functions are probed at their return; boot "
                     "6.12.14, 6.13.3, 6.14 or later, or run without --trace=executions"));
  }
  return absl::OkStatus();
}

}  // namespace neuron
