#include "agent/container/cgroup_path.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/base/file.h"

namespace neuron {
namespace {

constexpr std::size_t kIdSize = 64;

// How engines begin the name of a scope, before the id.
constexpr absl::string_view kEngines[] = {"docker-",  "cri-containerd-", "crio-",
                                          "nerdctl-", "libpod-payload-", "libpod-"};

// A line for each of a dozen controllers, none longer than the longest path.
constexpr std::size_t kCgroupsLimit = 64 * 1024;

bool IsHex(char c) { return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f'); }

bool IsId(absl::string_view text) {
  return text.size() == kIdSize && std::all_of(text.begin(), text.end(), IsHex);
}

// The id in one part of a path; empty if it names no container.
absl::string_view IdIn(absl::string_view part) {
  absl::ConsumeSuffix(&part, ".scope");
  for (absl::string_view engine : kEngines) {
    if (absl::ConsumePrefix(&part, engine)) {
      break;
    }
  }
  return IsId(part) ? part : absl::string_view();
}

// What may stand where a task's id does. The id of a container within which there are others may
// not.
bool MayBeTaskId(absl::string_view text) {
  return !text.empty() && text.size() <= kIdSize && !IsId(text) &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return absl::ascii_isalnum(c) || c == '-'; });
}

// 32 hex digits, or in the old format a UUID.
bool IsShapedAsTaskId(absl::string_view text) {
  const std::vector<absl::string_view> groups = absl::StrSplit(text, '-');
  const bool shaped =
      (groups.size() == 1 && text.size() == 32) ||
      (groups.size() == 5 && text.size() == 36 && groups[0].size() == 8 && groups[4].size() == 12);
  return shaped &&
         std::all_of(text.begin(), text.end(), [](char c) { return IsHex(c) || c == '-'; });
}

// The task whose systemd slice this is; empty if it is none.
absl::string_view TaskOfSlice(absl::string_view part) {
  const bool is_slice =
      absl::ConsumePrefix(&part, "ecstasks-") && absl::ConsumeSuffix(&part, ".slice");
  return is_slice && MayBeTaskId(part) ? part : absl::string_view();
}

// The task that the parts before `container` name, from the right; empty if they name none.
absl::string_view TaskBefore(std::size_t container, const std::vector<absl::string_view>& parts) {
  for (std::size_t i = container; i-- > 0;) {
    const absl::string_view task = TaskOfSlice(parts[i]);
    if (!task.empty()) {
      return task;
    }
    if (i > 0 && parts[i - 1] == "ecs" && MayBeTaskId(parts[i])) {
      return parts[i];
    }
  }
  if (container > 0 && parts[0] == ".." && IsShapedAsTaskId(parts[container - 1])) {
    return parts[container - 1];
  }
  return {};
}

// "4:memory:/ecs/<task>/<id>": all behind the second colon.
absl::string_view PathIn(absl::string_view line) {
  const std::vector<absl::string_view> fields = absl::StrSplit(line, absl::MaxSplits(':', 2));
  return fields.size() == 3 ? fields[2] : absl::string_view();
}

}  // namespace

bool NamesContainer(absl::string_view part) { return !IdIn(part).empty(); }

absl::optional<CgroupOwner> ParseCgroupPath(absl::string_view path) {
  // As the kernel puts it of a removed cgroup that a dead process is still in.
  absl::ConsumeSuffix(&path, " (deleted)");
  const std::vector<absl::string_view> parts = absl::StrSplit(path, '/', absl::SkipEmpty());
  for (std::size_t i = parts.size(); i-- > 0;) {
    const absl::string_view id = IdIn(parts[i]);
    if (!id.empty()) {
      return CgroupOwner{std::string(id), std::string(TaskBefore(i, parts))};
    }
  }
  return absl::nullopt;
}

absl::optional<CgroupOwner> ParseCgroups(absl::string_view text) {
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    absl::optional<CgroupOwner> owner = ParseCgroupPath(PathIn(line));
    if (owner.has_value()) {
      return owner;
    }
  }
  return absl::nullopt;
}

Reading<std::string> ContainerOf(const std::string& proc, int pid) {
  const absl::StatusOr<std::string> text =
      ReadFile(absl::StrCat(proc, "/", pid, "/cgroup"), kCgroupsLimit);
  if (!text.ok()) {
    return Reading<std::string>::Unknown(text.status());
  }
  absl::optional<CgroupOwner> owner = ParseCgroups(*text);
  return owner.has_value() ? Reading<std::string>(std::move(owner->id))
                           : Reading<std::string>::Absent();
}

}  // namespace neuron
