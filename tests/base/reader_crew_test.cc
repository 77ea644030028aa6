#include "agent/base/reader_crew.h"

#include <atomic>
#include <memory>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "tests/base/crew_rig.h"
#include "tests/snapshot/gate.h"

namespace neuron {
namespace {

using ReaderCrewTest = CrewRig;

TEST_F(ReaderCrewTest, DoesAllReadsOfARoundOneAfterTheOther) {
  std::vector<int> order;
  EXPECT_EQ(Round({{5, [&] { order.push_back(5); }},
                   {-1, [&] { order.push_back(-1); }},
                   {3, [&] { order.push_back(3); }}}),
            (Results{kOk, kOk, kOk}));
  EXPECT_EQ(order, (std::vector<int>{5, -1, 3}));
}

TEST_F(ReaderCrewTest, ReadsOnOneThreadThatIsNotTheLoops) {
  std::set<std::thread::id> threads;
  const auto note = [&] { threads.insert(std::this_thread::get_id()); };
  for (int round = 0; round < 3; ++round) {
    Round({{1, note}, {2, note}});
  }
  EXPECT_EQ(threads.size(), 1u);
  EXPECT_EQ(threads.count(loop_), 0u);
}

TEST_F(ReaderCrewTest, GivesUpAReadThatIsLateAndDoesTheRest) {
  const auto gate = std::make_shared<Gate>();
  Start({{1, [] {}}, {2, [gate] { gate->Pass(); }}, {3, [] {}}});
  gate->WaitForArrivals(1);
  clock_.Advance(kDeadline);
  EXPECT_EQ(Finish(), (Results{kOk, kLate, kOk}));
  EXPECT_EQ(statuses_[1].message(), "no answer within 1s");
  gate->Open();
}

TEST_F(ReaderCrewTest, IsDoneAtTheDeadlineOfTheLastRead) {
  const auto gate = std::make_shared<Gate>();
  Start({{1, [] {}}, {2, [gate] { gate->Pass(); }}});
  gate->WaitForArrivals(1);
  clock_.Advance(kDeadline - absl::Milliseconds(1));
  EXPECT_FALSE(done_);
  clock_.Advance(absl::Milliseconds(1));
  EXPECT_TRUE(done_);
  EXPECT_EQ(results_, (Results{kOk, kLate}));
  gate->Open();
}

TEST_F(ReaderCrewTest, DoesNotReadASubjectAgainBeforeItIsBack) {
  const auto gate = std::make_shared<Gate>();
  const auto again = std::make_shared<std::atomic<bool>>(false);
  Start({{7, [gate] { gate->Pass(); }}});
  gate->WaitForArrivals(1);
  clock_.Advance(kDeadline);
  ASSERT_TRUE(done_);

  const auto note = [again] { *again = true; };
  EXPECT_EQ(Round({{7, note}, {8, [] {}}}), (Results{kLate, kOk}));
  EXPECT_EQ(statuses_[0].message(), "an earlier read has not come back yet");
  EXPECT_FALSE(*again);

  gate->Open();
  while (Round({{7, note}}) == Results{kLate}) {
    std::this_thread::yield();
  }
  EXPECT_TRUE(*again);
}

TEST_F(ReaderCrewTest, KnowsWhoIsOut) {
  const auto gate = std::make_shared<Gate>();
  bool back = false;
  Start({{1, [] {}}, {2, [gate] { gate->Pass(); }, [&] { back = true; }}});
  gate->WaitForArrivals(1);
  clock_.Advance(kDeadline);
  Finish();
  EXPECT_FALSE(crew_->IsOut(1));
  EXPECT_TRUE(crew_->IsOut(2));
  gate->Open();
  while (!back) {
    queue_.RunOne();
  }
  EXPECT_FALSE(crew_->IsOut(2));
}

TEST_F(ReaderCrewTest, SaysWhenAReadThatWasGivenUpIsBack) {
  const auto gate = std::make_shared<Gate>();
  bool back = false;
  bool again = false;
  const ReaderCrew::Read late = {7, [gate] { gate->Pass(); },
                                 [&] {
                                   EXPECT_EQ(std::this_thread::get_id(), loop_);
                                   back = true;
                                 }};
  Start({late});
  gate->WaitForArrivals(1);
  clock_.Advance(kDeadline);
  ASSERT_TRUE(done_);
  EXPECT_FALSE(back);
  gate->Open();
  while (queue_.size() == 0) {
    std::this_thread::yield();
  }
  // The loop has not heard of it yet.
  Start({{7, [&] { again = true; }}});
  EXPECT_FALSE(done_);
  EXPECT_EQ(Finish(), Results{kLate});
  EXPECT_TRUE(back);
  EXPECT_FALSE(again);
  EXPECT_EQ(Round({{7, [&] { again = true; }}}), Results{kOk});
}

TEST_F(ReaderCrewTest, SaysNothingMoreOfAReadThatCameBackInTime) {
  bool late = false;
  Round({{7, [] {}, [&] { late = true; }}});
  Round({{7, [] {}}});
  EXPECT_EQ(queue_.size(), 0u);
  EXPECT_FALSE(late);
}

TEST_F(ReaderCrewTest, DoesNotPileUpThreads) {
  const auto gate = std::make_shared<Gate>();
  Start({{1, [gate] { gate->Pass(); }}});
  gate->WaitForArrivals(1);
  const std::ptrdiff_t before = CountThreads();
  clock_.Advance(kDeadline);
  for (int round = 0; round < 50; ++round) {
    Round({{1, [gate] { gate->Pass(); }}, {2, [] {}}});
    EXPECT_LE(CountThreads(), before + 1);
  }
  gate->Open();
}

TEST_F(ReaderCrewTest, MayStartTheNextRoundWhenOneIsDone) {
  int rounds = 0;
  std::function<void(std::vector<absl::Status>)> next = [&](const std::vector<absl::Status>&) {
    if (++rounds < 3) {
      crew_->Start({{1, [] {}}}, next);
    }
  };
  crew_->Start({{1, [] {}}}, next);
  while (rounds < 3) {
    queue_.RunOne();
  }
  EXPECT_EQ(queue_.size(), 0u);
}

TEST_F(ReaderCrewTest, IsNotConfusedByAReadThatComesBackInALaterRound) {
  const auto late = std::make_shared<Gate>();
  Start({{1, [late] { late->Pass(); }}});
  late->WaitForArrivals(1);
  clock_.Advance(kDeadline);
  ASSERT_TRUE(done_);

  const auto gate = std::make_shared<Gate>();
  Start({{2, [gate] { gate->Pass(); }}, {3, [] {}}});
  gate->WaitForArrivals(1);
  late->Open();
  late->WaitForPassages(1);
  EXPECT_FALSE(done_);
  gate->Open();
  EXPECT_EQ(Finish(), (Results{kOk, kOk}));
}

TEST_F(ReaderCrewTest, DoesNotWaitForReadsThatAreOutWhenItEnds) {
  const auto gate = std::make_shared<Gate>();
  Start({{1, [gate] { gate->Pass(); }}});
  gate->WaitForArrivals(1);
  crew_ = nullptr;
  EXPECT_FALSE(done_);
  gate->Open();
  gate->WaitForPassages(1);
  clock_.Advance(absl::Minutes(1));
  EXPECT_FALSE(done_);
  EXPECT_EQ(clock_.PendingAlarms(), 0u);
}

TEST_F(ReaderCrewTest, PostsNothingWhenAReadComesBackAfterItsEnd) {
  const auto gate = std::make_shared<Gate>();
  const auto owned = std::make_shared<int>();
  Start({{1, [gate] { gate->Pass(); }, [owned] { FAIL(); }}});
  gate->WaitForArrivals(1);
  clock_.Advance(kDeadline);
  crew_ = nullptr;
  gate->Open();
  // The thread is over when it has let go of what its read owned.
  while (owned.use_count() > 1) {
    std::this_thread::yield();
  }
  EXPECT_EQ(queue_.size(), 0u);
}

TEST_F(ReaderCrewTest, CallsNobodyAfterItsEnd) {
  Start({{1, [] {}}});
  while (queue_.size() == 0) {
    std::this_thread::yield();
  }
  crew_ = nullptr;
  queue_.RunOne();
  EXPECT_FALSE(done_);
}

TEST_F(ReaderCrewTest, LeavesAReadWhatItOwnsUntilItIsBack) {
  const auto gate = std::make_shared<Gate>();
  auto owned = std::make_shared<int>(7);
  const std::weak_ptr<int> seen = owned;
  Start({{1, [gate, owned = std::move(owned)] {
            gate->Pass();
            EXPECT_EQ(*owned, 7);
          }}});
  gate->WaitForArrivals(1);
  crew_ = nullptr;
  EXPECT_FALSE(seen.expired());
  gate->Open();
  while (!seen.expired()) {
    std::this_thread::yield();
  }
}

}  // namespace
}  // namespace neuron
