#include "agent/device/driver.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

class KernelDriver : public Driver {
 public:
  absl::StatusOr<int> Open(const std::string& path, int flags) override {
    const int fd = open(path.c_str(), flags);
    if (fd < 0) {
      return ErrnoStatus(errno, absl::StrCat("open ", path));
    }
    return fd;
  }

  absl::Status Ioctl(int fd, std::uint32_t number, void* argument) override {
    const int result = ioctl(fd, number, argument);
    if (result == 0) {
      return absl::OkStatus();
    }
    const std::string what = absl::StrFormat("ioctl %#x", number);
    return result < 0 ? ErrnoStatus(errno, what)
                      : absl::DataLossError(absl::StrCat(what, ": returned ", result));
  }

  void Close(int fd) override { close(fd); }
};

}  // namespace

std::unique_ptr<Driver> MakeKernelDriver() { return std::make_unique<KernelDriver>(); }

DeviceAnswers UnknownAnswers(const absl::Status& why) {
  using Number = Reading<std::uint32_t>;
  DeviceAnswers answers;
  answers.pci = Reading<PciAddress>::Unknown(why);
  answers.architecture = answers.revision = Number::Unknown(why);
  answers.runtime_abi_min = answers.runtime_abi_max = Number::Unknown(why);
  answers.feature_flags = Reading<std::uint64_t>::Unknown(why);
  answers.routing_id = Number::Unknown(why);
  answers.core_order = Reading<std::vector<int>>::Unknown(why);
  answers.pod = Reading<Pod>::Unknown(why);
  return answers;
}

}  // namespace neuron
