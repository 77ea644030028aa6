#include "agent/cli/check.h"

#include <utility>

#include "absl/strings/str_split.h"

namespace neuron {

absl::string_view Word(Mark mark) {
  switch (mark) {
    case Mark::kOk:
      return "ok";
    case Mark::kWarn:
      return "warn";
    case Mark::kFail:
      return "fail";
    case Mark::kUnknown:
      break;
  }
  return "?";
}

Check OkCheck(std::string name, std::string what) {
  return {Mark::kOk, std::move(name), std::move(what), ""};
}

Check BadCheck(Mark mark, std::string name, const absl::Status& status) {
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(status.message(), absl::MaxSplits("; ", 1));
  return {mark, std::move(name), parts.first, parts.second};
}

Check Judge(Mark mark_if_bad, std::string name, const absl::Status& status, std::string what) {
  return status.ok() ? OkCheck(std::move(name), std::move(what))
                     : BadCheck(mark_if_bad, std::move(name), status);
}

}  // namespace neuron
