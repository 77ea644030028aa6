#include "agent/container/process_owner.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdint>
#include <tuple>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/types/optional.h"
#include "agent/base/file.h"

namespace neuron {
namespace {

// How runc calls itself between the clone and the exec of the container's program.
constexpr absl::string_view kRuncInit = "runc:[";

// linux/sched.h: forked, but has not called execve().
constexpr std::uint32_t kForkNoExec = 0x40;

// Which directory a process has as its root: its file system and inode. None if it cannot be told.
absl::optional<std::tuple<std::uint32_t, std::uint32_t, std::uint64_t>> RootOf(
    const std::string& process) {
  struct statx root;
  if (statx(AT_FDCWD, (process + "/root").c_str(), AT_STATX_DONT_SYNC, STATX_INO, &root) != 0) {
    return absl::nullopt;
  }
  return std::make_tuple(root.stx_dev_major, root.stx_dev_minor, root.stx_ino);
}

bool HasHostsRoot(const std::string& proc, const PinnedProcess& process) {
  auto hosts = RootOf(proc + "/1");
  if (!hosts.has_value()) {
    hosts = RootOf(proc + "/self");
  }
  return hosts.has_value() && RootOf(process.path()) == hosts;
}

bool HasHostsMounts(const std::string& proc, const PinnedProcess& process) {
  const absl::StatusOr<std::string> hosts = ReadLink(proc + "/1/ns/mnt");
  const absl::StatusOr<std::string> its = ReadLink(process.path() + "/ns/mnt");
  return hosts.ok() && its.ok() && *hosts == *its;
}

bool IsRuncsInit(const PinnedProcess& process) {
  const absl::StatusOr<std::string> command = ReadFile(process.path() + "/comm");
  const absl::StatusOr<std::string> stat = ReadFile(process.path() + "/stat");
  return command.ok() && stat.ok() && absl::StartsWith(*command, kRuncInit) &&
         HasNeverExecuted(*stat);
}

}  // namespace

ProcessOwner OwnerOf(const std::string& proc, const PinnedProcess& process) {
  if (HasHostsRoot(proc, process)) {
    return HasHostsMounts(proc, process) ? ProcessOwner::kHosts : ProcessOwner::kEntering;
  }
  return IsRuncsInit(process) ? ProcessOwner::kEntering : ProcessOwner::kContainers;
}

bool HasNeverExecuted(absl::string_view stat) {
  // Field 9; the command, in brackets, may hold anything, and field 3 comes after it.
  constexpr std::size_t kFlags = 6;
  const std::size_t bracket = stat.rfind(')');
  if (bracket == absl::string_view::npos) {
    return false;
  }
  const std::vector<absl::string_view> fields =
      absl::StrSplit(stat.substr(bracket + 1), ' ', absl::SkipEmpty());
  std::uint32_t flags = 0;
  return fields.size() > kFlags && absl::SimpleAtoi(fields[kFlags], &flags) &&
         (flags & kForkNoExec) != 0;
}

}  // namespace neuron
