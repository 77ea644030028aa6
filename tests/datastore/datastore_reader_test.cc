#include "agent/datastore/datastore_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/datastore/example_page.h"
#include "tests/datastore/fake_attaching_driver.h"
#include "tests/fakes/fake_proc.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Count = Reading<std::uint64_t>;

constexpr ProcessId kTrain = {FakeProc::kFirstPid, 100};
constexpr ProcessId kServe = {FakeProc::kFirstPid + 1, 200};
constexpr std::uint64_t kOffset = 4096;

std::string PageWith(std::uint64_t time_in_use) {
  std::string page = ExamplePage();
  PutNumber(256, time_in_use, &page);
  return page;
}

class DatastoreReaderTest : public testing::Test {
 protected:
  DatastoreReaderTest() {
    proc_.AddProcess(kTrain.pid, "train", 100);
    proc_.AddProcess(kServe.pid, "serve", 200);
    driver_->datastores[kTrain.pid] = {kOffset, PageWith(41)};
  }

  std::vector<HolderCounts> Read(const std::vector<ProcessId>& holders) {
    auto counts = reader_->Read(holders, at_);
    EXPECT_TRUE(counts.ok()) << counts.status();
    return counts.ok() ? *std::move(counts) : std::vector<HolderCounts>();
  }

  // What the one holder has counted.
  Reading<DatastoreCounts> CountsOfTrain() {
    const auto counts = Read({kTrain});
    EXPECT_THAT(counts, SizeIs(1));
    return counts.empty() ? Reading<DatastoreCounts>() : counts[0].counts;
  }

  FakeProc proc_;
  std::shared_ptr<FakeAttachingDriver> driver_ = std::make_shared<FakeAttachingDriver>();
  std::unique_ptr<DatastoreReader> reader_ = std::make_unique<DatastoreReader>(
      driver_, DatastoreChip{"/dev/neuron0", proc_.path(), {2, 24, 7, 0}, 2});
  absl::Duration at_ = absl::Seconds(100);
};

TEST_F(DatastoreReaderTest, ReadsWhatEachHolderHasCounted) {
  driver_->datastores[kServe.pid] = {2 * kOffset, PageWith(42)};
  const auto counts = Read({kTrain, kServe});
  ASSERT_THAT(counts, SizeIs(2));
  EXPECT_EQ(counts[0].holder, kTrain);
  ASSERT_THAT(counts[0].counts.value().cores, SizeIs(2));
  EXPECT_EQ(counts[0].counts.value().cores[0][CoreTally::kTimeInUse], Count(41));
  EXPECT_EQ(counts[1].holder, kServe);
  EXPECT_EQ(counts[1].counts.value().cores[0][CoreTally::kTimeInUse], Count(42));
}

TEST_F(DatastoreReaderTest, HasNoneOfAHolderWithoutADatastore) {
  EXPECT_TRUE(Read({kServe})[0].counts.is_absent());
}

TEST_F(DatastoreReaderTest, StaysAttachedWhileSomebodyHoldsTheChip) {
  Read({kTrain});
  Read({kTrain, kServe});
  Read({kServe});
  EXPECT_TRUE(reader_->attached());
  EXPECT_THAT(driver_->calls, testing::Contains("attach /dev/neuron0").Times(1));
  EXPECT_THAT(driver_->calls, testing::Not(testing::Contains("detach")));
}

TEST_F(DatastoreReaderTest, DetachesAsSoonAsNobodyDoes) {
  Read({kTrain});
  driver_->calls.clear();
  EXPECT_THAT(Read({}), IsEmpty());
  EXPECT_FALSE(reader_->attached());
  EXPECT_THAT(driver_->calls, ElementsAre("detach"));
}

TEST_F(DatastoreReaderTest, DetachesOnceWhenToldToAndAtItsEnd) {
  Read({kTrain});
  driver_->calls.clear();
  reader_->Detach();
  reader_->Detach();
  EXPECT_THAT(driver_->calls, ElementsAre("detach"));
  Read({kTrain});
  driver_->calls.clear();
  reader_.reset();
  EXPECT_THAT(driver_->calls, ElementsAre("detach"));
}

TEST_F(DatastoreReaderTest, NeverAttachesToAChipThatNobodyHolds) {
  EXPECT_THAT(Read({}), IsEmpty());
  reader_.reset();
  EXPECT_THAT(driver_->calls, IsEmpty());
}

TEST_F(DatastoreReaderTest, AsksWhereTheDatastoreIsBeforeAndAfter) {
  Read({kTrain});
  EXPECT_THAT(driver_->calls,
              ElementsAre("attach /dev/neuron0", "find 5000000", "copy 4096", "find 5000000"));
}

TEST_F(DatastoreReaderTest, DiscardsAPageWhoseOwnerLeftMeanwhile) {
  driver_->during_copy = [this] { driver_->datastores.clear(); };
  EXPECT_TRUE(absl::IsAborted(CountsOfTrain().why()));
}

TEST_F(DatastoreReaderTest, DiscardsAPageThatAnotherHasNow) {
  driver_->during_copy = [this] {
    driver_->datastores[kServe.pid] = driver_->datastores[kTrain.pid];
    driver_->datastores[kTrain.pid].offset = 2 * kOffset;
  };
  EXPECT_TRUE(absl::IsAborted(CountsOfTrain().why()));
}

TEST_F(DatastoreReaderTest, DiscardsThePageOfAnotherProcessWithThatPid) {
  proc_.AddProcess(kTrain.pid, "train", 101);
  EXPECT_TRUE(absl::IsAborted(CountsOfTrain().why())) << CountsOfTrain().why();
  proc_.tree().Remove("proc/5000000/stat");
  EXPECT_TRUE(CountsOfTrain().is_unknown());
}

TEST_F(DatastoreReaderTest, DiscardsAPageThatIsGone) {
  driver_->datastores[kTrain.pid].page.clear();
  EXPECT_TRUE(absl::IsDataLoss(CountsOfTrain().why()));
}

TEST_F(DatastoreReaderTest, DoesNotKnowWhatAnEmptyPageWillSay) {
  driver_->datastores[kTrain.pid].page = std::string(kCountedBytes, '\0');
  EXPECT_TRUE(absl::IsUnavailable(CountsOfTrain().why()));
}

TEST_F(DatastoreReaderTest, TriesToAttachOnceAMinute) {
  driver_->attach_status = absl::UnavailableError("open /dev/neuron0: busy");
  for (int second = 0; second < 60; second += 10) {
    EXPECT_EQ(reader_->Read({kTrain}, at_).status(), driver_->attach_status);
    at_ += absl::Seconds(10);
  }
  EXPECT_THAT(driver_->calls, ElementsAre("attach /dev/neuron0"));
  driver_->attach_status = absl::OkStatus();
  EXPECT_EQ(CountsOfTrain().value().cores[0][CoreTally::kTimeInUse], Count(41));
}

}  // namespace
}  // namespace neuron
