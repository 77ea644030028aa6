#include "agent/datastore/attaching_driver.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/datastore/datastore_page.h"
#include "tests/fakes/recording_driver.h"

namespace neuron {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using Kind = RecordingDriver::Call::Kind;

constexpr std::uint32_t kAcquire = 0x80084e47;

// What the driver writes back.
std::vector<std::uint8_t> Answer(std::uint64_t offset, std::uint32_t size) {
  std::vector<std::uint8_t> bytes(24);
  for (std::size_t i = 0; i < 8; ++i) {
    bytes[8 + i] = static_cast<std::uint8_t>(offset >> (8 * i));
  }
  for (std::size_t i = 0; i < 4; ++i) {
    bytes[16 + i] = static_cast<std::uint8_t>(size >> (8 * i));
  }
  return bytes;
}

class AttachingDriverTest : public testing::Test {
 protected:
  const std::shared_ptr<RecordingDriver> shared_ = std::make_shared<RecordingDriver>();
  RecordingDriver& recorder_ = *shared_;
  const std::unique_ptr<AttachingDriver> driver_ = MakeAttachingDriver(shared_);
};

TEST_F(AttachingDriverTest, OpensForReadingAndNotForItsChildren) {
  const auto fd = driver_->Attach("/dev/neuron3");
  ASSERT_TRUE(fd.ok());
  EXPECT_EQ(recorder_.calls()[0].path, "/dev/neuron3");
  EXPECT_EQ(recorder_.calls()[0].flags, O_RDONLY | O_CLOEXEC);
  driver_->Detach(*fd);
  EXPECT_EQ(recorder_.open_descriptors(), 0);
}

TEST_F(AttachingDriverTest, IsWhatTheFirstLawForbidsToEveryoneElse) {
  const int fd = driver_->Attach("/dev/neuron3").value();
  driver_->Find(fd, 17).IgnoreError();
  driver_->Detach(fd);
  EXPECT_THAT(recorder_.Harm(), ElementsAre(HasSubstr("flags"), HasSubstr("0x80084e47")));
}

TEST_F(AttachingDriverTest, AsksForTheDatastoreOfAProcess) {
  recorder_.AnswerWith(kAcquire, Answer(0x10010ca40000, 262144));
  const int fd = driver_->Attach("/dev/neuron3").value();
  EXPECT_EQ(driver_->Find(fd, 0x1234).value(), 0x10010ca40000U);
  std::vector<std::uint8_t> asked(24);
  asked[0] = 0x34;
  asked[1] = 0x12;
  EXPECT_EQ(recorder_.calls()[1].argument, asked);
}

TEST_F(AttachingDriverTest, NeverMakesADatastore) {
  const int fd = driver_->Attach("/dev/neuron3").value();
  EXPECT_TRUE(absl::IsInvalidArgument(driver_->Find(fd, 0).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(driver_->Find(fd, -1).status()));
  EXPECT_EQ(recorder_.Count(Kind::kIoctl), 0U);
}

TEST_F(AttachingDriverTest, KnowsAProcessWithoutADatastore) {
  recorder_.FailWith(kAcquire, ErrnoStatus(ENOENT, "ioctl"), 24);
  const int fd = driver_->Attach("/dev/neuron3").value();
  EXPECT_TRUE(absl::IsNotFound(driver_->Find(fd, 17).status()));
}

TEST_F(AttachingDriverTest, MapsNoOtherSize) {
  recorder_.AnswerWith(kAcquire, Answer(0x10010ca40000, 4096));
  const int fd = driver_->Attach("/dev/neuron3").value();
  const auto offset = driver_->Find(fd, 17);
  EXPECT_TRUE(absl::IsDataLoss(offset.status()));
  EXPECT_THAT(std::string(offset.status().message()), HasSubstr("4096 bytes"));
}

TEST_F(AttachingDriverTest, SaysWhyItCouldNotAttach) {
  recorder_.FailOpen(ErrnoStatus(EBUSY, "open /dev/neuron3"));
  EXPECT_TRUE(absl::IsUnavailable(driver_->Attach("/dev/neuron3").status()));
  recorder_.FailOpen(ErrnoStatus(EINVAL, "open /dev/neuron3"));
  EXPECT_TRUE(absl::IsInvalidArgument(driver_->Attach("/dev/neuron3").status()));
}

// A file of the size that is mapped, which says what is read of it.
UniqueFd PageOf(char byte, std::size_t size) {
  UniqueFd file(memfd_create("page", MFD_CLOEXEC));
  const std::string bytes(size, byte);
  EXPECT_EQ(write(file.get(), bytes.data(), size), static_cast<ssize_t>(size));
  return file;
}

TEST_F(AttachingDriverTest, CopiesWhatHoldsCountersAndNothingElse) {
  const UniqueFd file = PageOf('x', kDatastoreBytes);
  const auto page = driver_->Copy(file.get(), 0);
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_EQ(*page, std::string(1248, 'x') + std::string(44588 - 1248, '\0') +
                       std::string(kCountedBytes - 44588, 'x'));
}

TEST_F(AttachingDriverTest, LeavesNeitherAMappingNorADescriptor) {
  const UniqueFd file = PageOf('x', kDatastoreBytes);
  const auto before = ListDirectory("/proc/self/fd").value().size();
  ASSERT_TRUE(driver_->Copy(file.get(), 0).ok());
  EXPECT_EQ(ListDirectory("/proc/self/fd").value().size(), before);
  EXPECT_THAT(ReadFile("/proc/self/maps", 1 << 20).value(), testing::Not(HasSubstr("memfd:page")));
}

TEST_F(AttachingDriverTest, SurvivesAPageThatIsGone) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{8192}}) {
    const UniqueFd file = PageOf('x', size);
    const auto page = driver_->Copy(file.get(), 0);
    EXPECT_TRUE(absl::IsDataLoss(page.status())) << page.status();
  }
}

TEST_F(AttachingDriverTest, SaysWhyItCouldNotMap) {
  const auto page = driver_->Copy(-1, 0);
  EXPECT_THAT(std::string(page.status().message()), HasSubstr("map datastore"));
}

}  // namespace
}  // namespace neuron
