#include "agent/container/remote_mounts.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "agent/base/file.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

constexpr absl::string_view kRemoteTypes[] = {"9p",     "afs", "ceph", "cifs", "fuse",    "fuseblk",
                                              "lustre", "nfs", "nfs4", "smb3", "virtiofs"};

bool IsRemote(absl::string_view type) {
  return absl::StartsWith(type, "fuse.") ||
         std::find(std::begin(kRemoteTypes), std::end(kRemoteTypes), type) !=
             std::end(kRemoteTypes);
}

}  // namespace

std::set<std::string> RemoteMounts(absl::string_view mountinfo) {
  constexpr std::size_t kMountPoint = 4;
  std::set<std::string> mounts;
  for (const absl::string_view line : absl::StrSplit(mountinfo, '\n', absl::SkipEmpty())) {
    const std::vector<absl::string_view> words = absl::StrSplit(line, ' ');
    // The type comes after a dash, which ends a list of optional words.
    const auto dash = std::find(words.begin(), words.end(), "-");
    if (words.size() > kMountPoint && dash != words.end() && dash + 1 != words.end() &&
        IsRemote(dash[1])) {
      mounts.insert(std::string(words[kMountPoint]));
    }
  }
  return mounts;
}

absl::StatusOr<std::set<std::string>> ReadRemoteMounts(const std::string& process) {
  constexpr std::size_t kLimit = 1 << 20;
  NEURON_ASSIGN_OR_RETURN(const std::string text, ReadFile(process + "/mountinfo", kLimit));
  return RemoteMounts(text);
}

}  // namespace neuron
