#include "agent/container/given_nodes.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/container/remote_mounts.h"

namespace neuron {
namespace {

constexpr std::size_t kStatusLimit = 64 * 1024;

using Directory = std::unique_ptr<DIR, int (*)(DIR*)>;

Directory OpenDirectory(int around, const char* name) {
  const int fd = openat(around, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  return Directory(fd >= 0 ? fdopendir(fd) : nullptr, closedir);
}

bool IsName(absl::string_view name) { return name != "." && name != ".."; }

// One look at a /dev.
class Look {
 public:
  // `remote` are the mounts of the process that may never answer.
  Look(const ChipIdentities& chips, std::set<std::string> remote)
      : chips_(chips),
        remote_(std::move(remote)),
        any_simulated_(std::any_of(chips.begin(), chips.end(),
                                   [](const auto& chip) { return chip.first.inode != 0; })) {}

  // All below `name` in the directory `around`, `levels` of directories deep. `path` is for words.
  absl::Status Visit(int around, const char* name, const std::string& path, int levels) {
    const Directory directory = OpenDirectory(around, name);
    if (directory == nullptr) {
      return errno == ENOENT ? absl::OkStatus() : ErrnoStatus(errno, path);
    }
    errno = 0;
    while (const dirent* entry = readdir(directory.get())) {
      if (IsName(entry->d_name)) {
        NEURON_RETURN_IF_ERROR(VisitEntry(dirfd(directory.get()), *entry, path, levels));
      }
      errno = 0;
    }
    return errno == 0 ? absl::OkStatus() : ErrnoStatus(errno, path);
  }

  ChipSet found() const { return found_; }

 private:
  absl::Status VisitEntry(int around, const dirent& entry, const std::string& path, int levels) {
    // An engine that may not make a node (rootless, with user namespaces), and one that is told to
    // bind one, mounts it over a regular file, which is what the directory shows.
    const bool may_be_node = entry.d_type == DT_CHR || entry.d_type == DT_UNKNOWN ||
                             (entry.d_type == DT_REG && (any_simulated_ || levels > 0));
    const bool is_below = entry.d_type == DT_DIR && levels > 0;
    if (!may_be_node && !is_below) {
      return absl::OkStatus();
    }
    if (++looked_up_ > kMostNodes) {
      return absl::ResourceExhaustedError(
          absl::StrCat(path, ": more than ", kMostNodes, " files in a container's /dev"));
    }
    if (!is_below) {
      return LookUp(around, entry.d_name, path);
    }
    const bool is_remote = remote_.count(absl::StrCat("/dev/", entry.d_name)) != 0;
    return is_remote
               ? absl::OkStatus()
               : Visit(around, entry.d_name, absl::StrCat(path, "/", entry.d_name), levels - 1);
  }

  absl::Status LookUp(int around, const char* name, const std::string& path) {
    struct statx node;
    if (statx(around, name, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC,
              STATX_TYPE | STATX_INO, &node) != 0) {
      return errno == ENOENT ? absl::OkStatus() : ErrnoStatus(errno, absl::StrCat(path, "/", name));
    }
    const auto chip = chips_.find(IdentityOf(node));
    if (chip != chips_.end()) {
      found_.Add(chip->second);
    }
    return absl::OkStatus();
  }

  const ChipIdentities& chips_;
  const std::set<std::string> remote_;
  // Else regular files are no chips, but may have one mounted over them.
  const bool any_simulated_;
  ChipSet found_;
  int looked_up_ = 0;
};

absl::Status WithCure(const absl::Status& status) {
  if (!absl::IsPermissionDenied(status)) {
    return status;
  }
  return absl::PermissionDeniedError(
      absl::StrCat(status.message(),
                   "; run the agent as root or grant CAP_SYS_PTRACE to see what containers "
                   "were given"));
}

Reading<ChipSet> FindNodes(const PinnedProcess& process, const ChipIdentities& chips) {
  const std::string path = process.path() + "/root";
  const UniqueFd root(open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root.valid()) {
    return Reading<ChipSet>::Unknown(WithCure(ErrnoStatus(errno, path)));
  }
  // None if that cannot be read: then the process has ended, which the next look tells.
  std::set<std::string> remote = ReadRemoteMounts(process.path()).value_or(std::set<std::string>());
  if (remote.count("/dev") != 0) {
    return Reading<ChipSet>::Unknown(absl::FailedPreconditionError(absl::StrCat(
        path, "/dev: a file system that may never answer; mount no FUSE or NFS there")));
  }
  Look look(chips, std::move(remote));
  const absl::Status seen = look.Visit(root.get(), "dev", path + "/dev", 1);
  return seen.ok() ? Reading<ChipSet>(look.found()) : Reading<ChipSet>::Unknown(WithCure(seen));
}

absl::StatusOr<int> ReadLastCapability(const std::string& proc) {
  const std::string path = absl::StrCat(proc, "/sys/kernel/cap_last_cap");
  NEURON_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  int last;
  if (!absl::SimpleAtoi(text, &last) || last < 0 || last > 63) {
    return absl::DataLossError(absl::StrCat(path, ": no capability's number"));
  }
  return last;
}

Reading<bool> ReadMayDoEverything(const std::string& proc, const PinnedProcess& process) {
  const absl::StatusOr<std::string> status = ReadFile(process.path() + "/status", kStatusLimit);
  const absl::StatusOr<int> last = ReadLastCapability(proc);
  if (!status.ok() || !last.ok()) {
    return Reading<bool>::Unknown(status.ok() ? last.status() : status.status());
  }
  return MayDoEverything(*status, *last);
}

bool HasAll(ChipSet mapped, const ChipIdentities& chips) {
  return std::all_of(chips.begin(), chips.end(),
                     [&](const auto& chip) { return mapped.Contains(chip.second); });
}

Reading<bool> ReadPrivileged(const std::string& proc, const PinnedProcess& process,
                             const GivenNodes& given, const ChipIdentities& chips) {
  if (given.whose == ProcessOwner::kEntering) {
    return Reading<bool>::Unknown(absl::UnavailableError(
        absl::StrCat(process.path(), ": does not run the container's program yet")));
  }
  const Reading<bool> may = ReadMayDoEverything(proc, process);
  if (may != Reading<bool>(true)) {
    return may;
  }
  return given.mapped.Map([&](ChipSet mapped) { return HasAll(mapped, chips); });
}

// Behind "<name>:\t"; empty if the text has no such line.
absl::string_view FieldOf(absl::string_view status, absl::string_view name) {
  for (absl::string_view line : absl::StrSplit(status, '\n')) {
    if (absl::ConsumePrefix(&line, name) && absl::ConsumePrefix(&line, ":")) {
      return absl::StripAsciiWhitespace(line);
    }
  }
  return {};
}

}  // namespace

Reading<bool> MayDoEverything(absl::string_view status, int last_capability) {
  const absl::string_view seccomp = FieldOf(status, "Seccomp");
  std::uint64_t bounding = 0;
  if (seccomp.empty() || !absl::SimpleHexAtoi(FieldOf(status, "CapBnd"), &bounding)) {
    return Reading<bool>::Unknown(
        absl::DataLossError("no CapBnd or Seccomp in the status of a container's process"));
  }
  const std::uint64_t all = ~std::uint64_t{0} >> (63 - last_capability);
  return (bounding & all) == all && seccomp == "0";
}

absl::StatusOr<GivenNodes> LookAtNodes(const std::string& proc, const PinnedProcess& process,
                                       const ChipIdentities& chips) {
  GivenNodes given;
  given.whose = OwnerOf(proc, process);
  if (given.whose != ProcessOwner::kHosts) {
    given.mapped = FindNodes(process, chips);
    given.privileged = ReadPrivileged(proc, process, given, chips);
  }
  if (process.HasEnded()) {
    return absl::NotFoundError(absl::StrCat(process.path(), ": the process has ended"));
  }
  return given;
}

}  // namespace neuron
