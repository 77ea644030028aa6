#include "agent/device/kernel_log_follower.h"

#include <sys/stat.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/base/loop.h"
#include "agent/device/kernel_log.h"
#include "agent/device/log_file_follower.h"
#include "agent/device/record_sieve.h"

namespace neuron {
namespace {

// So that a flood does not keep the loop from its other work.
constexpr int kRecordsAtOnce = 256;

constexpr char kConsequence[] = "; hardware errors that only the kernel's log tells are not seen";

class DeviceFollower : public KernelLogSource {
 public:
  DeviceFollower(Loop* loop, UniqueFd log) : loop_(loop), log_(std::move(log)) {}

  void Start(Take take) override {
    sieve_.emplace(loop_, std::move(take));
    watch_ = loop_->Watch(log_.get(), [this] { Drain(); });
  }

  absl::Status status() const override { return status_; }
  std::uint64_t lost() const override { return lost_; }
  // The kernel gives none.
  std::uint64_t too_long() const override { return 0; }

 private:
  void Drain() {
    for (int i = 0; i < kRecordsAtOnce; ++i) {
      absl::StatusOr<absl::optional<KernelRecord>> record = ReadKernelRecord(log_);
      if (!record.ok()) {
        return End(record.status());
      }
      if (!record->has_value()) {
        return sieve_->CatchUp();
      }
      CountLost(**record);
      sieve_->Pass(**std::move(record));
    }
  }

  void CountLost(const KernelRecord& record) {
    if (!record.sequence.has_value()) {
      return;
    }
    if (expected_.has_value() && *record.sequence > *expected_) {
      lost_ += *record.sequence - *expected_;
    }
    expected_ = *record.sequence + 1;
  }

  void End(const absl::Status& why) {
    watch_ = nullptr;
    status_ = absl::Status(why.code(),
                           absl::StrCat(why.message(), "; start the agent again", kConsequence));
  }

  Loop* const loop_;
  const UniqueFd log_;
  absl::optional<RecordSieve> sieve_;
  absl::Status status_;
  absl::optional<std::uint64_t> expected_;
  std::uint64_t lost_ = 0;
  std::unique_ptr<DescriptorWatch> watch_;
};

// What stands where there is no log to read.
class NoKernelLog : public KernelLogSource {
 public:
  explicit NoKernelLog(absl::Status why) : status_(std::move(why)) {}
  void Start(Take) override {}
  absl::Status status() const override { return status_; }
  std::uint64_t lost() const override { return 0; }
  std::uint64_t too_long() const override { return 0; }

 private:
  const absl::Status status_;
};

// What was said of "see --kmsg" already has its cure.
absl::string_view CureOf(const absl::Status& why) {
  switch (why.code()) {
    case absl::StatusCode::kPermissionDenied:
      return "; give the agent CAP_SYSLOG";
    case absl::StatusCode::kNotFound:
      return "; give the agent the host's /dev/kmsg, or name it by --kmsg";
    default:
      return "";
  }
}

bool IsFile(const std::string& path) {
  struct stat found;
  return stat(path.c_str(), &found) == 0 && S_ISREG(found.st_mode);
}

}  // namespace

std::unique_ptr<KernelLogSource> MakeKernelLogFollower(Loop* loop, const std::string& path) {
  if (IsFile(path)) {
    return FollowLogFile(loop, path);
  }
  absl::StatusOr<UniqueFd> log = OpenKernelLog(path);
  if (!log.ok()) {
    const absl::Status& why = log.status();
    return std::make_unique<NoKernelLog>(
        absl::Status(why.code(), absl::StrCat(why.message(), CureOf(why), kConsequence)));
  }
  return FollowKernelLog(loop, *std::move(log));
}

std::unique_ptr<KernelLogSource> FollowKernelLog(Loop* loop, UniqueFd log) {
  return std::make_unique<DeviceFollower>(loop, std::move(log));
}

}  // namespace neuron
