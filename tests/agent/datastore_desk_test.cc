#include "agent/datastore_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/datastore/example_page.h"
#include "tests/datastore/fake_attaching_driver.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_proc.h"
#include "tests/snapshot/post_queue.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Count = Reading<std::uint64_t>;

constexpr ProcessId kTrain = {FakeProc::kFirstPid, 100};
constexpr int kChip = 3;
// Where a datastore has the time in use of core 0.
constexpr std::size_t kTimeInUse = 256;

// A desk for a host whose chip 3, with one core, is ready and has been there for a minute.
class DatastoreDeskTest : public testing::Test {
 protected:
  DatastoreDeskTest() {
    proc_.AddProcess(kTrain.pid, "train", kTrain.start_ticks);
    driver_->datastores[kTrain.pid] = {4096, ExamplePage()};
    host_.dev = "/dev";
    host_.proc = proc_.path();
    desk_ = std::make_unique<DatastoreDesk>(
        host_, &clock_, [this](std::function<void()> call) { queue_.Post(std::move(call)); },
        driver_, DatastoreDesk::Pace());
    inventory_.generation = DriverVersion{2, 24, 7, 0};
    inventory_.chips.emplace_back();
    inventory_.chips[0].index = kChip;
    inventory_.chips[0].type = ChipType::kTrainium1;
    inventory_.chips[0].cores.emplace_back();
    inventory_.chips[0].tree = Walk();
    snapshot_.chips.emplace_back();
    ChipCounters counters;
    counters.reset_state = ResetState::kReady;
    snapshot_.chips[0].counters = counters;
    snapshot_.evidence.holders.sight = absl::OkStatus();
    Look();
    clock_.Advance(absl::Minutes(1));
  }

  std::shared_ptr<const TreeIndex> Walk() const {
    return std::make_shared<const TreeIndex>(TreeIndex::Walk(tree_.Path("neuron3")).value());
  }

  void SetReset(ResetState state) {
    ChipCounters counters;
    counters.reset_state = state;
    snapshot_.chips[0].counters = counters;
  }

  // From now on looks find these holders.
  void Hold(const std::vector<ProcessId>& processes, ChipSet chips = {kChip}) {
    snapshot_.evidence.holders.holders.clear();
    for (const ProcessId& process : processes) {
      Holder holder;
      holder.pid = process.pid;
      holder.start_ticks = process.start_ticks;
      holder.held = chips;
      snapshot_.evidence.holders.holders.push_back(holder);
    }
  }

  // A look that asks nothing of the driver.
  void Look() {
    snapshot_.inventory = std::make_shared<const Inventory>(inventory_);
    desk_->Conclude(snapshot_);
  }

  // What the driver was told by the end of the round that has begun.
  std::vector<std::string> Round() {
    queue_.RunOne();
    return std::exchange(driver_->calls, {});
  }

  // `train` holds the chip, and its datastore has been read for the first time.
  void Attach() {
    Hold({kTrain});
    Look();
    clock_.Advance(absl::Seconds(10));
    Look();
    EXPECT_THAT(Round(),
                ElementsAre("attach /dev/neuron3", "find 5000000", "copy 4096", "find 5000000"));
  }

  Count TimeInUse() const {
    const absl::optional<DatastoreSigns> signs = desk_->SignsOf(inventory_.chips[0]);
    return signs.has_value() ? signs->time_in_use.at(0) : Count::Absent();
  }

  std::string WhyUnknown() const { return std::string(TimeInUse().why().message()); }

  const FakeTree tree_{{Dir("neuron3", {Dir("stats", {Dir("power", {File("utilization", "")})})})}};
  FakeProc proc_;
  HostPaths host_;
  FakeClock clock_;
  PostQueue queue_;
  const std::shared_ptr<FakeAttachingDriver> driver_ = std::make_shared<FakeAttachingDriver>();
  std::unique_ptr<DatastoreDesk> desk_;
  Inventory inventory_;
  Snapshot snapshot_;
};

TEST_F(DatastoreDeskTest, AttachesToAChipThatIsHeldForTenSeconds) {
  Hold({kTrain}, {0});
  Look();
  clock_.Advance(absl::Minutes(1));
  Hold({kTrain}, {0, kChip});
  Look();
  clock_.Advance(absl::Seconds(9));
  Look();
  EXPECT_THAT(WhyUnknown(), HasSubstr("its latest holder has just begun"));
  clock_.Advance(absl::Seconds(1));
  Look();
  EXPECT_THAT(Round(), testing::Contains("attach /dev/neuron3"));
}

TEST_F(DatastoreDeskTest, WaitsForTheLatestHolder) {
  Hold({kTrain});
  Look();
  clock_.Advance(absl::Seconds(9));
  Hold({kTrain, {kTrain.pid + 1, 7}});
  Look();
  clock_.Advance(absl::Seconds(1));
  Look();
  EXPECT_THAT(WhyUnknown(), HasSubstr("its latest holder has just begun"));
  EXPECT_THAT(driver_->calls, IsEmpty());
}

TEST_F(DatastoreDeskTest, TellsForHowLongCoresWereInUseSinceTheFirstReading) {
  PutNumber(kTimeInUse, 1000, &driver_->datastores[kTrain.pid].page);
  Attach();
  EXPECT_TRUE(TimeInUse().is_unknown());
  PutNumber(kTimeInUse, 1700, &driver_->datastores[kTrain.pid].page);
  clock_.Advance(absl::Seconds(10));
  const absl::Duration at = clock_.Monotonic();
  Look();
  EXPECT_THAT(Round(), ElementsAre("find 5000000", "copy 4096", "find 5000000"));
  EXPECT_EQ(TimeInUse(), Count(700));
  clock_.Advance(absl::Seconds(1));
  Look();
  EXPECT_EQ(desk_->SignsOf(inventory_.chips[0])->at, at);
}

