#include "agent/device/driver.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>

#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::HasSubstr;

constexpr std::uint32_t kDriverInfo = 0x80184e6e;

TEST(KernelDriver, OpensAsToldAndCloses) {
  const FakeTree tree({File("node", "")});
  const auto driver = MakeKernelDriver();
  const int fd = driver->Open(tree.Path("node"), O_WRONLY | O_CLOEXEC).value();
  EXPECT_EQ(fcntl(fd, F_GETFL) & O_ACCMODE, O_WRONLY);
  EXPECT_EQ(fcntl(fd, F_GETFD), FD_CLOEXEC);
  driver->Close(fd);
  EXPECT_EQ(fcntl(fd, F_GETFD), -1);
}

TEST(KernelDriver, NamesThePathThatItCannotOpen) {
  const absl::Status status = MakeKernelDriver()->Open("/dev/no_such_chip", O_WRONLY).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), HasSubstr("/dev/no_such_chip"));
}

TEST(KernelDriver, GivesTheErrnoOfAnIoctlAndItsNumber) {
  const FakeTree tree({File("node", "")});
  const auto driver = MakeKernelDriver();
  const int fd = driver->Open(tree.Path("node"), O_WRONLY | O_CLOEXEC).value();
  std::uint8_t argument[24] = {};
  const absl::Status status = driver->Ioctl(fd, kDriverInfo, argument);
  EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
  EXPECT_THAT(std::string(status.message()), HasSubstr("0x80184e6e"));
  driver->Close(fd);
}

TEST(KernelDriver, AnswersOkOnlyIfTheIoctlReturnsZero) {
  const auto driver = MakeKernelDriver();
  const int fd = driver->Open("/dev/null", O_WRONLY | O_CLOEXEC).value();
  EXPECT_TRUE(driver->Ioctl(fd, FIOCLEX, nullptr).ok());
  driver->Close(fd);
}

TEST(UnknownAnswers, AreUnknownEach) {
  const DeviceAnswers answers = UnknownAnswers(absl::DataLossError("x"));
  EXPECT_TRUE(answers.pci.is_unknown() && answers.architecture.is_unknown() &&
              answers.revision.is_unknown() && answers.runtime_abi_min.is_unknown() &&
              answers.runtime_abi_max.is_unknown() && answers.feature_flags.is_unknown() &&
              answers.routing_id.is_unknown() && answers.core_order.is_unknown() &&
              answers.pod.is_unknown());
  EXPECT_EQ(answers.pci.why(), absl::DataLossError("x"));
}

}  // namespace
}  // namespace neuron
