#include "tests/hosts/simulated_driver.h"

#include <unistd.h>

#include <cerrno>
#include <cstdint>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "agent/base/status.h"
#include "tests/simulator/driver/caller_memory.h"

namespace neuron {
namespace {

// N of ".../neuron<N>"; -1 if it is no device.
int ChipOfNode(absl::string_view path) {
  constexpr absl::string_view kName = "/neuron";
  const std::size_t name = path.rfind(kName);
  int chip = -1;
  return name != path.npos && absl::SimpleAtoi(path.substr(name + kName.size()), &chip) ? chip : -1;
}

}  // namespace

SimulatedDriver::SimulatedDriver(sim::Host* host)
    : caller_{getpid(), "agent", false},
      recorder_([](const std::string&) {}),
      devices_(host, &recorder_, [](int, pid_t) {}) {}

absl::StatusOr<int> SimulatedDriver::Open(const std::string& path, int flags) {
  const int chip = ChipOfNode(path);
  int error = ENOENT;
  devices_.Open(caller_, chip, flags, [&](int result) { error = result; });
  if (error != 0) {
    return ErrnoStatus(error, absl::StrCat("open ", path));
  }
  open_[++last_fd_] = {chip, flags};
  return last_fd_;
}

absl::Status SimulatedDriver::Ioctl(int fd, std::uint32_t number, void* argument) {
  const OpenDevice& device = open_.at(fd);
  int result = -EIO;
  devices_.Ioctl(caller_, device.chip, device.flags, number,
                 reinterpret_cast<std::uintptr_t>(argument), std::make_shared<sim::OwnMemory>(),
                 [&](int answer) { result = answer; });
  if (result < 0) {
    return ErrnoStatus(-result, absl::StrCat("ioctl ", number));
  }
  return result == 0 ? absl::OkStatus()
                     : absl::DataLossError(absl::StrCat("ioctl ", number, ": returned ", result));
}

void SimulatedDriver::Close(int fd) {
  const OpenDevice device = open_.at(fd);
  devices_.Close(caller_.pid, device.chip, device.flags, [](int) {});
  devices_.Release();
  open_.erase(fd);
}

}  // namespace neuron
