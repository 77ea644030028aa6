#include "agent/lease/lease_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/base/status.h"
#include "agent/lease/lease_record.h"

namespace neuron {
namespace {

constexpr mode_t kFolderMode = 0700;
constexpr mode_t kFifoMode = 0600;
constexpr mode_t kRecordMode = 0600;
constexpr int kOpenFlags = O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW;

absl::Status MakeOurs(const std::string& path) {
  if (mkdir(path.c_str(), kFolderMode) != 0 && errno != EEXIST) {
    return ErrnoStatus(errno, absl::StrCat("cannot make the directory of leases ", path));
  }
  struct stat info;
  if (lstat(path.c_str(), &info) != 0) {
    return ErrnoStatus(errno, path);
  }
  if (!S_ISDIR(info.st_mode) || info.st_uid != geteuid()) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, " is no directory of this user; remove it yourself"));
  }
  return chmod(path.c_str(), kFolderMode) == 0 ? absl::OkStatus() : ErrnoStatus(errno, path);
}

absl::StatusOr<UniqueFd> OpenEnd(const std::string& fifo, int access) {
  UniqueFd end(open(fifo.c_str(), access | kOpenFlags));
  if (!end.valid()) {
    return ErrnoStatus(errno, absl::StrCat("cannot open ", fifo));
  }
  struct stat info;
  if (fstat(end.get(), &info) != 0 || !S_ISFIFO(info.st_mode)) {
    return absl::FailedPreconditionError(absl::StrCat(fifo, " is no FIFO"));
  }
  return end;
}

// The number that the name of a FIFO, or of a record, begins with; none if it is something else.
bool IdIn(absl::string_view name, std::uint64_t* id) {
  absl::ConsumeSuffix(&name, ".lease");
  return absl::SimpleAtoi(name, id) && absl::StrCat(*id) == name;
}

}  // namespace

absl::StatusOr<LeaseFolder> LeaseFolder::Open(std::string path, std::string boot_id) {
  NEURON_RETURN_IF_ERROR(MakeOurs(path));
  LeaseFolder folder(std::move(path), std::move(boot_id));
  const absl::StatusOr<std::string> last = ReadFile(folder.path_ + "/last");
  if (last.ok() && !absl::SimpleAtoi(absl::StripAsciiWhitespace(*last), &folder.last_id_)) {
    folder.last_id_ = 0;
  }
  return folder;
}

LeaseFolder::LeaseFolder(std::string path, std::string boot_id)
    : path_(std::move(path)), boot_id_(std::move(boot_id)) {}

LeaseFolder::Reclaimed LeaseFolder::Reclaim() {
  Reclaimed reclaimed;
  const absl::StatusOr<std::vector<std::string>> names = ListDirectory(path_);
  if (!names.ok()) {
    reclaimed.problems.emplace_back(names.status().message());
    return reclaimed;
  }
  std::set<std::uint64_t> ids;
  for (const std::string& name : *names) {
    std::uint64_t id = 0;
    if (IdIn(name, &id)) {
      ids.insert(id);
    }
  }
  for (std::uint64_t id : ids) {
    last_id_ = std::max(last_id_, id);
    Claim(id, &reclaimed);
  }
  return reclaimed;
}

void LeaseFolder::Claim(std::uint64_t id, Reclaimed* reclaimed) {
  absl::StatusOr<UniqueFd> end = OpenEnd(FifoOf(id), O_WRONLY);
  // No FIFO, or no reader (ENXIO).
  if (absl::IsNotFound(end.status())) {
    absl::StatusOr<Lease> ended = ReadRecord(id);
    if (ended.ok()) {
      reclaimed->ended.push_back(*std::move(ended));
    }
    Remove(id);
    return;
  }
  if (!end.ok()) {
    reclaimed->problems.emplace_back(end.status().message());
    return;
  }
  absl::StatusOr<Lease> lease = ReadRecord(id);
  if (!lease.ok()) {
    reclaimed->problems.push_back(absl::StrCat("a process keeps lease ", id, ", of which ",
                                               lease.status().message(), ": it is dropped"));
    Remove(id);
    return;
  }
  reclaimed->alive.push_back({*std::move(lease), *std::move(end)});
}

absl::StatusOr<Lease> LeaseFolder::ReadRecord(std::uint64_t id) const {
  NEURON_ASSIGN_OR_RETURN(const std::string text, ReadFile(RecordOf(id)));
  NEURON_ASSIGN_OR_RETURN(LeaseRecord record, ParseLeaseRecord(text));
  if (record.boot_id != boot_id_ || record.lease.id != id) {
    return absl::FailedPreconditionError("the record is of another boot or another lease");
  }
  return std::move(record.lease);
}

absl::StatusOr<Lifeline> LeaseFolder::Make(Lease* lease) {
  NEURON_ASSIGN_OR_RETURN(lease->id, TakeId());
  absl::StatusOr<Lifeline> lifeline = MakeLifeline(lease->id);
  if (!lifeline.ok()) {
    Remove(lease->id);
    return lifeline;
  }
  const absl::Status written =
      ReplaceFile(RecordOf(lease->id), FormatLeaseRecord({*lease, boot_id_}), kRecordMode);
  if (!written.ok()) {
    Remove(lease->id);
    return written;
  }
  return lifeline;
}

absl::StatusOr<std::uint64_t> LeaseFolder::TakeId() {
  const std::uint64_t id = last_id_ + 1;
  NEURON_RETURN_IF_ERROR(ReplaceFile(path_ + "/last", absl::StrCat(id, "\n"), kRecordMode));
  last_id_ = id;
  return id;
}

absl::StatusOr<Lifeline> LeaseFolder::MakeLifeline(std::uint64_t id) {
  const std::string fifo = FifoOf(id);
  if (mkfifo(fifo.c_str(), kFifoMode) != 0) {
    return ErrnoStatus(errno, absl::StrCat("cannot make ", fifo));
  }
  Lifeline lifeline;
  NEURON_ASSIGN_OR_RETURN(lifeline.lessee_end, OpenEnd(fifo, O_RDONLY));
  NEURON_ASSIGN_OR_RETURN(lifeline.daemon_end, OpenEnd(fifo, O_WRONLY));
  return lifeline;
}

void LeaseFolder::Remove(std::uint64_t id) {
  unlink(RecordOf(id).c_str());
  unlink(FifoOf(id).c_str());
}

std::string LeaseFolder::FifoOf(std::uint64_t id) const { return absl::StrCat(path_, "/", id); }

std::string LeaseFolder::RecordOf(std::uint64_t id) const { return FifoOf(id) + ".lease"; }

}  // namespace neuron
