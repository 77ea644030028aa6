#include "tests/probes/stand_in_driver.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "agent/base/file.h"

namespace neuron {
namespace {

constexpr char kModule[] = "/lib/neuron-2.24.7.0.ko";
constexpr int kChips = 2;

std::string ResetPath(int chip) {
  return absl::StrCat("/sys/class/neuron_device/neuron", chip, "/reset");
}

void AwaitReady(int chip) {
  std::string state;
  for (int i = 0; i < 1000 && state != "1"; ++i) {
    usleep(10'000);
    state = std::string(absl::StripSuffix(ReadFile(ResetPath(chip)).value_or(""), "\n"));
  }
  EXPECT_EQ(state, "1") << ResetPath(chip);
}

}  // namespace

bool StandInDriver::IsHere() { return access(kModule, R_OK) == 0; }

void StandInDriver::Load() {
  const UniqueFd module(open(kModule, O_RDONLY | O_CLOEXEC));
  const std::string parameters = absl::StrCat("chips=", kChips);
  is_loaded_ = syscall(SYS_finit_module, module.get(), parameters.c_str(), 0) == 0;
  ASSERT_TRUE(is_loaded_) << kModule << ": " << std::strerror(errno);
  for (int chip = 0; chip < kChips; ++chip) {
    AwaitReady(chip);
  }
}

void StandInDriver::Unload() {
  if (is_loaded_) {
    is_loaded_ = syscall(SYS_delete_module, "neuron", O_NONBLOCK) != 0;
    EXPECT_FALSE(is_loaded_) << "rmmod: " << std::strerror(errno);
  }
}

std::string StandInDriver::Node(int chip) const { return absl::StrCat("/dev/neuron", chip); }

void StandInDriver::Reset(int chip) const {
  const UniqueFd reset(open(ResetPath(chip).c_str(), O_WRONLY | O_CLOEXEC));
  EXPECT_EQ(write(reset.get(), "1", 1), 1) << ResetPath(chip);
  AwaitReady(chip);
}

}  // namespace neuron
