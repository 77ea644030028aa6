#include "agent/device/log_file_follower.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/device/record_sieve.h"

namespace neuron {
namespace {

constexpr absl::Duration kPeriod = absl::Milliseconds(500);
constexpr std::size_t kAtOnce = 64 * 1024;
constexpr std::size_t kLongestLine = 8 * 1024;

absl::Status WithCure(const absl::Status& status) {
  return status.ok() ? status
                     : absl::Status(status.code(),
                                    absl::StrCat(status.message(),
                                                 "; put it back, or name another by --kmsg"));
}

class LogFileFollower : public KernelLogSource {
 public:
  LogFileFollower(Clock* clock, std::string path) : clock_(clock), path_(std::move(path)) {}

  void Start(Take take) override {
    sieve_.emplace(clock_, std::move(take));
    Look();
  }

  absl::Status status() const override { return status_; }
  std::uint64_t lost() const override { return 0; }
  std::uint64_t too_long() const override { return too_long_; }

 private:
  void Look() {
    std::size_t read = 0;
    status_ = WithCure(ReadOn(&read));
    const bool has_more = read == kAtOnce;
    if (status_.ok() && !has_more) {
      sieve_->CatchUp();
    }
    alarm_ = clock_->CallAfter(has_more ? absl::ZeroDuration() : kPeriod, [this] { Look(); });
  }

  absl::Status ReadOn(std::size_t* read) {
    NEURON_RETURN_IF_ERROR(FindFile());
    std::string bytes(kAtOnce, '\0');
    const ssize_t size = pread(file_.get(), &bytes[0], bytes.size(), position_);
    if (size < 0) {
      return ErrnoStatus(errno, path_);
    }
    position_ += size;
    *read = static_cast<std::size_t>(size);
    PassLines({bytes.data(), *read});
    return absl::OkStatus();
  }

  // Has file_ be the file at the path, and position_ where to go on in it.
  absl::Status FindFile() {
    struct stat found;
    if (stat(path_.c_str(), &found) != 0) {
      return ErrnoStatus(errno, path_);
    }
    if (!S_ISREG(found.st_mode)) {
      return absl::InvalidArgumentError(absl::StrCat(path_, ": is no regular file any more"));
    }
    if (IsOther(found)) {
      file_ = UniqueFd(open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
      if (!file_.valid()) {
        return ErrnoStatus(errno, path_);
      }
      BeginAnew();
    } else if (found.st_size < position_) {
      BeginAnew();
    }
    return absl::OkStatus();
  }

  // A file that is open keeps its number, so that no other can have it.
  bool IsOther(const struct stat& found) const {
    struct stat open_one;
    return !file_.valid() || fstat(file_.get(), &open_one) != 0 ||
           open_one.st_dev != found.st_dev || open_one.st_ino != found.st_ino;
  }

  void BeginAnew() {
    position_ = 0;
    unfinished_.clear();
    is_too_long_ = false;
  }

  void PassLines(absl::string_view bytes) {
    for (std::size_t end = bytes.find('\n'); end != absl::string_view::npos;
         end = bytes.find('\n')) {
      Keep(bytes.substr(0, end));
      PassLine();
      bytes.remove_prefix(end + 1);
    }
    Keep(bytes);
  }

  void Keep(absl::string_view part) {
    is_too_long_ |= unfinished_.size() + part.size() > kLongestLine;
    if (!is_too_long_) {
      absl::StrAppend(&unfinished_, part);
    }
  }

  void PassLine() {
    too_long_ += is_too_long_;
    if (!is_too_long_ && !unfinished_.empty()) {
      sieve_->Pass(ParseKernelRecord(unfinished_));
    }
    unfinished_.clear();
    is_too_long_ = false;
  }

  Clock* const clock_;
  const std::string path_;
  absl::optional<RecordSieve> sieve_;
  absl::Status status_;
  UniqueFd file_;
  off_t position_ = 0;
  // The line that has no end yet.
  std::string unfinished_;
  bool is_too_long_ = false;
  std::uint64_t too_long_ = 0;
  std::unique_ptr<Alarm> alarm_;
};

}  // namespace

std::unique_ptr<KernelLogSource> FollowLogFile(Clock* clock, const std::string& path) {
  return std::make_unique<LogFileFollower>(clock, path);
}

}  // namespace neuron
