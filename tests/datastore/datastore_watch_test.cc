#include "agent/datastore/datastore_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/datastore/example_page.h"
#include "tests/datastore/fake_attaching_driver.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_proc.h"
#include "tests/snapshot/gate.h"
#include "tests/snapshot/post_queue.h"

namespace neuron {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using Subject = DatastoreWatch::Subject;

constexpr ProcessId kTrain = {FakeProc::kFirstPid, 100};

// The fake, for a watch whose threads outlive its rounds; neuron9 is in reset until its gate opens.
class SharedDriver : public FakeAttachingDriver {
 public:
  absl::StatusOr<int> Attach(const std::string& node) override {
    if (node == "/dev/neuron9") {
      gate.Pass();
    }
    return FakeAttachingDriver::Attach(node);
  }

  void Detach(int fd) override {
    FakeAttachingDriver::Detach(fd);
    detached.Pass();
  }

  Gate gate;
  Gate detached;
};

class DatastoreWatchTest : public testing::Test {
 protected:
  DatastoreWatchTest() {
    driver_->detached.Open();
    proc_.AddProcess(kTrain.pid, "train", 100);
    driver_->datastores[kTrain.pid] = {4096, ExamplePage()};
  }

  Subject Held(int chip, std::vector<ProcessId> holders = {kTrain}) const {
    Subject subject;
    subject.chip = chip;
    subject.place = {absl::StrCat("/dev/neuron", chip), proc_.path(), {2, 24, 7, 0}, 2};
    subject.holders = std::move(holders);
    return subject;
  }

  // One look, and all that comes of it. Gives what the driver was told.
  std::vector<std::string> Look(const std::vector<Subject>& subjects) {
    driver_->calls.clear();
    watch_->Follow(subjects);
    Serve();
    return driver_->calls;
  }

  // A round's end is posted once.
  void Serve() {
    while (watch_->busy()) {
      queue_.RunOne();
    }
  }

  FakeProc proc_;
  FakeClock clock_;
  PostQueue queue_;
  const std::shared_ptr<SharedDriver> driver_ = std::make_shared<SharedDriver>();
  // By chip: "3 ok".
  std::vector<std::string> heard_;
  std::unique_ptr<DatastoreWatch> watch_ = std::make_unique<DatastoreWatch>(
      &clock_, [this](std::function<void()> call) { queue_.Post(std::move(call)); }, driver_,
      DatastoreWatch::Pace{absl::Seconds(10), absl::Seconds(1)},
      [this](int chip, const DatastoreWatch::Counts& counts, absl::Duration at) {
        EXPECT_LE(at, clock_.Monotonic());
        heard_.push_back(absl::StrCat(chip, " ", absl::StatusCodeToString(counts.status().code())));
      });
};

TEST_F(DatastoreWatchTest, ReadsEachChipThatIsHeldOnceAPeriod) {
  Look({Held(0), Held(1), Held(2, {})});
  EXPECT_THAT(heard_, ElementsAre("0 OK", "1 OK"));
  clock_.Advance(absl::Seconds(9));
  EXPECT_THAT(Look({Held(0), Held(1)}), IsEmpty());
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(Look({Held(0)}), ElementsAre("detach", "find 5000000", "copy 4096", "find 5000000"));
}

TEST_F(DatastoreWatchTest, LetsGoAtOnceOfWhatNobodyHolds) {
  Look({Held(0), Held(1)});
  EXPECT_THAT(Look({Held(0, {}), Held(1)}), ElementsAre("detach"));
  EXPECT_THAT(Look({Held(0, {}), Held(1)}), IsEmpty());
}

TEST_F(DatastoreWatchTest, LetsGoOfChipsThatAreNotThereAnyMore) {
  Look({Held(0)});
  EXPECT_THAT(Look({}), ElementsAre("detach"));
}

TEST_F(DatastoreWatchTest, AttachesAnewToAnotherChipInThePlace) {
  Look({Held(0)});
  Subject other = Held(0);
  other.appearance = 1;
  EXPECT_THAT(Look({other}), ElementsAre("detach", "attach /dev/neuron0", "find 5000000",
                                         "copy 4096", "find 5000000"));
}

TEST_F(DatastoreWatchTest, LeavesAChipAloneThatMayNotBeReadNow) {
  Subject subject = Held(0);
  subject.allowed = absl::FailedPreconditionError("the chip is in reset");
  EXPECT_THAT(Look({subject}), IsEmpty());
  Look({Held(0)});
  clock_.Advance(absl::Seconds(10));
  EXPECT_THAT(Look({subject}), IsEmpty());
  subject.holders.clear();
  EXPECT_THAT(Look({subject}), ElementsAre("detach"));
}

TEST_F(DatastoreWatchTest, HearsOfAHolderThatEndsDuringAReading) {
  driver_->during_copy = [this] { driver_->datastores.clear(); };
  watch_->Follow({Held(0)});
  watch_->Follow({Held(0, {})});
  Serve();
  EXPECT_THAT(driver_->calls, Contains("detach"));
}

TEST_F(DatastoreWatchTest, GivesUpAChipThatTheDriverIsStuckWith) {
  watch_->Follow({Held(9), Held(1)});
  driver_->gate.WaitForArrivals(1);
  clock_.Advance(absl::Seconds(1));
  Serve();
  EXPECT_THAT(heard_, ElementsAre("9 DEADLINE_EXCEEDED", "1 OK"));
  clock_.Advance(absl::Seconds(10));
  Look({Held(9), Held(1)});
  EXPECT_EQ(driver_->gate.arrived(), 1);
  EXPECT_THAT(heard_, ElementsAre("9 DEADLINE_EXCEEDED", "1 OK", "1 OK"));

  // It comes back attached to what nobody holds any more.
  Look({Held(9, {}), Held(1)});
  driver_->gate.Open();
  queue_.RunOne();
  Serve();
  EXPECT_THAT(driver_->calls, Contains("attach /dev/neuron9"));
  EXPECT_EQ(driver_->calls.back(), "detach");
}

TEST_F(DatastoreWatchTest, DetachesAtItsEnd) {
  Look({Held(0), Held(1)});
  watch_.reset();
  driver_->detached.WaitForPassages(2);
}

}  // namespace
}  // namespace neuron
