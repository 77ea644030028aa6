#include "agent/container/container_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_format.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const LookTime kStart = {absl::FromUnixSeconds(1795000000), absl::Hours(2)};

LookTime operator+(const LookTime& time, absl::Duration later) {
  return {time.wall + later, time.monotonic + later};
}
LookTime operator-(const LookTime& time, absl::Duration earlier) { return time + -earlier; }

std::string Id(int number) { return absl::StrFormat("%064x", number); }

class ContainerBookTest : public testing::Test {
 protected:
  // One container, which runs, from kStart.
  void Run(const std::string& id) {
    ASSERT_TRUE(book_.Update({{id, "t1"}}, kStart).ok());
    book_.NoteRunning(&book_.pages().at(id), kStart);
  }
  std::vector<std::string> There(const LookTime& now) {
    std::vector<std::string> ids;
    for (const Container& container : book_.Tell(now).containers) {
      ids.push_back(container.id);
    }
    return ids;
  }
  std::vector<Container> Gone(const LookTime& now) { return book_.Tell(now).gone; }

  ContainerBook book_;
};

TEST_F(ContainerBookTest, BeginsWithWhatIsKnownOfANewOne) {
  ASSERT_TRUE(book_.Update({{Id(2), ""}, {Id(1), "t1"}}, kStart).ok());
  const ContainerScan scan = book_.Tell(kStart + absl::Seconds(1));
  EXPECT_EQ(scan.taken_at, (kStart + absl::Seconds(1)).wall);
  EXPECT_EQ(scan.began, (kStart + absl::Seconds(1)).monotonic);
  ASSERT_EQ(scan.containers.size(), 2u);
  const Container& first = scan.containers[0];
  EXPECT_EQ(first.id, Id(1));
  EXPECT_EQ(first.task_id, "t1");
  EXPECT_EQ(first.seen_at, kStart.wall);
  EXPECT_EQ(first.gone_at, absl::InfiniteFuture());
  EXPECT_EQ(first.pid, 0);
  EXPECT_TRUE(first.mapped.is_absent()) << "it is being started";
  EXPECT_TRUE(absl::IsUnavailable(first.privileged.why()));
  EXPECT_TRUE(first.task.is_absent());
}

TEST_F(ContainerBookTest, KeepsWhatItHas) {
  Run(Id(1));
  book_.pages().at(Id(1)).container.mapped = ChipSet{3};
  ASSERT_TRUE(book_.Update({{Id(1), "t1"}}, kStart + absl::Minutes(1)).ok());
  const Container container = book_.Tell(kStart).containers.at(0);
  EXPECT_EQ(container.seen_at, kStart.wall);
  EXPECT_EQ(container.mapped, Reading<ChipSet>(ChipSet{3}));
}

TEST_F(ContainerBookTest, LeavesATombstone) {
  Run(Id(1));
  Container& container = book_.pages().at(Id(1)).container;
  container.mapped = ChipSet{3};
  container.pid = 17;
  container.start_ticks = 4711;
  const LookTime later = kStart + absl::Minutes(1);
  ASSERT_TRUE(book_.Update({}, later).ok());
  EXPECT_THAT(There(later), IsEmpty());
  const Container gone = Gone(later).at(0);
  EXPECT_EQ(gone.id, Id(1));
  EXPECT_EQ(gone.task_id, "t1");
  EXPECT_EQ(gone.gone_at, later.wall);
  EXPECT_EQ(gone.seen_at, kStart.wall);
  EXPECT_EQ(gone.mapped, Reading<ChipSet>(ChipSet{3}));
  EXPECT_EQ(gone.pid, 0);
  EXPECT_EQ(gone.start_ticks, 0u);
}

TEST_F(ContainerBookTest, DropsOldTombstones) {
  Run(Id(1));
  ASSERT_TRUE(book_.Update({}, kStart).ok());
  EXPECT_EQ(Gone(kStart + ContainerBook::kTombstoneAge).size(), 1u);
  EXPECT_THAT(Gone(kStart + ContainerBook::kTombstoneAge + absl::Seconds(1)), IsEmpty());
}

TEST_F(ContainerBookTest, KeepsTheLatestTombstones) {
  const int many = static_cast<int>(ContainerBook::kMostTombstones) + 5;
  for (int i = 0; i < many; ++i) {
    Run(Id(i));
  }
  ASSERT_TRUE(book_.Update({}, kStart).ok());
  const std::vector<Container> gone = Gone(kStart);
  ASSERT_EQ(gone.size(), ContainerBook::kMostTombstones);
  EXPECT_EQ(gone.front().id, Id(many - 1));
}

TEST_F(ContainerBookTest, HoldsThatOneIsOverWhenItsLastProcessHasEnded) {
  Run(Id(1));
  book_.NoteEmpty(&book_.pages().at(Id(1)), kStart);
  EXPECT_THAT(There(kStart), IsEmpty());
  ASSERT_EQ(Gone(kStart).size(), 1u);
  // The cgroup that was left behind is no container either when it goes.
  book_.NoteEmpty(&book_.pages().at(Id(1)), kStart + absl::Seconds(1));
  ASSERT_TRUE(book_.Update({}, kStart + absl::Seconds(2)).ok());
  EXPECT_EQ(Gone(kStart).size(), 1u);
  EXPECT_EQ(Gone(kStart).at(0).gone_at, kStart.wall);
}

