#include "agent/workload/proc_scan.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/kcmp.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/base/file.h"
#include "agent/base/proc_stat.h"
#include "agent/base/status.h"
#include "agent/workload/access.h"
#include "agent/workload/sight.h"

namespace neuron {
namespace {

using Directory = std::unique_ptr<DIR, int (*)(DIR*)>;

Directory OpenDirectory(const std::string& path) {
  return Directory(opendir(path.c_str()), closedir);
}

bool HasGone(int error) { return error == ENOENT || error == ESRCH; }

// The numbers among the names in a directory, ascending. Fails as ErrnoStatus, naming `path`, but
// not if the directory's process has gone.
absl::StatusOr<std::vector<int>> ReadNumbers(DIR* directory, const std::string& path) {
  std::vector<int> numbers;
  errno = 0;
  while (const dirent* entry = readdir(directory)) {
    int number;
    if (absl::ascii_isdigit(static_cast<unsigned char>(entry->d_name[0])) &&
        absl::SimpleAtoi(entry->d_name, &number)) {
      numbers.push_back(number);
    }
    errno = 0;
  }
  if (errno != 0 && !HasGone(errno)) {
    return ErrnoStatus(errno, path);
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

// Whether a thread's descriptors are those of its process's first thread, as they are unless either
// has left the table (unshare) or ended. In doubt it is not so.
bool SharesDescriptors(int thread, int pid) {
  return syscall(SYS_kcmp, pid, thread, KCMP_FILES, 0, 0) == 0;
}

// Whether the failed look-up of a descriptor can have hidden a chip. A file that has gone cannot,
// nor one of a FUSE file system that is private to its user: those hold no devices.
bool HidesChip(int error, int fd_directory, const std::string& fd) {
  if (error != EACCES && error != EPERM) {
    return error != ENOENT && error != ESRCH && error != EBADF;
  }
  struct statfs file_system;
  const std::string path = absl::StrCat("/proc/self/fd/", fd_directory, "/", fd);
  return statfs(path.c_str(), &file_system) != 0 || file_system.f_type != FUSE_SUPER_MAGIC;
}

class Scan {
 public:
  Scan(const std::string& proc, const ChipIdentities& chips) : proc_(proc), chips_(chips) {}

  void VisitAll() {
    for (int pid : ListNumbers(proc_)) {
      VisitProcess(pid);
    }
  }

  // The first reason to believe that something was not seen.
  absl::Status doubt() const { return doubt_; }
  std::vector<Holder> TakeHolders() { return std::move(holders_); }

 private:
  void Doubt(const absl::Status& why) {
    if (doubt_.ok()) {
      doubt_ = why;
    }
  }

  // Nothing if the directory's process has gone.
  std::vector<int> ListNumbers(const std::string& path) {
    const Directory directory = OpenDirectory(path);
    return directory != nullptr ? ListNumbers(directory.get(), path) : NotListed(path);
  }

  std::vector<int> ListNumbers(DIR* directory, const std::string& path) {
    absl::StatusOr<std::vector<int>> numbers = ReadNumbers(directory, path);
    Doubt(numbers.status());
    return numbers.ok() ? *std::move(numbers) : std::vector<int>();
  }

  std::vector<int> NotListed(const std::string& path) {
    if (!HasGone(errno) || path == proc_) {
      Doubt(ErrnoStatus(errno, path));
    }
    return {};
  }

  void VisitProcess(int pid) {
    const std::string process = absl::StrCat(proc_, "/", pid);
    Holder holder;
    holder.pid = pid;
    VisitTable(process, &holder);
    for (int thread : ListNumbers(absl::StrCat(process, "/task"))) {
      if (thread != pid && !SharesDescriptors(thread, pid)) {
        VisitTable(absl::StrCat(process, "/task/", thread), &holder);
      }
    }
    if (!holder.held.empty() || !holder.observed.empty()) {
      Describe(process, &holder);
      holders_.push_back(std::move(holder));
    }
  }

  // The descriptors of a process or of one of its threads.
  void VisitTable(const std::string& owner, Holder* holder) {
    const std::string path = absl::StrCat(owner, "/fd");
    const Directory fds = OpenDirectory(path);
    if (fds == nullptr) {
      NotListed(path);
      return;
    }
    for (int fd : ListNumbers(fds.get(), path)) {
      VisitDescriptor(owner, dirfd(fds.get()), fd, holder);
    }
  }

  void VisitDescriptor(const std::string& owner, int fd_directory, int fd, Holder* holder) {
    const std::string name = absl::StrCat(fd);
    struct statx found;
    if (statx(fd_directory, name.c_str(), AT_STATX_DONT_SYNC, STATX_TYPE | STATX_INO, &found) !=
        0) {
      const int error = errno;
      if (HidesChip(error, fd_directory, name)) {
        Doubt(ErrnoStatus(error, absl::StrCat(owner, "/fd/", name)));
      }
      return;
    }
    const auto chip = chips_.find(IdentityOf(found));
    if (chip == chips_.end()) {
      return;
    }
    const Access access = ReadAccess(absl::StrCat(owner, "/fdinfo/", name));
    if (access != Access::kNone) {
      (access == Access::kFull ? holder->held : holder->observed).Add(chip->second);
    }
  }

  // None if the descriptor has gone. What cannot be read counts as full: it may be.
  static Access ReadAccess(const std::string& fdinfo) {
    const absl::StatusOr<std::string> text = ReadFile(fdinfo);
    if (text.ok()) {
      return ParseAccess(*text);
    }
    return absl::IsNotFound(text.status()) ? Access::kNone : Access::kFull;
  }

  static void Describe(const std::string& process, Holder* holder) {
    for (int chip : holder->held.chips()) {
      holder->observed.Remove(chip);
    }
    const absl::StatusOr<std::string> comm = ReadFile(absl::StrCat(process, "/comm"));
    const absl::StatusOr<std::string> stat = ReadFile(absl::StrCat(process, "/stat"));
    holder->command = comm.ok() ? std::string(absl::StripSuffix(*comm, "\n")) : "";
    holder->start_ticks = stat.ok() ? ParseProcStat(*stat).start_ticks : 0;
  }

  const std::string& proc_;
  const ChipIdentities& chips_;
  std::vector<Holder> holders_;
  absl::Status doubt_;
};

}  // namespace

HolderScan ScanProc(const std::string& proc, const ChipIdentities& chips, absl::Time now) {
  HolderScan result;
  result.taken_at = now;
  result.source = "proc";
  result.sight = CheckSight(proc);
  Scan scan(proc, chips);
  scan.VisitAll();
  if (result.sight.ok()) {
    result.sight = scan.doubt();
  }
  result.holders = scan.TakeHolders();
  return result;
}

}  // namespace neuron
