#include "agent/device/firmware_event_watch.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdint>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/loop.h"
#include "agent/base/status.h"
#include "agent/device/spaced_calls.h"

namespace neuron {
namespace {

// More are taken at the next turn of the loop.
constexpr int kEventsAtOnce = 64;

constexpr char kConsequence[] =
    "; what that chip's firmware sees is known at the next reading only";

absl::StatusOr<UniqueFd> OpenFile(const std::string& path) {
  UniqueFd file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!file.valid()) {
    return ErrnoStatus(errno, path);
  }
  return file;
}

// The inode of a file in sysfs is never given to another.
bool AreSame(const UniqueFd& a, const UniqueFd& b) {
  struct stat of_a;
  struct stat of_b;
  return fstat(a.get(), &of_a) == 0 && fstat(b.get(), &of_b) == 0 && of_a.st_dev == of_b.st_dev &&
         of_a.st_ino == of_b.st_ino;
}

int ChipOf(const epoll_event& event) { return static_cast<int>(event.data.u32); }

// The end of the file, in place of an event.
bool IsEnd(const epoll_event& event) {
  return (event.events & EPOLLPRI) == 0 || (event.events & EPOLLHUP) != 0;
}

class FirmwareEventWatch : public FirmwareEventSource {
 public:
  FirmwareEventWatch(Loop* loop, OpenEventFile open)
      : loop_(loop),
        open_(std::move(open)),
        events_(epoll_create1(EPOLL_CLOEXEC)),
        calls_(loop, kFirmwareEventSpacing, [this](int chip) { Call(chip); }) {
    if (!events_.valid()) {
      broken_ = ErrnoStatus(errno, "epoll_create1");
    }
  }

  void Start(Look look) override {
    look_ = std::move(look);
    if (events_.valid()) {
      watch_ = loop_->Watch(events_.get(), [this] { Drain(); });
    }
  }

  void Follow(const std::vector<FirmwareEventFile>& files) override {
    status_ = absl::OkStatus();
    std::map<int, UniqueFd> followed;
    for (const FirmwareEventFile& file : files) {
      absl::StatusOr<UniqueFd> found = Find(file);
      if (found.ok()) {
        followed[file.chip] = *std::move(found);
      } else if (status_.ok() && !absl::IsNotFound(found.status())) {
        const absl::Status& why = found.status();
        status_ = absl::Status(why.code(), absl::StrCat(why.message(), kConsequence));
      }
    }
    // Closing a file takes it out of the epoll set.
    followed_ = std::move(followed);
  }

  absl::Status status() const override { return status_; }

 private:
  // The one that is followed already, if the path still leads to it.
  absl::StatusOr<UniqueFd> Find(const FirmwareEventFile& file) {
    NEURON_RETURN_IF_ERROR(broken_);
    NEURON_ASSIGN_OR_RETURN(UniqueFd opened, open_(file.path));
    const auto old = followed_.find(file.chip);
    if (old != followed_.end() && AreSame(old->second, opened)) {
      return std::move(old->second);
    }
    NEURON_RETURN_IF_ERROR(Add(file, opened));
    return opened;
  }

  absl::Status Add(const FirmwareEventFile& file, const UniqueFd& opened) {
    epoll_event interest = {};
    interest.events = EPOLLPRI | EPOLLET;
    interest.data.u32 = static_cast<std::uint32_t>(file.chip);
    if (epoll_ctl(events_.get(), EPOLL_CTL_ADD, opened.get(), &interest) == 0) {
      return absl::OkStatus();
    }
    return errno == EPERM ? absl::FailedPreconditionError(
                                absl::StrCat(file.path, ": a plain file, which tells of no events"))
                          : ErrnoStatus(errno, file.path);
  }

  void Drain() {
    epoll_event events[kEventsAtOnce];
    const int count = epoll_wait(events_.get(), events, kEventsAtOnce, 0);
    // Before any call, which may follow another file of the same chip.
    for (int i = 0; i < count; ++i) {
      if (IsEnd(events[i])) {
        followed_.erase(ChipOf(events[i]));
      }
    }
    for (int i = 0; i < count; ++i) {
      if (!IsEnd(events[i])) {
        calls_.Ask(ChipOf(events[i]));
      }
    }
  }

  void Call(int chip) {
    // It may have been left while the call was due.
    if (followed_.count(chip) != 0) {
      look_(chip);
    }
  }

  Loop* const loop_;
  const OpenEventFile open_;
  const UniqueFd events_;
  // Why there can be no events at all.
  absl::Status broken_;
  absl::Status status_;
  // By chip.
  std::map<int, UniqueFd> followed_;
  Look look_;
  SpacedCalls calls_;
  std::unique_ptr<DescriptorWatch> watch_;
};

}  // namespace

std::unique_ptr<FirmwareEventSource> MakeFirmwareEventWatch(Loop* loop) {
  return MakeFirmwareEventWatch(loop, OpenFile);
}

std::unique_ptr<FirmwareEventSource> MakeFirmwareEventWatch(Loop* loop, OpenEventFile open) {
  return std::make_unique<FirmwareEventWatch>(loop, std::move(open));
}

}  // namespace neuron
