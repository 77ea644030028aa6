#include "agent/datastore/datastore_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/proc_stat.h"
#include "agent/base/status.h"

namespace neuron {

DatastoreReader::DatastoreReader(std::shared_ptr<AttachingDriver> driver, DatastoreChip chip)
    : driver_(std::move(driver)), chip_(std::move(chip)) {}

DatastoreReader::~DatastoreReader() { Detach(); }

void DatastoreReader::Detach() {
  if (attached()) {
    driver_->Detach(std::exchange(fd_, -1));
  }
}

absl::StatusOr<std::vector<HolderCounts>> DatastoreReader::Read(
    const std::vector<ProcessId>& holders, absl::Duration at) {
  std::vector<HolderCounts> counts;
  if (holders.empty()) {
    Detach();
    return counts;
  }
  NEURON_RETURN_IF_ERROR(Attach(at));
  counts.reserve(holders.size());
  for (const ProcessId& holder : holders) {
    counts.push_back({holder, CountsOf(holder)});
  }
  return counts;
}

absl::Status DatastoreReader::Attach(absl::Duration at) {
  if (attached() || (!attempt_.ok() && at - attempted_ < kRetryAfter)) {
    return attempt_;
  }
  const absl::StatusOr<int> fd = driver_->Attach(chip_.node);
  attempted_ = at;
  attempt_ = fd.status();
  fd_ = fd.ok() ? *fd : -1;
  return attempt_;
}

Reading<DatastoreCounts> DatastoreReader::CountsOf(const ProcessId& holder) const {
  using Counts = Reading<DatastoreCounts>;
  const absl::StatusOr<std::uint64_t> offset = driver_->Find(fd_, holder.pid);
  if (absl::IsNotFound(offset.status())) {
    return Counts::Absent();
  }
  if (!offset.ok()) {
    return Counts::Unknown(offset.status());
  }
  absl::StatusOr<DatastoreCounts> counts = CountsAt(*offset, holder);
  return counts.ok() ? Counts(*std::move(counts)) : Counts::Unknown(counts.status());
}

absl::StatusOr<DatastoreCounts> DatastoreReader::CountsAt(std::uint64_t offset,
                                                          const ProcessId& holder) const {
  NEURON_ASSIGN_OR_RETURN(const std::string page, driver_->Copy(fd_, offset));
  // Its owner may have left, and another have its place.
  const absl::StatusOr<std::uint64_t> again = driver_->Find(fd_, holder.pid);
  if (!again.ok() || *again != offset) {
    return absl::AbortedError(
        absl::StrCat("the datastore of pid ", holder.pid, " changed hands while it was read"));
  }
  NEURON_RETURN_IF_ERROR(IsStill(holder));
  return ParseDatastore(page, chip_.generation, chip_.cores);
}

absl::Status DatastoreReader::IsStill(const ProcessId& holder) const {
  NEURON_ASSIGN_OR_RETURN(const std::string stat,
                          ReadFile(absl::StrCat(chip_.proc, "/", holder.pid, "/stat")));
  return ParseProcStat(stat).start_ticks == holder.start_ticks
             ? absl::OkStatus()
             : absl::AbortedError(absl::StrCat("pid ", holder.pid, " is another process now"));
}

}  // namespace neuron
