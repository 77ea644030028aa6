#include "agent/lease/lease_folder.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

class LeaseFolderTest : public testing::Test {
 protected:
  LeaseFolder Open(const std::string& boot_id = "boot-a") {
    absl::StatusOr<LeaseFolder> folder = LeaseFolder::Open(path_, boot_id);
    EXPECT_TRUE(folder.ok()) << folder.status();
    return *std::move(folder);
  }

  // A new lease with the lifeline's ends.
  Lifeline Make(LeaseFolder* folder) {
    lease_.chips = {4, 5};
    lease_.pid = 77;
    absl::StatusOr<Lifeline> lifeline = folder->Make(&lease_);
    EXPECT_TRUE(lifeline.ok()) << lifeline.status();
    return *std::move(lifeline);
  }

  bool Exists(absl::string_view name) const {
    struct stat info;
    return lstat(absl::StrCat(path_, "/", name).c_str(), &info) == 0;
  }

  void Garble(absl::string_view name) const {
    ASSERT_TRUE(ReplaceFile(absl::StrCat(path_, "/", name), "garbled", 0600).ok());
  }

  const TemporaryDirectory directory_;
  const std::string path_ = directory_.Path("leases");
  Lease lease_;
};

constexpr ChipSet kAnyChip = ChipSet(~std::uint64_t{0});

