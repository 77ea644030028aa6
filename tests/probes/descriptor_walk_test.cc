// Runs the real program in this machine's kernel: needs root and BTF.

#include "probes/descriptor_walk.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <future>
#include <string>
#include <thread>

#include "agent/base/file.h"
#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

descriptor_key KeyOf(const struct stat& found) {
  if (S_ISCHR(found.st_mode)) {
    return {major(found.st_rdev), minor(found.st_rdev), 0};
  }
  return {major(found.st_dev), minor(found.st_dev), found.st_ino};
}

class DescriptorWalkTest : public testing::Test {
 protected:
  void SetUp() override {
    auto walk = DescriptorWalk::Load();
    if (!walk.ok()) {
      GTEST_SKIP() << "cannot load BPF programs here: " << walk.status();
    }
    walk_ = *std::move(walk);
    path_ = directory_.Write("chip", "x");
  }

  DescriptorWalk::Subject Subject(const std::string& path, __u32 number) {
    struct stat found;
    EXPECT_EQ(stat(path.c_str(), &found), 0) << path;
    return {KeyOf(found), number};
  }

  // The records of this process.
  std::vector<descriptor_record> WalkMine(const std::vector<DescriptorWalk::Subject>& subjects) {
    auto records = walk_->Walk(subjects);
    EXPECT_TRUE(records.ok()) << records.status();
    std::vector<descriptor_record> mine;
    std::copy_if(records->begin(), records->end(), std::back_inserter(mine),
                 [](const descriptor_record& record) {
                   return record.tgid == static_cast<__u32>(getpid());
                 });
    return mine;
  }

  TemporaryDirectory directory_;
  std::string path_;
  std::unique_ptr<DescriptorWalk> walk_;
};

TEST_F(DescriptorWalkTest, FindsARegularFileByFileSystemAndInode) {
  EXPECT_TRUE(WalkMine({Subject(path_, 7)}).empty());
  const UniqueFd fd(open(path_.c_str(), O_RDWR | O_CLOEXEC));
  const auto records = WalkMine({Subject(path_, 7)});
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].fd, static_cast<__u32>(fd.get()));
  EXPECT_EQ(records[0].subject, 7u);
  EXPECT_EQ(records[0].flags & O_ACCMODE, static_cast<__u32>(O_RDWR));
}

TEST_F(DescriptorWalkTest, FindsACharacterDeviceByItsNumber) {
  const UniqueFd fd(open("/dev/full", O_WRONLY | O_CLOEXEC));
  ASSERT_TRUE(fd.valid());
  const auto records = WalkMine({Subject("/dev/full", 1)});
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].flags & O_ACCMODE, static_cast<__u32>(O_WRONLY));
}

TEST_F(DescriptorWalkTest, TellsOtherFilesApart) {
  const std::string other = directory_.Write("other", "x");
  const UniqueFd fd(open(other.c_str(), O_RDONLY | O_CLOEXEC));
  EXPECT_TRUE(WalkMine({Subject(path_, 0)}).empty());
  const auto records = WalkMine({Subject(path_, 0), Subject(other, 1)});
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].subject, 1u);
}

TEST_F(DescriptorWalkTest, ForgetsWhatItWasAskedBefore) {
  const UniqueFd fd(open(path_.c_str(), O_RDONLY | O_CLOEXEC));
  EXPECT_EQ(WalkMine({Subject(path_, 0)}).size(), 1u);
  EXPECT_TRUE(WalkMine({}).empty());
}

TEST_F(DescriptorWalkTest, ReportsEveryDuplicate) {
  const UniqueFd fd(open(path_.c_str(), O_RDONLY | O_CLOEXEC));
  const UniqueFd copy(fcntl(fd.get(), F_DUPFD_CLOEXEC, 100));
  EXPECT_EQ(WalkMine({Subject(path_, 0)}).size(), 2u);
}

TEST_F(DescriptorWalkTest, NamesTheProcessAndItsStart) {
  const UniqueFd fd(open(path_.c_str(), O_RDONLY | O_CLOEXEC));
  const auto records = WalkMine({Subject(path_, 0)});
  ASSERT_EQ(records.size(), 1u);
  const auto comm = ReadFile("/proc/self/comm");
  ASSERT_TRUE(comm.ok());
  EXPECT_EQ(std::string(records[0].comm) + "\n", *comm);
  EXPECT_GT(records[0].start_ns, 0u);
}

// A thread that has a descriptor table of its own is not seen in /proc/<pid>/fd.
TEST_F(DescriptorWalkTest, SeesAThreadWithATableOfItsOwn) {
  std::promise<void> opened;
  std::promise<void> looked;
  std::thread thread([&] {
    EXPECT_EQ(unshare(CLONE_FILES), 0);
    const UniqueFd fd(open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    opened.set_value();
    looked.get_future().wait();
  });
  opened.get_future().wait();
  EXPECT_EQ(WalkMine({Subject(path_, 0)}).size(), 1u);
  looked.set_value();
  thread.join();
}

TEST_F(DescriptorWalkTest, TakesAsManySubjectsAsTheDriverHasMinors) {
  std::vector<DescriptorWalk::Subject> subjects;
  for (__u32 i = 0; i < DescriptorWalk::kMaxSubjects; ++i) {
    subjects.push_back({{250, i, 0}, i});
  }
  EXPECT_TRUE(walk_->Walk(subjects).ok());
}

// Without the privilege the load fails, says so, and names the cure.
TEST(DescriptorWalkLoad, IsRefusedToAnOrdinaryUser) {
  if (geteuid() != 0) {
    GTEST_SKIP() << "needs root to become somebody else";
  }
  const auto load_as_nobody = [] {
    if (setresuid(65534, 65534, 65534) != 0) {
      std::_Exit(2);
    }
    const auto walk = DescriptorWalk::Load();
    const bool refused = absl::IsPermissionDenied(walk.status()) &&
                         walk.status().message().find("CAP_BPF") != absl::string_view::npos;
    std::_Exit(refused ? 0 : 1);
  };
  EXPECT_EXIT(load_as_nobody(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace neuron
