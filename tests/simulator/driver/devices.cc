#include "tests/simulator/driver/devices.h"

#include <cerrno>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/simulator/driver/ioctl_answers.h"

namespace neuron::sim {
namespace {

// The driver looks at bit 0 of the open flags, and at nothing else.
bool IsFreeAccess(int flags) { return (flags & 1) != 0; }

std::string PathOfChip(int chip) { return absl::StrCat("dev/neuron", chip); }

}  // namespace

int Devices::Open(const Process& process, int chip, int flags) {
  recorder_->Open(process, PathOfChip(chip), flags);
  if (IsFreeAccess(flags)) return 0;
  return attachments_.Attach(chip, process.pid) ? 0 : EBUSY;
}

void Devices::Close(pid_t pid, int chip, int flags) {
  if (!IsFreeAccess(flags) && attachments_.Detach(chip, pid)) detached_(chip, pid);
}

int Devices::Ioctl(const Process& process, int chip, std::uint32_t number, std::uint64_t argument,
                   CallerMemory* memory) {
  recorder_->Ioctl(process, PathOfChip(chip), chip, number,
                   RelativeIndex(number, argument, memory));
  return AnswerIoctl(*host_, chip, number, argument, memory);
}

}  // namespace neuron::sim
