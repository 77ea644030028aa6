// How the crew helps with a round in which reads are slow or hang.

#include <atomic>
#include <cstddef>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "tests/base/crew_rig.h"
#include "tests/snapshot/gate.h"

namespace neuron {
namespace {

using ReaderCrewHelp = CrewRig;

TEST_F(ReaderCrewHelp, WaitsForReadsThatAreSlowOneAfterTheOther) {
  std::vector<ReaderCrew::Read> reads;
  std::vector<std::shared_ptr<Gate>> slow;
  for (int subject = 0; subject < 20; ++subject) {
    slow.push_back(std::make_shared<Gate>());
    reads.push_back({subject, [gate = slow.back()] { gate->Pass(); }});
  }
  Start(reads);
  for (const std::shared_ptr<Gate>& gate : slow) {
    gate->WaitForArrivals(1);
    clock_.Advance(kPatience - absl::Milliseconds(1));
    gate->Open();
  }
  EXPECT_EQ(Finish(), Results(20, kOk)) << "though the round took longer than the deadline";
}

TEST_F(ReaderCrewHelp, GoesOnBesideAReadThatHangs) {
  const auto gate = std::make_shared<Gate>();
  const auto other = std::make_shared<Gate>();
  const auto last = std::make_shared<Gate>();
  Start({{1, [gate] { gate->Pass(); }}, {2, [other] { other->Pass(); }}, {3, [last] {
                                                                            last->Pass();
                                                                          }}});
  gate->WaitForArrivals(1);
  clock_.Advance(kPatience - absl::Milliseconds(1));
  EXPECT_EQ(other->arrived(), 0);
  PassUntilHelpBegins();
  other->WaitForArrivals(1);
  EXPECT_EQ(last->arrived(), 0) << "one after the other, as long as none hangs";
  last->Open();
  other->Open();
  last->WaitForArrivals(1);
  gate->Open();
  EXPECT_EQ(Finish(), (Results{kOk, kOk, kOk}));
}

TEST_F(ReaderCrewHelp, LeavesAReadInPeaceThatUsesTheProcessor) {
  std::atomic<int> laps{0};
  std::atomic<bool> enough{false};
  const auto other = std::make_shared<Gate>();
  other->Open();
  Start({{1,
          [&] {
            while (!enough) {
              ++laps;
            }
          }},
         {2, [other] { other->Pass(); }}});
  const std::ptrdiff_t before = CountThreads();
  for (int tenth = 1; tenth < 10; ++tenth) {
    const int seen = laps;
    // So much takes longer than the processor's time that counts as none.
    while (laps - seen < 200000) {
      std::this_thread::yield();
    }
    clock_.Advance(kPatience);
  }
  EXPECT_EQ(other->arrived(), 0);
  EXPECT_EQ(CountThreads(), before);
  enough = true;
  EXPECT_EQ(Finish(), (Results{kOk, kOk}));
}

TEST_F(ReaderCrewHelp, LetsGoOfThreadsThatHelpedWithTheRound) {
  const auto gate = std::make_shared<Gate>();
  const auto other = std::make_shared<Gate>();
  Start({{1, [gate] { gate->Pass(); }}, {2, [other] { other->Pass(); }}, {3, [] {}}});
  gate->WaitForArrivals(1);
  const std::ptrdiff_t before = CountThreads();
  PassUntilHelpBegins();
  other->Open();
  gate->Open();
  EXPECT_EQ(Finish(), (Results{kOk, kOk, kOk}));
  while (CountThreads() > before) {
    std::this_thread::yield();
  }
}

TEST_F(ReaderCrewHelp, LosesATenthOfTheDeadlineForEachThatHangs) {
  constexpr int kHanging = 16;
  const auto gate = std::make_shared<Gate>();
  const auto hang = [gate] { gate->Pass(); };
  std::vector<ReaderCrew::Read> reads;
  for (int subject = 0; subject < kHanging; ++subject) {
    reads.push_back({subject, hang});
  }
  Followed healthy;
  const auto last = std::make_shared<Gate>();
  reads.push_back(healthy.Plan(kHanging, [last] { last->Pass(); }));
  const absl::Duration began = clock_.Monotonic();
  Start(std::move(reads));
  for (int hanging = 1; hanging <= kHanging; ++hanging) {
    gate->WaitForArrivals(hanging);
    PassUntilHelpBegins();
  }
  last->Open();
  healthy.WaitForEnd();
  // A thread that has only just gone to sleep may count as awake once.
  EXPECT_LE(clock_.Monotonic() - began, 2 * kHanging * kPatience);
  clock_.Advance(kDeadline);
  EXPECT_TRUE(done_);
  Results expected(kHanging, kLate);
  expected.push_back(kOk);
  EXPECT_EQ(results_, expected);
  EXPECT_EQ(Round({{3, hang}, {kHanging, [] {}}}), (Results{kLate, kOk}));
  EXPECT_EQ(gate->arrived(), kHanging);
  gate->Open();
}

TEST_F(ReaderCrewHelp, GivesEachReadTheWholeDeadline) {
  const auto first = std::make_shared<Gate>();
  const auto second = std::make_shared<Gate>();
  Followed slow;
  std::vector<ReaderCrew::Read> reads = {slow.Plan(1, [first] { first->Pass(); })};
  reads.push_back({2, [second] { second->Pass(); }});
  Start(std::move(reads));
  first->WaitForArrivals(1);
  const absl::Duration began = clock_.Monotonic();
  PassUntilHelpBegins();
  second->WaitForArrivals(1);
  clock_.Advance(began + kDeadline - clock_.Monotonic() - absl::Milliseconds(1));
  first->Open();
  slow.WaitForEnd();
  clock_.Advance(kPatience);
  second->Open();
  EXPECT_EQ(Finish(), (Results{kOk, kOk}));
}

}  // namespace
}  // namespace neuron
