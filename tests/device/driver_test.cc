#include "agent/device/driver.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>

#include <cerrno>
#include <set>

#include "agent/base/status.h"
#include "tests/fakes/fake_tree.h"
#include "tests/fakes/recording_driver.h"

namespace neuron {
namespace {

using testing::Each;
using testing::HasSubstr;

// The numbers that a monitor may use, and the answers recorded on trn1 (neuron-driver.md §5.3).
constexpr std::uint32_t kBasicInfo = 0x40084e64;
constexpr std::uint32_t kCompatible = 0x40084e5d;
constexpr std::uint32_t kDriverInfo = 0x80184e6e;
constexpr std::uint32_t kBdfExt = 0x80084e6a;

const std::set<std::uint32_t> kAllowed = {kBasicInfo, kCompatible, kDriverInfo, kBdfExt};

RecordingDriver Trn1() {
  RecordingDriver driver;
  driver.AnswerWith(kBasicInfo, {2, 0, 0, 0, 0, 0, 0, 0});
  driver.AnswerWith(kCompatible, {7, 0, 0, 0, 5, 0, 0, 0});
  driver.AnswerWith(kDriverInfo,
                    {2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 24, 0, 0, 0, 0xff, 0, 0, 0, 0, 0, 0, 0});
  driver.AnswerWith(kBdfExt, {0, 0, 0, 0, 1, 0, 0, 0, 0xa0, 0, 0, 0, 0x1e, 3, 0, 0});
  return driver;
}

using Call = RecordingDriver::Call;

// What the first law allows: one open, write only, the allowed numbers on it, one close, last.
void ExpectHarmless(const RecordingDriver& driver) {
  ASSERT_EQ(driver.Count(Call::Kind::kOpen), 1u);
  ASSERT_EQ(driver.Count(Call::Kind::kClose), 1u);
  const Call& open = driver.calls().front();
  EXPECT_EQ(open.kind, Call::Kind::kOpen);
  EXPECT_EQ(open.path, "/dev/neuron3");
  EXPECT_EQ(open.flags, O_WRONLY | O_CLOEXEC);
  EXPECT_EQ(driver.calls().back().kind, Call::Kind::kClose);
  for (const Call& call : driver.calls()) {
    EXPECT_EQ(call.fd, open.fd);
    EXPECT_TRUE(call.kind != Call::Kind::kIoctl || kAllowed.count(call.number) == 1) << call.number;
    EXPECT_TRUE(call.kind != Call::Kind::kIoctl || call.number != kBdfExt ||
                call.argument.empty() || call.argument == std::vector<std::uint8_t>(16));
  }
  EXPECT_EQ(driver.open_descriptors(), 0);
}

TEST(AskDevice, OpensOnceForFreeAccessAsksTheAllowedAndCloses) {
  RecordingDriver driver = Trn1();
  ASSERT_TRUE(AskDevice(&driver, "/dev/neuron3").ok());
  ExpectHarmless(driver);
  std::multiset<std::uint32_t> numbers;
  for (const Call& call : driver.calls()) {
    if (call.kind == Call::Kind::kIoctl) {
      numbers.insert(call.number);
    }
  }
  EXPECT_EQ(numbers, (std::multiset<std::uint32_t>(kAllowed.begin(), kAllowed.end())));
}

TEST(AskDevice, AlwaysAsksForTheOpenedChipItself) {
  RecordingDriver driver = Trn1();
  ASSERT_TRUE(AskDevice(&driver, "/dev/neuron3").ok());
  for (const Call& call : driver.calls()) {
    if (call.number == kBdfExt) {
      EXPECT_THAT(call.argument, Each(0));
    }
  }
}

TEST(AskDevice, TakesEachAnswerFromItsField) {
  RecordingDriver driver = Trn1();
  const DeviceAnswers answers = AskDevice(&driver, "/dev/neuron3").value();
  EXPECT_EQ(answers.pci, Reading<PciAddress>(PciAddress{1, 0xa0, 0x1e, 3}));
  EXPECT_EQ(answers.architecture, Reading<std::uint32_t>(2));
  EXPECT_EQ(answers.revision, Reading<std::uint32_t>(0));
  EXPECT_EQ(answers.runtime_abi_min, Reading<std::uint32_t>(5));
  EXPECT_EQ(answers.runtime_abi_max, Reading<std::uint32_t>(7));
  EXPECT_EQ(answers.feature_flags, Reading<std::uint64_t>(0xff));
}

TEST(AskDevice, LeavesAbsentWhatTheDriverDoesNotKnow) {
  RecordingDriver driver;
  const DeviceAnswers answers = AskDevice(&driver, "/dev/neuron3").value();
  EXPECT_EQ(answers, DeviceAnswers());
  ExpectHarmless(driver);
  for (int error : {EINVAL, ENOTTY, 524}) {
    RecordingDriver other = Trn1();
    other.FailWith(kDriverInfo, ErrnoStatus(error, "ioctl"), 24);
    EXPECT_TRUE(AskDevice(&other, "/dev/neuron3")->feature_flags.is_absent()) << error;
  }
}

const std::size_t kSizes[] = {8, 8, 24, 16};
const std::uint32_t kNumbers[] = {kBasicInfo, kCompatible, kDriverInfo, kBdfExt};

bool IsUnknown(const DeviceAnswers& answers, std::uint32_t number) {
  switch (number) {
    case kBasicInfo:
      return answers.architecture.is_unknown() && answers.revision.is_unknown();
    case kCompatible:
      return answers.runtime_abi_min.is_unknown() && answers.runtime_abi_max.is_unknown();
    case kDriverInfo:
      return answers.feature_flags.is_unknown();
    default:
      return answers.pci.is_unknown();
  }
}

TEST(AskDevice, MakesOnlyTheAnswerUnknownThatFailed) {
  // The last stands for a positive return, which the kernel's driver gives as DataLoss.
  for (const absl::Status& failure : {ErrnoStatus(EIO, "ioctl"), ErrnoStatus(EBUSY, "ioctl"),
                                      absl::DataLossError("returned 8")}) {
    for (int failing = 0; failing < 4; ++failing) {
      RecordingDriver driver = Trn1();
      driver.FailWith(kNumbers[failing], failure, kSizes[failing]);
      const DeviceAnswers answers = AskDevice(&driver, "/dev/neuron3").value();
      for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(IsUnknown(answers, kNumbers[i]), i == failing) << failing << " " << i;
      }
      ExpectHarmless(driver);
    }
  }
}

TEST(AskDevice, TakesAPciAddressThatCannotBeForUnknown) {
  RecordingDriver driver = Trn1();
  driver.AnswerWith(kBdfExt, {0, 0, 0, 0, 0, 0, 0, 0, 0xef, 0xbe, 0xad, 0xde, 0x1e, 0, 0, 0});
  const DeviceAnswers answers = AskDevice(&driver, "/dev/neuron3").value();
  EXPECT_TRUE(answers.pci.is_unknown());
  EXPECT_EQ(answers.architecture, Reading<std::uint32_t>(2));
}

TEST(AskDevice, FailsIfTheNodeCannotBeOpenedAndAsksNothing) {
  RecordingDriver driver = Trn1();
  driver.FailOpen(ErrnoStatus(EACCES, "open /dev/neuron3"));
  EXPECT_EQ(AskDevice(&driver, "/dev/neuron3").status(), ErrnoStatus(EACCES, "open /dev/neuron3"));
  EXPECT_EQ(driver.calls().size(), 1u);
}

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

}  // namespace
}  // namespace neuron
