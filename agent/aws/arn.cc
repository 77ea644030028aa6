#include "agent/aws/arn.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/base/excerpt.h"

namespace neuron {
namespace {

bool IsWord(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return absl::ascii_isalnum(c) || c == '-' || c == '_';
  });
}

}  // namespace

absl::StatusOr<EcsArn> ParseEcsArn(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ':');
  const std::vector<absl::string_view> path =
      absl::StrSplit(parts.size() == 6 ? parts[5] : "", '/');
  const bool known = parts.size() == 6 && parts[0] == "arn" && parts[2] == "ecs" &&
                     (path.size() == 2 || path.size() == 3) &&
                     (path[0] == "container-instance" || path[0] == "task");
  if (!known || !std::all_of(parts.begin(), parts.end() - 1, IsWord) ||
      !std::all_of(path.begin(), path.end(), IsWord)) {
    return absl::InvalidArgumentError(
        absl::StrCat("not the ARN of a container instance or task: \"", Excerpt(text), "\""));
  }
  EcsArn arn;
  arn.partition = std::string(parts[1]);
  arn.region = std::string(parts[3]);
  arn.account = std::string(parts[4]);
  arn.kind = std::string(path[0]);
  arn.cluster = path.size() == 3 ? std::string(path[1]) : "";
  arn.id = std::string(path.back());
  return arn;
}

}  // namespace neuron
