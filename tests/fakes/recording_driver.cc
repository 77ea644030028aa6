#include "tests/fakes/recording_driver.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "agent/base/status.h"

namespace neuron {

void RecordingDriver::AnswerWith(std::uint32_t number, std::vector<std::uint8_t> bytes) {
  answers_[number] = {absl::OkStatus(), std::move(bytes)};
}

void RecordingDriver::FailWith(std::uint32_t number, absl::Status status,
                               std::size_t argument_size) {
  answers_[number] = {std::move(status), std::vector<std::uint8_t>(argument_size)};
}

std::size_t RecordingDriver::Count(Call::Kind kind) const {
  return static_cast<std::size_t>(std::count_if(
      calls_.begin(), calls_.end(), [kind](const Call& call) { return call.kind == kind; }));
}

absl::StatusOr<int> RecordingDriver::Open(const std::string& path, int flags) {
  Call call = {Call::Kind::kOpen, -1, path, flags, 0, {}};
  if (!open_status_.ok()) {
    calls_.push_back(std::move(call));
    return open_status_;
  }
  call.fd = next_fd_++;
  calls_.push_back(call);
  ++open_descriptors_;
  return call.fd;
}

absl::Status RecordingDriver::Ioctl(int fd, std::uint32_t number, void* argument) {
  Call call = {Call::Kind::kIoctl, fd, "", 0, number, {}};
  const auto found = answers_.find(number);
  if (found == answers_.end()) {
    calls_.push_back(std::move(call));
    return ErrnoStatus(EINVAL, "ioctl");
  }
  const Answer& answer = found->second;
  const auto* bytes = static_cast<const std::uint8_t*>(argument);
  call.argument.assign(bytes, bytes + answer.bytes.size());
  calls_.push_back(std::move(call));
  if (answer.status.ok()) {
    std::memcpy(argument, answer.bytes.data(), answer.bytes.size());
  }
  return answer.status;
}

void RecordingDriver::Close(int fd) {
  calls_.push_back({Call::Kind::kClose, fd, "", 0, 0, {}});
  --open_descriptors_;
}

}  // namespace neuron
