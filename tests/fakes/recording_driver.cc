#include "tests/fakes/recording_driver.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "agent/base/status.h"
#include "agent/device/neuron_abi.h"

namespace neuron {
namespace {

using Call = RecordingDriver::Call;

// The allowed list, restated from neuron-driver.md §5.3.
constexpr std::uint32_t kAllowed[] = {0x40084e64, 0x40084e5d, 0x80184e6e, 0x80084e6a,
                                      0xc1044e73, 0xc0104e78, 0xc1044e79, 0xc10c4e7a};
constexpr std::uint32_t kBdfExt = 0x80084e6a;
constexpr std::uint32_t kCoreMap = 0xc0104e78;
constexpr std::uint32_t kInfoOfPod = 0xc1044e79;
constexpr std::uint32_t kStatusOfPod = 0xc10c4e7a;

bool IsAllowed(std::uint32_t number) {
  return std::find(std::begin(kAllowed), std::end(kAllowed), number) != std::end(kAllowed);
}

// A little-endian number in what was passed in; 0 beyond it.
std::uint32_t Field(const Call& call, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t byte = size; byte-- > 0;) {
    value = value << 8 | (at + byte < call.argument.size() ? call.argument[at + byte] : 0);
  }
  return value;
}

// What is wrong with the argument; empty if nothing.
std::string HarmOfArgument(const Call& call) {
  if (call.argument.empty()) {
    return "";
  }
  switch (call.number) {
    case kBdfExt:
      return Field(call, 0, 4) == 0 ? "" : "asks for another chip's PCI address";
    case kCoreMap:
      return Field(call, 8, 4) <= 128 ? "" : "asks for too large a map";
    case kInfoOfPod:
      return Field(call, 0, 2) == 260 ? "" : "says a wrong size to POD_INFO";
    case kStatusOfPod:
      return Field(call, 0, 2) == 268 ? "" : "says a wrong size to POD_STATUS";
    default:
      return "";
  }
}

std::string HarmOfIoctl(const Call& call) {
  return IsAllowed(call.number) ? HarmOfArgument(call)
                                : absl::StrFormat("ioctl %#x is not allowed", call.number);
}

}  // namespace

void RecordingDriver::AnswerWith(std::uint32_t number, std::vector<std::uint8_t> bytes,
                                 absl::Status status) {
  answers_[number] = {std::move(status), std::move(bytes)};
}

void RecordingDriver::AnswerCoreMapWith(std::vector<std::uint8_t> map) {
  answers_[kCoreMap] = {absl::OkStatus(), std::move(map)};
}

void RecordingDriver::FailWith(std::uint32_t number, absl::Status status,
                               std::size_t argument_size) {
  answers_[number] = {std::move(status), std::vector<std::uint8_t>(argument_size), false};
}

void RecordingDriver::Record(Call call) {
  const std::lock_guard<std::mutex> lock(*mutex_);
  calls_.push_back(std::move(call));
}

std::size_t RecordingDriver::Count(Call::Kind kind) const {
  const std::lock_guard<std::mutex> lock(*mutex_);
  return static_cast<std::size_t>(std::count_if(
      calls_.begin(), calls_.end(), [kind](const Call& call) { return call.kind == kind; }));
}

std::vector<std::uint32_t> RecordingDriver::numbers() const {
  std::vector<std::uint32_t> numbers;
  for (const Call& call : calls_) {
    if (call.kind == Call::Kind::kIoctl) {
      numbers.push_back(call.number);
    }
  }
  return numbers;
}

std::vector<std::string> RecordingDriver::Harm() const {
  std::vector<std::string> harm;
  std::set<std::string> opened;
  const auto add = [&](const std::string& what) {
    if (!what.empty()) {
      harm.push_back(what);
    }
  };
  for (const Call& call : calls_) {
    if (call.kind == Call::Kind::kOpen) {
      add(call.flags == (O_WRONLY | O_CLOEXEC) ? "" : absl::StrCat("flags ", call.flags));
      add(opened.insert(call.path).second ? "" : absl::StrCat(call.path, " opened again"));
    } else if (call.kind == Call::Kind::kIoctl) {
      add(HarmOfIoctl(call));
    }
  }
  add(open_fds_.empty() ? "" : "a descriptor is left open");
  return harm;
}

absl::StatusOr<int> RecordingDriver::Open(const std::string& path, int flags) {
  Call call = {Call::Kind::kOpen, -1, path, flags, 0, {}};
  if (!open_status_.ok()) {
    Record(std::move(call));
    return open_status_;
  }
  call.fd = next_fd_++;
  Record(call);
  open_fds_.insert(call.fd);
  return call.fd;
}

absl::Status RecordingDriver::Ioctl(int fd, std::uint32_t number, void* argument) {
  Call call = {Call::Kind::kIoctl, fd, "", 0, number, {}};
  const auto found = answers_.find(number);
  if (open_fds_.count(fd) == 0 || found == answers_.end()) {
    Record(std::move(call));
    return ErrnoStatus(open_fds_.count(fd) == 0 ? EBADF : EINVAL, "ioctl");
  }
  const Answer& answer = found->second;
  const auto* bytes = static_cast<const std::uint8_t*>(argument);
  if (number == kCoreMap) {
    call.argument.assign(bytes, bytes + sizeof(NeuronGetCoreMap));
    std::fill_n(call.argument.begin(), sizeof(NeuronCoreMap*), 0);
  } else {
    call.argument.assign(bytes, bytes + answer.bytes.size());
  }
  Record(std::move(call));
  if (answer.fills_in) {
    FillIn(number, answer, argument);
  }
  return answer.status;
}

void RecordingDriver::FillIn(std::uint32_t number, const Answer& answer, void* argument) const {
  if (number != kCoreMap) {
    std::memcpy(argument, answer.bytes.data(), answer.bytes.size());
    return;
  }
  NeuronGetCoreMap request;
  std::memcpy(&request, argument, sizeof(request));
  NeuronCoreMap map = {};
  const std::size_t asked = sizeof(map.count) + request.max_entries * sizeof(map.entries[0]);
  std::memcpy(&map, answer.bytes.data(), std::min({asked, answer.bytes.size(), sizeof(map)}));
  map.count = std::min(map.count, request.max_entries);
  std::memcpy(request.map, &map, std::min(asked, sizeof(map)));
}

void RecordingDriver::Close(int fd) {
  Record({Call::Kind::kClose, fd, "", 0, 0, {}});
  open_fds_.erase(fd);
}

}  // namespace neuron