TEST_F(DatastoreDeskTest, TellsEachTimeAnewWhyAChipIsNotRead) {
  Look();
  EXPECT_THAT(WhyUnknown(), HasSubstr("nobody holds the chip"));
  EXPECT_EQ(desk_->SignsOf(inventory_.chips[0])->at, clock_.Monotonic());
  clock_.Advance(absl::Seconds(1));
  Look();
  EXPECT_EQ(desk_->SignsOf(inventory_.chips[0])->at, clock_.Monotonic());
  snapshot_.chips[0].counters = Reading<ChipCounters>::Unknown(absl::UnavailableError("hung"));
  Look();
  EXPECT_THAT(WhyUnknown(), HasSubstr("not known whether the chip is in reset"));
}

TEST_F(DatastoreDeskTest, TellsWhatTheDriverRefusedWith) {
  driver_->attach_status = absl::UnavailableError("no slot");
  Hold({kTrain});
  Look();
  clock_.Advance(absl::Seconds(10));
  Look();
  Round();
  EXPECT_EQ(TimeInUse(), Count::Unknown(absl::UnavailableError("no slot")));
}

TEST_F(DatastoreDeskTest, LetsGoOfAChipThatNobodyHolds) {
  Attach();
  Hold({});
  Look();
  EXPECT_THAT(Round(), ElementsAre("detach"));
}

TEST_F(DatastoreDeskTest, LetsGoWithoutALookOnceTheLastHolderHasEnded) {
  Attach();
  desk_->NoteExit(kTrain.pid + 1);
  EXPECT_EQ(queue_.size(), 0u);
  desk_->NoteExit(kTrain.pid);
  EXPECT_THAT(Round(), ElementsAre("detach"));
}

TEST_F(DatastoreDeskTest, IsNotLedBackByALookThatBeganBeforeTheEnd) {
  Attach();
  desk_->NoteExit(kTrain.pid);
  Round();
  clock_.Advance(absl::Seconds(10));
  Look();
  EXPECT_THAT(WhyUnknown(), HasSubstr("nobody holds the chip"));
  // Another process with that number.
  Hold({{kTrain.pid, kTrain.start_ticks + 1}});
  Look();
  EXPECT_THAT(WhyUnknown(), HasSubstr("its latest holder has just begun"));
}

TEST_F(DatastoreDeskTest, NeitherReadsNorLetsGoWhileALookMayNotHaveSeenEverybody) {
  Attach();
  Hold({});
  snapshot_.evidence.holders.sight = absl::PermissionDeniedError("run it as root");
  clock_.Advance(absl::Seconds(10));
  Look();
  EXPECT_EQ(WhyUnknown(), "run it as root");
  snapshot_.evidence.holders.sight = absl::OkStatus();
  Hold({kTrain});
  Look();
  EXPECT_THAT(Round(), ElementsAre("find 5000000", "copy 4096", "find 5000000"));
}

TEST_F(DatastoreDeskTest, LetsGoOfWhoIsKnownToHaveEndedAlsoThen) {
  Attach();
  snapshot_.evidence.holders.sight = absl::PermissionDeniedError("run it as root");
  Look();
  desk_->NoteExit(kTrain.pid);
  EXPECT_THAT(Round(), ElementsAre("detach"));
}

TEST_F(DatastoreDeskTest, LeavesAChipInResetAlone) {
  Attach();
  SetReset(ResetState::kResetting);
  clock_.Advance(absl::Seconds(10));
  Look();
  EXPECT_THAT(WhyUnknown(), HasSubstr("in reset"));
  SetReset(ResetState::kReady);
  Look();
  EXPECT_THAT(Round(), ElementsAre("find 5000000", "copy 4096", "find 5000000"));
}

TEST_F(DatastoreDeskTest, ForgetsAReadingThatALookHasOvertaken) {
  Attach();
  clock_.Advance(absl::Seconds(10));
  Look();
  clock_.Advance(absl::Milliseconds(1));
  SetReset(ResetState::kResetting);
  Look();
  Round();
  EXPECT_THAT(WhyUnknown(), HasSubstr("in reset"));
}

TEST_F(DatastoreDeskTest, SaysNothingWhereSysfsShowsTheSame) {
  inventory_.generation = DriverVersion{2, 30, 0, 0};
  Hold({kTrain});
  Look();
  clock_.Advance(absl::Seconds(10));
  Look();
  EXPECT_FALSE(desk_->SignsOf(inventory_.chips[0]).has_value());
  EXPECT_THAT(driver_->calls, IsEmpty());
}

TEST_F(DatastoreDeskTest, KnowsNothingOfAnotherChipInItsPlace) {
  Attach();
  inventory_.chips[0].tree = Walk();
  EXPECT_FALSE(desk_->SignsOf(inventory_.chips[0]).has_value());
  Look();
  EXPECT_THAT(Round(), ElementsAre("detach"));
  EXPECT_THAT(WhyUnknown(), HasSubstr("setting the chip up"));
}

TEST_F(DatastoreDeskTest, LetsGoOfAChipThatIsGone) {
  Attach();
  const Chip gone = inventory_.chips[0];
  inventory_.chips.clear();
  snapshot_.chips.clear();
  Look();
  EXPECT_THAT(Round(), ElementsAre("detach"));
  EXPECT_FALSE(desk_->SignsOf(gone).has_value());
  desk_->NoteExit(kTrain.pid);
}

}  // namespace
}  // namespace neuron