// This process cannot open another file for as long as this lives.
class NoMoreFiles {
 public:
  NoMoreFiles() {
    getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit none = {0, before_.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoMoreFiles() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_;
};

bool IsCut(const UniqueFd& daemon_end) {
  pollfd polled = {daemon_end.get(), 0, 0};
  return poll(&polled, 1, 0) == 1 && (polled.revents & POLLERR) != 0;
}

TEST_F(LeaseFolderTest, IsForThisUserOnly) {
  Open();
  struct stat info;
  ASSERT_EQ(stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0700u);
  ASSERT_EQ(chmod(path_.c_str(), 0777), 0);
  Open();
  ASSERT_EQ(stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0700u);
}

TEST_F(LeaseFolderTest, IsNoFileAndNoLink) {
  directory_.Write("leases", "precious");
  EXPECT_TRUE(absl::IsFailedPrecondition(LeaseFolder::Open(path_, "b").status()));
  ASSERT_EQ(symlink("/tmp", directory_.Path("link").c_str()), 0);
  EXPECT_TRUE(absl::IsFailedPrecondition(LeaseFolder::Open(directory_.Path("link"), "b").status()));
  EXPECT_TRUE(absl::IsNotFound(LeaseFolder::Open(directory_.Path("no/such"), "b").status()));
}

TEST_F(LeaseFolderTest, CutsTheLifelineWhenItsLastReaderIsClosed) {
  LeaseFolder folder = Open();
  Lifeline lifeline = Make(&folder);
  UniqueFd copy(dup(lifeline.lessee_end.get()));
  lifeline.lessee_end.Reset();
  EXPECT_FALSE(IsCut(lifeline.daemon_end));
  copy.Reset();
  EXPECT_TRUE(IsCut(lifeline.daemon_end));
}

TEST_F(LeaseFolderTest, GivesNothingToExecByItself) {
  LeaseFolder folder = Open();
  const Lifeline lifeline = Make(&folder);
  EXPECT_EQ(fcntl(lifeline.daemon_end.get(), F_GETFD), FD_CLOEXEC);
  EXPECT_EQ(fcntl(lifeline.lessee_end.get(), F_GETFD), FD_CLOEXEC);
}

TEST_F(LeaseFolderTest, TakesBackWhatLives) {
  Lifeline lifeline;
  {
    LeaseFolder before = Open();
    lifeline = Make(&before);
    lifeline.daemon_end.Reset();
  }
  LeaseFolder folder = Open();
  LeaseFolder::Reclaimed reclaimed = folder.Reclaim();
  EXPECT_TRUE(reclaimed.problems.empty());
  ASSERT_EQ(reclaimed.alive.size(), 1u);
  EXPECT_EQ(reclaimed.alive[0].lease.id, lease_.id);
  EXPECT_EQ(reclaimed.alive[0].lease.chips, (ChipSet{4, 5}));
  EXPECT_FALSE(IsCut(reclaimed.alive[0].daemon_end));
  lifeline.lessee_end.Reset();
  EXPECT_TRUE(IsCut(reclaimed.alive[0].daemon_end));
}

TEST_F(LeaseFolderTest, RemovesWhatIsDead) {
  LeaseFolder folder = Open();
  Make(&folder);
  EXPECT_TRUE(Exists("1") && Exists("1.lease"));
  const LeaseFolder::Reclaimed reclaimed = folder.Reclaim();
  EXPECT_TRUE(reclaimed.alive.empty() && reclaimed.problems.empty());
  ASSERT_EQ(reclaimed.ended.size(), 1u);
  EXPECT_EQ(reclaimed.ended[0].chips, lease_.chips);
  EXPECT_FALSE(Exists("1") || Exists("1.lease"));
}

TEST_F(LeaseFolderTest, RemovesWhatAnInterruptedMakeLeft) {
  LeaseFolder folder = Open();
  ASSERT_EQ(mkfifo((path_ + "/8").c_str(), 0600), 0);
  directory_.Write("leases/9.lease", "torn");
  const LeaseFolder::Reclaimed reclaimed = folder.Reclaim();
  EXPECT_TRUE(reclaimed.alive.empty() && reclaimed.problems.empty());
  EXPECT_TRUE(reclaimed.ended.empty());
  EXPECT_FALSE(Exists("8") || Exists("9.lease"));
  EXPECT_TRUE(Exists("1") == false && Make(&folder).lessee_end.valid());
  EXPECT_EQ(lease_.id, 10u);
}

TEST_F(LeaseFolderTest, RemovesALeaseOfAnotherBoot) {
  LeaseFolder before = Open("boot-a");
  Make(&before);
  LeaseFolder folder = Open("boot-b");
  const LeaseFolder::Reclaimed reclaimed = folder.Reclaim();
  EXPECT_TRUE(reclaimed.ended.empty() && reclaimed.unclear.empty());
  EXPECT_FALSE(Exists("1") || Exists("1.lease"));
}

TEST_F(LeaseFolderTest, DoesNotKnowWhatALeaseIsOfThatSomebodyKeepsWithAnotherBootsRecord) {
  LeaseFolder before = Open("boot-a");
  const Lifeline lifeline = Make(&before);
  LeaseFolder folder = Open("boot-b");
  const LeaseFolder::Reclaimed reclaimed = folder.Reclaim();
  EXPECT_TRUE(reclaimed.alive.empty());
  ASSERT_EQ(reclaimed.unclear.size(), 1u);
  EXPECT_EQ(reclaimed.unclear[0].chips, kAnyChip);
  EXPECT_TRUE(Exists("1") && Exists("1.lease"));
}

TEST_F(LeaseFolderTest, DoesNotKnowWhatALivingLeaseIsOfWhoseRecordIsGarbled) {
  LeaseFolder folder = Open();
  Lifeline lifeline = Make(&folder);
  Garble("1.lease");
  LeaseFolder after = Open();
  for (int i = 0; i < 2; ++i) {
    const LeaseFolder::Reclaimed reclaimed = after.Reclaim();
    EXPECT_TRUE(reclaimed.alive.empty());
    ASSERT_EQ(reclaimed.unclear.size(), 1u);
    EXPECT_EQ(reclaimed.unclear[0].id, 1u);
    EXPECT_EQ(reclaimed.unclear[0].chips, kAnyChip);
    EXPECT_EQ(reclaimed.unclear[0].why.message(),
              absl::StrCat(path_, "/1.lease: this is no record of a lease: a process keeps the ",
                           "lease, of which chips is not known; end what has ", path_, "/1 open"));
  }
  lifeline.lessee_end.Reset();
  EXPECT_TRUE(after.Reclaim().unclear.empty());
  EXPECT_FALSE(Exists("1") || Exists("1.lease"));
}

TEST_F(LeaseFolderTest, DoesNotKnowOfLeasesThatItCannotListForNow) {
  LeaseFolder before = Open();
  const Lifeline lifeline = Make(&before);
  LeaseFolder folder = Open();
  {
    const NoMoreFiles none;
    for (int i = 0; i < 2; ++i) {
      const LeaseFolder::Reclaimed reclaimed = folder.Reclaim();
      ASSERT_EQ(reclaimed.unclear.size(), 1u);
      EXPECT_EQ(reclaimed.unclear[0].chips, kAnyChip);
      EXPECT_TRUE(absl::IsResourceExhausted(reclaimed.unclear[0].why));
      EXPECT_TRUE(absl::StrContains(reclaimed.unclear[0].why.message(), path_));
    }
  }
  const LeaseFolder::Reclaimed reclaimed = folder.Reclaim();
  EXPECT_TRUE(reclaimed.unclear.empty());
  ASSERT_EQ(reclaimed.alive.size(), 1u);
  EXPECT_EQ(reclaimed.alive[0].lease.chips, lease_.chips);
}

TEST_F(LeaseFolderTest, DoesNotKnowWhetherALeaseLivesThatItCannotOpenForNow) {
  LeaseFolder before = Open();
  Lifeline lifeline = Make(&before);
  Garble("7.lease");
  ASSERT_EQ(mkfifo((path_ + "/7").c_str(), 0600), 0);
  const UniqueFd reader(open((path_ + "/7").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  LeaseFolder folder = Open();
  EXPECT_EQ(folder.Reclaim().alive.size(), 1u);
  {
    const NoMoreFiles none;
    const LeaseFolder::Reclaimed reclaimed = folder.Reclaim();
    ASSERT_EQ(reclaimed.unclear.size(), 1u);
    EXPECT_EQ(reclaimed.unclear[0].id, 7u);
    EXPECT_EQ(reclaimed.unclear[0].chips, kAnyChip);
    EXPECT_TRUE(absl::StrContains(reclaimed.unclear[0].why.message(), path_ + "/7"));
  }
  const LeaseFolder::Reclaimed again = folder.Reclaim();
  EXPECT_TRUE(again.alive.empty()) << "it was given back before";
  EXPECT_EQ(again.unclear.size(), 1u);
}

// Root, too, may open only what its mode allows for as long as this lives.
class BoundByModes {
 public:
  BoundByModes() {
    syscall(SYS_capget, &header_, before_);
    __user_cap_data_struct less[] = {before_[0], before_[1]};
    less[0].effective &= ~(1u << CAP_DAC_OVERRIDE | 1u << CAP_DAC_READ_SEARCH);
    syscall(SYS_capset, &header_, less);
  }
  ~BoundByModes() { syscall(SYS_capset, &header_, before_); }

 private:
  __user_cap_header_struct header_ = {_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct before_[2] = {};
};

TEST_F(LeaseFolderTest, KnowsByItsRecordWhatALeaseMayBeOfThatItCannotOpen) {
  LeaseFolder before = Open();
  const Lifeline lifeline = Make(&before);
  const std::string fifo = path_ + "/1";
  LeaseFolder folder = Open();
  ASSERT_EQ(chmod(fifo.c_str(), 0), 0);
  {
    const BoundByModes bound;
    const LeaseFolder::Reclaimed reclaimed = folder.Reclaim();
    ASSERT_EQ(reclaimed.unclear.size(), 1u);
    EXPECT_TRUE(absl::IsPermissionDenied(reclaimed.unclear[0].why));
    EXPECT_TRUE(absl::StrContains(reclaimed.unclear[0].why.message(), fifo));
    EXPECT_EQ(reclaimed.unclear[0].chips, lease_.chips);
  }
  ASSERT_EQ(chmod(fifo.c_str(), 0600), 0);
  EXPECT_EQ(folder.Reclaim().alive.size(), 1u);
}

TEST_F(LeaseFolderTest, LeavesForeignFilesAlone) {
  LeaseFolder folder = Open();
  directory_.Write("leases/5", "precious");
  directory_.Write("leases/note", "precious");
  EXPECT_EQ(folder.Reclaim().problems.size(), 1u);
  EXPECT_TRUE(Exists("5") && Exists("note"));
}

TEST_F(LeaseFolderTest, NeverGivesAnIdTwice) {
  {
    LeaseFolder before = Open();
    Make(&before);
    Make(&before);
    before.Reclaim();
  }
  LeaseFolder folder = Open();
  Make(&folder);
  EXPECT_EQ(lease_.id, 3u);
  Garble("last");
  LeaseFolder after = Open();
  EXPECT_TRUE(after.Reclaim().alive.empty());
  Make(&after);
  EXPECT_EQ(lease_.id, 4u);
}

TEST_F(LeaseFolderTest, LeavesNothingOfALeaseThatCannotBeWritten) {
  LeaseFolder folder = Open();
  ASSERT_EQ(mkdir((path_ + "/1.lease").c_str(), 0700), 0);
  EXPECT_FALSE(folder.Make(&lease_).ok());
  EXPECT_FALSE(Exists("1"));
}

TEST_F(LeaseFolderTest, RemovesOnRequest) {
  LeaseFolder folder = Open();
  const Lifeline lifeline = Make(&folder);
  folder.Remove(1);
  folder.Remove(1);
  EXPECT_FALSE(Exists("1") || Exists("1.lease"));
}

}  // namespace
}  // namespace neuron
