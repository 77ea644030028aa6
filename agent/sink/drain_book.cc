#include "agent/sink/drain_book.h"

#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

constexpr unsigned kMode = 0600;

absl::Status NotKnown(const absl::Status& why) {
  return absl::Status(
      why.code(),
      absl::StrCat("what agents have drained is not known: ", why.message(),
                   "; look in ECS whether this instance is drained, remove the file, and start the "
                   "agent again"));
}

}  // namespace

DrainBook::DrainBook(std::string folder) : folder_(std::move(folder)), path_(folder_ + "/drain") {}

absl::StatusOr<DrainRecord> DrainBook::Read() const {
  const absl::StatusOr<std::string> text = ReadFile(path_);
  if (absl::IsNotFound(text.status())) {
    return DrainRecord();
  }
  if (!text.ok()) {
    return NotKnown(text.status());
  }
  absl::StatusOr<DrainRecord> record = ParseDrainRecord(*text);
  if (!record.ok()) {
    return NotKnown(absl::DataLossError(absl::StrCat(path_, ": ", record.status().message())));
  }
  return record;
}

absl::Status DrainBook::Write(const DrainRecord& record) const {
  if (mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST) {
    return ErrnoStatus(errno, absl::StrCat("cannot make ", folder_));
  }
  return ReplaceFile(path_, FormatDrainRecord(record), kMode);
}

}  // namespace neuron
