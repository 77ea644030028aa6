#include "agent/lease/lease_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/base/decimal.h"
#include "agent/base/private_directory.h"
#include "agent/base/status.h"
#include "agent/lease/lease_record.h"

namespace neuron {
namespace {

constexpr mode_t kFifoMode = 0600;
constexpr mode_t kRecordMode = 0600;
constexpr ChipSet kAnyChip = ChipSet(~std::uint64_t{0});
constexpr int kOpenFlags = O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW;

absl::StatusOr<UniqueFd> OpenEnd(const std::string& fifo, int access) {
  UniqueFd end(open(fifo.c_str(), access | kOpenFlags));
  if (!end.valid()) {
    return ErrnoStatus(errno, absl::StrCat("cannot open ", fifo));
  }
  return end;
}

// Nobody but this user can put anything in the place of what was looked at.
bool IsForeign(const std::string& fifo) {
  struct stat info;
  return lstat(fifo.c_str(), &info) == 0 && !S_ISFIFO(info.st_mode);
}

absl::Status Unclear(const absl::Status& why, absl::string_view consequence) {
  return absl::Status(why.code(), absl::StrCat(why.message(), ": ", consequence));
}

// The number that the name of a FIFO, or of a record, begins with; none if it is something else.
bool IdIn(absl::string_view name, std::uint64_t* id) {
  absl::ConsumeSuffix(&name, ".lease");
  return ParseDecimal(name, id);
}

}  // namespace

absl::StatusOr<LeaseFolder> LeaseFolder::Open(std::string path, std::string boot_id) {
  NEURON_RETURN_IF_ERROR(MakePrivateDirectory(path));
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
  const absl::Status listed = to_claim_.has_value() ? absl::OkStatus() : List();
  if (!listed.ok()) {
    reclaimed.unclear.push_back(
        {/*id=*/0, kAnyChip,
         Unclear(listed, "there may be leases in it; they are looked for again")});
    return reclaimed;
  }
  for (std::uint64_t id : std::exchange(*to_claim_, {})) {
    Claim(id, &reclaimed);
  }
  for (const UnclearLease& lease : reclaimed.unclear) {
    to_claim_->insert(lease.id);
  }
  return reclaimed;
}

absl::Status LeaseFolder::List() {
  NEURON_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListDirectory(path_));
  to_claim_.emplace();
  for (const std::string& name : names) {
    std::uint64_t id = 0;
    if (IdIn(name, &id)) {
      to_claim_->insert(id);
      last_id_ = std::max(last_id_, id);
    }
  }
  return absl::OkStatus();
}

void LeaseFolder::Claim(std::uint64_t id, Reclaimed* reclaimed) {
  if (IsForeign(FifoOf(id))) {
    reclaimed->problems.push_back(absl::StrCat(FifoOf(id), " is no FIFO"));
    return;
  }
  absl::StatusOr<UniqueFd> end = OpenEnd(FifoOf(id), O_WRONLY);
  if (end.ok()) {
    ClaimLiving(id, *std::move(end), reclaimed);
  } else if (absl::IsNotFound(end.status())) {
    // No FIFO, or no reader (ENXIO).
    Bury(id, reclaimed);
  } else {
    const absl::StatusOr<Lease> lease = ReadRecord(id);
    reclaimed->unclear.push_back(
        {id, lease.ok() ? lease->chips : kAnyChip,
         Unclear(end.status(), "whether its lessee lives is not known; it is tried again")});
  }
}

void LeaseFolder::Bury(std::uint64_t id, Reclaimed* reclaimed) {
  absl::StatusOr<Lease> ended = ReadRecord(id);
  if (ended.ok()) {
    reclaimed->ended.push_back(*std::move(ended));
  }
  Remove(id);
}

void LeaseFolder::ClaimLiving(std::uint64_t id, UniqueFd end, Reclaimed* reclaimed) {
  absl::StatusOr<Lease> lease = ReadRecord(id);
  if (lease.ok()) {
    reclaimed->alive.push_back({*std::move(lease), std::move(end)});
    return;
  }
  reclaimed->unclear.push_back(
      {id, kAnyChip,
       Unclear(lease.status(), absl::StrCat("a process keeps the lease, of which chips is not "
                                            "known; end what has ",
                                            FifoOf(id), " open"))});
}

absl::StatusOr<Lease> LeaseFolder::ReadRecord(std::uint64_t id) const {
  const std::string path = RecordOf(id);
  NEURON_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  absl::StatusOr<LeaseRecord> record = ParseLeaseRecord(text);
  if (!record.ok()) {
    return absl::Status(record.status().code(),
                        absl::StrCat(path, ": ", record.status().message()));
  }
  if (record->boot_id != boot_id_ || record->lease.id != id) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, ": the record is of another boot or another lease"));
  }
  return std::move(record->lease);
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
