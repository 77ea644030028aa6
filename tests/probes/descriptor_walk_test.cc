// The real program in the real kernel, with children that hold what it looks for.

#include "probes/descriptor_walk.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "agent/base/file.h"
#include "agent/device/device_identity.h"
#include "tests/fakes/fake_tree.h"
#include "tests/probes/load_failure.h"
#include "tests/probes/walk_ways.h"
#include "tests/workload/child.h"
#include "tests/workload/waiting_thread.h"

namespace neuron {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

descriptor_key KeyOf(const std::string& path) {
  struct statx found;
  EXPECT_EQ(statx(AT_FDCWD, path.c_str(), 0, STATX_TYPE | STATX_INO, &found), 0) << path;
  const DeviceIdentity identity = IdentityOf(found);
  return {identity.major, identity.minor, identity.inode};
}

using Way = DescriptorWalk::Way;

class DescriptorWalkTest : public testing::TestWithParam<Way> {
 protected:
  void SetUp() override {
    auto walk = DescriptorWalk::Load(GetParam());
    if (IsMachinesLack(walk.status())) {
      GTEST_SKIP() << walk.status();
    }
    ASSERT_TRUE(walk.ok()) << walk.status();
    walk_ = *std::move(walk);
    tree_.Write("a", "");
    tree_.Write("b", "");
  }

  std::string Path(absl::string_view name) const { return tree_.Path(name); }

  // The records of one process, of files "a" (0) and "b" (1).
  std::vector<descriptor_record> Look(int pid) {
    return OfProcess(pid, {{KeyOf(Path("a")), 0}, {KeyOf(Path("b")), 1}});
  }

  std::vector<descriptor_record> OfProcess(int pid,
                                           const std::vector<DescriptorWalk::Subject>& subjects) {
    std::vector<descriptor_record> own;
    const auto records = walk_->Walk(subjects);
    EXPECT_TRUE(records.ok()) << records.status();
    for (const descriptor_record& record : records.value()) {
      if (record.tgid == static_cast<unsigned>(pid)) {
        own.push_back(record);
      }
    }
    return own;
  }