TEST_F(ContainerBookTest, DoesNotBelieveForLongThatOneIsBeingStarted) {
  Run(Id(1));
  const LookTime last = kStart + ContainerBook::kStarting - absl::Nanoseconds(1);
  EXPECT_TRUE(book_.Tell(last).containers.at(0).mapped.is_absent());
  const LookTime late = kStart + ContainerBook::kStarting;
  EXPECT_TRUE(absl::IsUnavailable(book_.Tell(late).containers.at(0).mapped.why()));
  const LookTime set = {kStart.wall + absl::Hours(1), kStart.monotonic};
  EXPECT_TRUE(book_.Tell(set).containers.at(0).mapped.is_absent());
}

TEST_F(ContainerBookTest, DoesNotBelieveThatOneIsBeingStartedThatWasUnderstood) {
  Run(Id(1));
  book_.pages().at(Id(1)).was_understood = true;
  EXPECT_TRUE(absl::IsUnavailable(book_.Tell(kStart).containers.at(0).mapped.why()));
}

TEST_F(ContainerBookTest, TellsForHowLongOneHasBeenGoneWhateverTheTimeOfDay) {
  Run(Id(1));
  ASSERT_TRUE(book_.Update({}, kStart).ok());
  const LookTime later = {kStart.wall - absl::Hours(3), kStart.monotonic + absl::Seconds(5)};
  EXPECT_EQ(Gone(later).at(0).gone_for, absl::Seconds(5));
}

TEST_F(ContainerBookTest, TakesOneWhoseFirstProcessHasEndedForOneThatIsBeingStarted) {
  Run(Id(1));
  const absl::Status ended = absl::NotFoundError("it has ended");
  book_.pages().at(Id(1)).container.mapped = Reading<ChipSet>::Unknown(ended);
  EXPECT_TRUE(book_.Tell(kStart).containers.at(0).mapped.is_absent());
}

TEST_F(ContainerBookTest, KnowsNothingOfOneThatRefusesTheLook) {
  Run(Id(1));
  const absl::Status refused = absl::PermissionDeniedError("needs CAP_SYS_PTRACE");
  book_.pages().at(Id(1)).container.mapped = Reading<ChipSet>::Unknown(refused);
  EXPECT_EQ(book_.Tell(kStart).containers.at(0).mapped.why(), refused);
}

TEST_F(ContainerBookTest, LetsOneBeginAnew) {
  Run(Id(1));
  ContainerBook::Page* page = &book_.pages().at(Id(1));
  page->container.mapped = ChipSet{3};
  book_.NoteEmpty(page, kStart);
  const LookTime later = kStart + absl::Minutes(1);
  book_.NoteRunning(page, later);
  EXPECT_THAT(Gone(later), IsEmpty());
  const Container again = book_.Tell(later).containers.at(0);
  EXPECT_EQ(again.seen_at, later.wall);
  EXPECT_EQ(again.task_id, "t1");
  EXPECT_TRUE(again.mapped.is_absent());
}

TEST_F(ContainerBookTest, TakesAwayTheTombstoneOfOneThatIsMadeAgain) {
  Run(Id(1));
  ASSERT_TRUE(book_.Update({}, kStart).ok());
  Run(Id(1));
  EXPECT_THAT(Gone(kStart), IsEmpty());
}

TEST_F(ContainerBookTest, WaitsForTheFirstProcessAndNotForEver) {
  ASSERT_TRUE(book_.Update({{Id(1), ""}}, kStart).ok());
  ContainerBook::Page* page = &book_.pages().at(Id(1));
  const LookTime almost = kStart + ContainerBook::kPatience - absl::Milliseconds(1);
  book_.NoteEmpty(page, almost);
  EXPECT_THAT(There(almost), ElementsAre(Id(1)));
  book_.NoteEmpty(page, kStart + ContainerBook::kPatience);
  EXPECT_THAT(There(almost), IsEmpty());
  EXPECT_THAT(Gone(almost), IsEmpty());
  book_.NoteRunning(page, kStart + absl::Hours(1));
  EXPECT_THAT(There(almost), ElementsAre(Id(1)));
}

TEST_F(ContainerBookTest, IsBoundedAndSaysSo) {
  std::map<std::string, std::string> many;
  for (int i = 0; i < static_cast<int>(ContainerBook::kMostContainers); ++i) {
    many[Id(i)] = "";
  }
  EXPECT_TRUE(book_.Update(many, kStart).ok());
  many[Id(100'000)] = "";
  EXPECT_TRUE(absl::IsResourceExhausted(book_.Update(many, kStart)));
  EXPECT_EQ(There(kStart).size(), ContainerBook::kMostContainers);
  many.erase(Id(0));
  EXPECT_TRUE(book_.Update(many, kStart).ok());
}

}  // namespace
}  // namespace neuron
