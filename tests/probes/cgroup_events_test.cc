// The real programs in the real kernel, with cgroups that are made for them.

#include "probes/cgroup_events.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ctime>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/probes/load_failure.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kId[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

absl::Duration Monotonic() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return absl::DurationFromTimespec(now);
}

// A cgroup of the test's own, and those that it makes below; all go with it.
class OwnCgroups {
 public:
  // Whether this host lets one be made, in whichever hierarchy.
  bool Make() {
    for (const char* hierarchy :
         {"/sys/fs/cgroup/unified", "/sys/fs/cgroup/pids", "/sys/fs/cgroup"}) {
      root_ = absl::StrCat(hierarchy, "/neuron-probe-test-", getpid());
      if (mkdir(root_.c_str(), 0755) == 0) {
        return true;
      }
    }
    return false;
  }

  ~OwnCgroups() {
    while (!made_.empty()) {
      Remove();
    }
    rmdir(root_.c_str());
  }

  void Add(const std::string& name) {
    made_.push_back(absl::StrCat(root_, "/", name));
    ASSERT_EQ(mkdir(made_.back().c_str(), 0755), 0) << made_.back();
  }

  // The last.
  void Remove() {
    EXPECT_EQ(rmdir(made_.back().c_str()), 0) << made_.back();
    made_.pop_back();
  }

  // Of the last.
  std::uint64_t Inode() const {
    struct stat found = {};
    EXPECT_EQ(stat(made_.back().c_str(), &found), 0);
    return found.st_ino;
  }

  // Other tests make cgroups, too.
  bool Has(absl::string_view path) const {
    return absl::StrContains(path, root_.substr(root_.rfind('/')));
  }

 private:
  std::string root_;
  std::vector<std::string> made_;
};

class CgroupEventsTest : public testing::Test {
 protected:
  void SetUp() override {
    Load({});
    if (!IsSkipped() && !cgroups_.Make()) {
      GTEST_SKIP() << "no cgroup can be made here";
    }
  }

  void Load(const CgroupEvents::Options& options) {
    auto events = CgroupEvents::Load(options);
    if (IsMachinesLack(events.status())) {
      GTEST_SKIP() << events.status();
    }
    ASSERT_TRUE(events.ok()) << events.status();
    events_ = *std::move(events);
  }

  // Those of the test's own cgroups.
  std::vector<CgroupEvent> Drain() {
    std::vector<CgroupEvent> own;
    const absl::Status status = events_->Drain([&](const CgroupEvent& event) {
      if (cgroups_.Has(event.path)) {
        own.push_back(event);
      }
    });
    EXPECT_TRUE(status.ok()) << status;
    return own;
  }

  OwnCgroups cgroups_;
  std::unique_ptr<CgroupEvents> events_;
};

TEST_F(CgroupEventsTest, TellsOfAContainerThatComesAndGoes) {
  const absl::Duration before = Monotonic();
  cgroups_.Add(absl::StrCat("docker-", kId, ".scope"));
  const std::uint64_t inode = cgroups_.Inode();
  cgroups_.Remove();
  const absl::Duration after = Monotonic();

  const auto events = Drain();
  ASSERT_THAT(events, SizeIs(2));
  EXPECT_EQ(events[0].kind, CgroupEvent::Kind::kMade);
  EXPECT_EQ(events[1].kind, CgroupEvent::Kind::kRemoved);
  EXPECT_THAT(events[0].path, EndsWith(absl::StrCat("/docker-", kId, ".scope")));
  EXPECT_EQ(events[0].path[0], '/');
  EXPECT_EQ(events[1].path, events[0].path);
  EXPECT_EQ(events[0].cgroup_id, inode);
  EXPECT_EQ(events[1].cgroup_id, inode);
  EXPECT_LE(before, events[0].at);
  EXPECT_LT(events[0].at, events[1].at);
  EXPECT_LE(events[1].at, after);
  EXPECT_THAT(Drain(), IsEmpty());
}

TEST_F(CgroupEventsTest, TellsOfNoCgroupThatCannotBeAContainer) {
  const std::string id = kId;
  cgroups_.Add("ecs");
  cgroups_.Add(id.substr(1));
  cgroups_.Add(absl::StrCat(id.substr(32), "-", id.substr(32)));
  cgroups_.Add(std::string(64, 'A'));
  cgroups_.Add(std::string(200, 'x'));
  EXPECT_THAT(Drain(), IsEmpty());
}