  FakeTree tree_;
  std::unique_ptr<DescriptorWalk> walk_;
};

TEST_P(DescriptorWalkTest, TellsEveryDescriptorOfAFileThatWasAskedFor) {
  const Child child([&] {
    dup2(open(Path("a").c_str(), O_WRONLY | O_APPEND), 101);
    dup2(open(Path("b").c_str(), O_RDWR), 102);
    pthread_setname_np(pthread_self(), "odd ) name");
    open("/dev/zero", O_RDONLY);
  });
  std::map<unsigned, descriptor_record> by_fd;
  for (const descriptor_record& record : Look(child.pid())) {
    by_fd[record.fd] = record;
  }
  // Each was opened, too, under a number of its own.
  ASSERT_THAT(by_fd, SizeIs(4));
  EXPECT_EQ(by_fd.at(101).subject, 0u);
  EXPECT_EQ(by_fd.at(101).flags & (O_ACCMODE | O_APPEND), unsigned{O_WRONLY | O_APPEND});
  EXPECT_EQ(by_fd.at(102).subject, 1u);
  EXPECT_EQ(by_fd.at(102).flags & O_ACCMODE, unsigned{O_RDWR});
  EXPECT_STREQ(by_fd.at(102).comm, "odd ) name");
}

TEST_P(DescriptorWalkTest, TellsWhenTheProcessStarted) {
  const Child child([&] { open(Path("a").c_str(), O_RDWR); });
  const auto records = Look(child.pid());
  ASSERT_THAT(records, SizeIs(1));
  timespec now;
  clock_gettime(CLOCK_BOOTTIME, &now);
  const absl::Duration age =
      absl::DurationFromTimespec(now) - absl::Nanoseconds(records[0].start_ns);
  EXPECT_GT(age, absl::ZeroDuration());
  EXPECT_LT(age, absl::Seconds(30));
}

TEST_P(DescriptorWalkTest, KnowsACharacterDeviceByItsNumberWhateverItsNode) {
  const std::string node = Path("another_full");
  if (mknod(node.c_str(), S_IFCHR | 0600, makedev(1, 7)) != 0) {
    GTEST_SKIP() << "needs CAP_MKNOD, to make a second node of /dev/full";
  }
  const Child child([&] {
    open("/dev/full", O_RDONLY);
    open(node.c_str(), O_WRONLY);
    open("/dev/zero", O_RDONLY);
  });
  EXPECT_THAT(OfProcess(child.pid(), {{{1, 7, 0}, 9}}), SizeIs(2));
}

TEST_P(DescriptorWalkTest, TellsTheAccessModesApart) {
  const Child child([&] {
    for (int flags : {O_RDONLY, O_WRONLY, O_RDWR, 3}) {
      open(Path("a").c_str(), flags);
    }
    open(Path("a").c_str(), O_PATH);
  });
  std::multiset<unsigned> modes;
  int paths = 0;
  for (const descriptor_record& record : Look(child.pid())) {
    if ((record.flags & O_PATH) != 0) {
      ++paths;
    } else {
      modes.insert(record.flags & O_ACCMODE);
    }
  }
  EXPECT_EQ(modes, (std::multiset<unsigned>{0, 1, 2, 3}));
  EXPECT_EQ(paths, 1);
}

TEST_P(DescriptorWalkTest, ForgetsWhatItWasAskedForBefore) {
  const Child child([&] { open(Path("a").c_str(), O_RDWR); });
  EXPECT_THAT(Look(child.pid()), SizeIs(1));
  EXPECT_THAT(OfProcess(child.pid(), {{KeyOf(Path("b")), 1}}), IsEmpty());
  EXPECT_THAT(OfProcess(child.pid(), {}), IsEmpty());
  EXPECT_THAT(Look(child.pid()), SizeIs(1));
}

TEST_P(DescriptorWalkTest, LooksForAsManyFilesAsTheDriverHasMinors) {
  std::vector<DescriptorWalk::Subject> subjects;
  for (unsigned i = 0; i < DescriptorWalk::kMaxSubjects; ++i) {
    tree_.Write(absl::StrCat("many", i), "");
    subjects.push_back({KeyOf(Path(absl::StrCat("many", i))), i});
  }
  const Child child([&] {
    for (unsigned i = 0; i < DescriptorWalk::kMaxSubjects; ++i) {
      open(Path(absl::StrCat("many", i)).c_str(), O_RDWR);
    }
  });
  std::set<unsigned> found;
  for (const descriptor_record& record : OfProcess(child.pid(), subjects)) {
    found.insert(record.subject);
  }
  EXPECT_THAT(found, SizeIs(DescriptorWalk::kMaxSubjects));
}

bool AllowDescriptor(int highest) {
  const rlimit limit = {static_cast<rlim_t>(highest) + 1, static_cast<rlim_t>(highest) + 1};
  return setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

// So many descriptors of one file, of which the last is `highest`.
void OpenMany(const std::string& path, int many, int highest) {
  AllowDescriptor(highest);
  const int fd = open(path.c_str(), O_RDWR);
  for (int i = 2; i < many; ++i) {
    fcntl(fd, F_DUPFD, 0);
  }
  dup2(fd, highest);
}

// The numbers are around those of a word of the table's map, its first growth, what the kernel's
// buffer takes of one process, and more than one buffer.
TEST_P(DescriptorWalkTest, TellsOfManyDescriptorsEachOnce) {
  for (const int many : {63, 64, 65, 300, 580, 590, 3000}) {
    const Child child([&] { OpenMany(Path("a"), many, 4000); });
    std::set<unsigned> fds;
    const auto records = Look(child.pid());
    for (const descriptor_record& record : records) {
      fds.insert(record.fd);
    }
    EXPECT_THAT(records, SizeIs(many));
    EXPECT_THAT(fds, SizeIs(many));
    EXPECT_EQ(*fds.rbegin(), 4000u);
  }
}

// The kernel's buffer fills more than once, between processes.
TEST_P(DescriptorWalkTest, TellsOfManyProcessesEachDescriptorOnce) {
  std::vector<std::unique_ptr<Child>> children;
  for (int i = 0; i < 12; ++i) {
    children.push_back(std::make_unique<Child>([&] { OpenMany(Path("a"), 200, 1100); }));
  }
  std::set<std::pair<unsigned, unsigned>> found;
  const auto records = walk_->Walk({{KeyOf(Path("a")), 0}}).value();
  for (const descriptor_record& record : records) {
    found.insert({record.tgid, record.fd});
  }
  EXPECT_THAT(records, SizeIs(12 * 200));
  EXPECT_THAT(found, SizeIs(12 * 200));
}

TEST_P(DescriptorWalkTest, TellsOfATableOfWhateverSize) {
  for (const int highest : {63, 64, 1024, DESCRIPTOR_TABLE_MAX - 1, DESCRIPTOR_TABLE_MAX}) {
    if (ExitStatusOf([&] { return AllowDescriptor(highest) ? 0 : 1; }) != 0) {
      GTEST_SKIP() << "may not have " << highest << " descriptors";
    }
    const Child child([&] { OpenMany(Path("a"), 2, highest); });
    EXPECT_THAT(Look(child.pid()), SizeIs(2)) << highest;
  }
}

// So large that many are left while the walk goes through them.
TEST_P(DescriptorWalkTest, GoesOnWhileLargeTablesComeAndGo) {
  const Child steady([&] { OpenMany(Path("a"), 100, 200); });
  const Child restless([&] {
    OpenMany(Path("b"), 3, 3000);
    for (int fd = 100; fd < 3000; ++fd) {
      dup2(0, fd);
    }
    std::thread([] {
      while (true) {
        ExitStatusOf([] { return 0; });
      }
    }).detach();
  });
  for (int i = 0; i < 200; ++i) {
    ASSERT_THAT(Look(steady.pid()), SizeIs(100));
  }
}

TEST_P(DescriptorWalkTest, TellsATableThatThreadsShareOnce) {
  const Child child([&] {
    open(Path("a").c_str(), O_RDWR);
    for (int i = 0; i < 8; ++i) {
      StartWaitingThread([] {});
    }
  });
  EXPECT_THAT(Look(child.pid()), SizeIs(1));
}

TEST_P(DescriptorWalkTest, TellsTheTableThatAThreadHasForItself) {
  const Child child([&] {
    StartWaitingThread([&] {
      unshare(CLONE_FILES);
      open(Path("b").c_str(), O_RDWR);
    });
  });
  const auto records = Look(child.pid());
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_EQ(records[0].tgid, static_cast<unsigned>(child.pid()));
  EXPECT_NE(records[0].pid, static_cast<unsigned>(child.pid()));
  EXPECT_EQ(records[0].subject, 1u);
}

TEST_P(DescriptorWalkTest, LeavesOutTheProcessThatWalks) {
  const UniqueFd own(open(Path("a").c_str(), O_RDWR | O_CLOEXEC));
  ASSERT_TRUE(own.valid());
  const Child child([] {});
  EXPECT_THAT(Look(getpid()), IsEmpty());
  // It has inherited what this one has.
  EXPECT_THAT(Look(child.pid()), SizeIs(1));
}

// The inode number of the directory of this process's cgroup in the unified hierarchy; 0 if it is
// not mounted.
std::uint64_t OwnCgroup() {
  const std::string text = ReadFile("/proc/self/cgroup").value();
  const std::size_t line = text.rfind("0::");
  const std::string path =
      line == std::string::npos ? "" : text.substr(line + 3, text.find('\n', line) - line - 3);
  for (const char* root : {"/sys/fs/cgroup/unified", "/sys/fs/cgroup"}) {
    struct stat found;
    if (access(absl::StrCat(root, "/cgroup.controllers").c_str(), F_OK) == 0 &&
        stat(absl::StrCat(root, path).c_str(), &found) == 0) {
      return found.st_ino;
    }
  }
  return 0;
}

TEST_P(DescriptorWalkTest, TellsTheProcessesCgroupAndItsFirstThread) {
  const Child child([&] {
    open(Path("a").c_str(), O_RDWR);
    StartWaitingThread([] {});
    StartWaitingThread([] {});
  });
  const auto records = Look(child.pid());
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_EQ(records[0].pid, static_cast<unsigned>(child.pid()));
  if (OwnCgroup() == 0) {
    GTEST_SKIP() << "the unified hierarchy is not mounted";
  }
  EXPECT_EQ(records[0].cgroup, OwnCgroup());
}

TEST_P(DescriptorWalkTest, GoesOnWhileProcessesComeAndGo) {
  const Child steady([&] { open(Path("a").c_str(), O_RDWR); });
  const Child restless([&] {
    std::thread([&] {
      while (true) {
        ExitStatusOf([&] {
          open(Path("b").c_str(), O_RDWR);
          return 0;
        });
      }
    }).detach();
  });
  for (int i = 0; i < 100; ++i) {
    ASSERT_THAT(Look(steady.pid()), SizeIs(1));
  }
}

TEST_P(DescriptorWalkTest, FindsProcessesInAPidNamespaceBelow) {
  const Child parent([&] {
    if (unshare(CLONE_NEWPID) != 0) {
      _exit(1);
    }
    // Left to its parent's death.
    new Child([&] { open(Path("a").c_str(), O_RDWR); });
  });
  EXPECT_THAT(walk_->Walk({{KeyOf(Path("a")), 0}}).value(), SizeIs(1));
}

INSTANTIATE_TEST_SUITE_P(Ways, DescriptorWalkTest, testing::ValuesIn(WaysOfThisKernel()));

// Exits with the number of descriptors that a walk finds from a pid namespace of its own.
int CountFromNamespace(const descriptor_key& key) {
  if (unshare(CLONE_NEWPID) != 0) {
    return 99;
  }
  return ExitStatusOf([&] {
    return static_cast<int>(DescriptorWalk::Load().value()->Walk({{key, 0}}).value().size());
  });
}

TEST_P(DescriptorWalkTest, FindsNoProcessOfAPidNamespaceAbove) {
  const Child child([&] { open(Path("a").c_str(), O_RDWR); });
  EXPECT_THAT(Look(child.pid()), SizeIs(1));
  const descriptor_key key = KeyOf(Path("a"));
  EXPECT_EQ(ExitStatusOf([&] { return CountFromNamespace(key); }), 0);
}

TEST_P(DescriptorWalkTest, MissesWhatHasBeenClosed) {
  Child child([&] { close(open(Path("a").c_str(), O_RDWR)); });
  EXPECT_THAT(Look(child.pid()), IsEmpty());
  Child ended([&] { open(Path("a").c_str(), O_RDWR); });
  const int pid = ended.pid();
  EXPECT_THAT(Look(pid), SizeIs(1));
  ended.End();
  EXPECT_THAT(Look(pid), IsEmpty());
}

TEST_P(DescriptorWalkTest, FailsOfMoreFilesThanItCanLookFor) {
  std::vector<DescriptorWalk::Subject> subjects;
  for (unsigned i = 0; i <= DescriptorWalk::kMaxSubjects; ++i) {
    subjects.push_back({{245, i, 0}, i});
  }
  EXPECT_FALSE(walk_->Walk(subjects).ok());
  EXPECT_THAT(walk_->Walk({{{245, 0, 0}, 0}}).value(), IsEmpty());
}

TEST(DescriptorWalk, IsRefusedToAPlainUserWithTheCure) {
  EXPECT_TRUE(IsRefusedToAPlainUser([] { return DescriptorWalk::Load().status(); }));
}

TEST(DescriptorWalk, LeavesNothingInTheKernelOfThoseThatAreGone) {
  for (int i = 0; i < 20; ++i) {
    const auto walk = DescriptorWalk::Load();
    if (IsMachinesLack(walk.status())) {
      GTEST_SKIP() << walk.status();
    }
    ASSERT_TRUE(walk.ok()) << walk.status();
  }
  int highest = open("/dev/null", O_RDONLY);
  close(highest);
  EXPECT_LT(highest, 20);
}

}  // namespace
}  // namespace neuron