TEST_F(CgroupEventsTest, TellsOfAContainerButNotOfWhatIsInIt) {
  cgroups_.Add(kId);
  cgroups_.Add(absl::StrCat(kId, "/init.scope"));
  EXPECT_THAT(Drain(), SizeIs(1));
  cgroups_.Add(absl::StrCat(kId, "/", kId));
  EXPECT_THAT(Drain(), SizeIs(1));
}

TEST_F(CgroupEventsTest, KeepsTheRightEndOfALongPath) {
  const std::string long_name(200, 'x');
  cgroups_.Add(long_name);
  cgroups_.Add(absl::StrCat(long_name, "/", long_name));
  cgroups_.Add(absl::StrCat(long_name, "/", long_name, "/", kId));
  std::vector<std::string> paths;
  ASSERT_TRUE(events_->Drain([&](const CgroupEvent& event) { paths.push_back(event.path); }).ok());
  const std::string whole = absl::StrCat(long_name, "/", kId);
  EXPECT_THAT(paths, testing::Contains(whole.substr(whole.size() - 255)));
}

TEST_F(CgroupEventsTest, CanBePolledWhileThereAreEvents) {
  Drain();
  cgroups_.Add(kId);
  pollfd ready = {events_->descriptor(), POLLIN, 0};
  EXPECT_EQ(poll(&ready, 1, 1000), 1);
  EXPECT_THAT(Drain(), SizeIs(1));
}

TEST_F(CgroupEventsTest, CountsWhatItCouldNotKeepAndGoesOn) {
  constexpr std::size_t kMany = 40;
  // Less than a page: a page, which 14 events fill.
  Load({100});
  for (std::size_t i = 0; i < kMany; ++i) {
    cgroups_.Add(absl::StrCat(kId, "-", i));
  }
  const std::uint64_t drops = events_->drops();
  EXPECT_GE(drops, kMany - 14);
  EXPECT_EQ(events_->Reports()[0].drops, drops);
  EXPECT_EQ(events_->Reports()[1].drops, 0u);
  EXPECT_LE(Drain().size(), kMany - drops + 14);

  cgroups_.Remove();
  EXPECT_THAT(Drain(), SizeIs(1));
  EXPECT_EQ(events_->drops(), drops);
}

TEST_F(CgroupEventsTest, ReportsBothPrograms) {
  std::vector<std::string> names;
  for (const ProbeReport& report : events_->Reports()) {
    EXPECT_TRUE(report.status.ok()) << report.status;
    names.push_back(report.name);
  }
  EXPECT_THAT(names, ElementsAre("raw_tp:cgroup_mkdir", "raw_tp:cgroup_rmdir"));
}

TEST(CgroupEvents, AreReportedWithTheReasonWhereTheyCannotBeLoaded) {
  const auto reports = CgroupEvents::ReportsWithout(absl::NotFoundError("no BTF"));
  ASSERT_THAT(reports, SizeIs(2));
  EXPECT_EQ(reports[0].name, "raw_tp:cgroup_mkdir");
  EXPECT_EQ(reports[1].name, "raw_tp:cgroup_rmdir");
  for (const ProbeReport& report : reports) {
    EXPECT_EQ(report.status, absl::NotFoundError("no BTF"));
    EXPECT_FALSE(report.runs.has_value());
  }
}

TEST(CgroupEvents, AreRefusedToAPlainUserWithTheCure) {
  EXPECT_TRUE(IsRefusedToAPlainUser([] { return CgroupEvents::Load({}).status(); }));
}

TEST(CgroupEvents, LeaveNothingOpenWhenTheyAreGone) {
  for (int i = 0; i < 5; ++i) {
    const auto events = CgroupEvents::Load({});
    if (IsMachinesLack(events.status())) {
      GTEST_SKIP() << events.status();
    }
    ASSERT_TRUE(events.ok()) << events.status();
  }
  const int highest = open("/dev/null", O_RDONLY);
  close(highest);
  EXPECT_LT(highest, 20);
}

}  // namespace
}  // namespace neuron
