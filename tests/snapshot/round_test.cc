#include "agent/snapshot/round.h"

#include "gtest/gtest.h"
#include "tests/fakes/fake_container_source.h"
#include "tests/fakes/fake_holder_source.h"
#include "tests/fakes/recording_driver.h"
#include "tests/snapshot/plain_host.h"

namespace neuron {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1795000000);
const absl::Status kLate = absl::DeadlineExceededError("no answer");

// A round of everything, on a host with chip 2.
class RoundTest : public testing::Test {
 protected:
  RoundTest() {
    host_.AddChip(2);
    holders_.Hold(4711, host_.IdentityOf(2));
    ChipVisit visit;
    visit.index = 2;
    visit.appearance = 1;
    visit.now = kNow;
    visit.sampling = sampling_;
    visit.answers = DeviceAnswers();
    round_.AddHost();
    round_.AddChip(visit, [this](const ChipVisit&, const auto&) { ++late_answers_; });
    round_.AddWorkload({1, {{host_.IdentityOf(2), 2}}, kNow});
    round_.AddPci([this](const PciSide&) { ++late_pci_; });
    reads_ = round_.TakeReads();
  }

  void RunAll() {
    for (const ReaderCrew::Read& read : reads_) {
      read.run();
    }
  }

  // What a look brings now at the chip of this appearance, a second later than the visit.
  ChipReport Look(std::uint64_t appearance = 1) const {
    ChipVisit visit;
    visit.index = 2;
    visit.appearance = appearance;
    visit.now = kNow + absl::Seconds(1);
    visit.known = VisitChip(host_.paths(), nullptr, visit).chip;
    visit.sampling = sampling_;
    return VisitChip(host_.paths(), nullptr, visit);
  }

  std::uint64_t TurnAfter(const ChipReport& look) {
    round_.Overtake(look);
    round_.Finish(std::vector<absl::Status>(reads_.size()));
    return round_.chips()[0].report.turn;
  }

  PlainHost host_;
  const std::shared_ptr<ChipSampling> sampling_ = std::make_shared<ChipSampling>();
  FakeContainerSource containers_;
  FakeHolderSource holders_;
  WorkloadVisitor visitor_{&holders_, &containers_};
  RecordingDriver driver_;
  Round round_{host_.paths(), &driver_, &visitor_};
  std::vector<ReaderCrew::Read> reads_;
  int late_answers_ = 0;
  int late_pci_ = 0;
};

TEST_F(RoundTest, ReadsNothingThatIsNotAdded) {
  Round round(host_.paths(), &driver_, &visitor_);
  EXPECT_TRUE(round.TakeReads().empty());
  EXPECT_FALSE(round.host().ok());
  EXPECT_FALSE(round.pci().has_value());
  EXPECT_TRUE(round_.pci().has_value());
}

TEST_F(RoundTest, HasWhatWasFound) {
  RunAll();
  round_.Finish(std::vector<absl::Status>(reads_.size()));
  EXPECT_EQ(round_.host()->chips->size(), 1u);
  ASSERT_EQ(round_.chips().size(), 1u);
  EXPECT_EQ(round_.chips()[0].visit.index, 2);
  EXPECT_EQ(round_.chips()[0].report.read_at, kNow);
  EXPECT_TRUE(round_.chips()[0].report.counters.has_value());
  EXPECT_EQ(round_.TakeWorkload().holders.holders.size(), 1u);
  EXPECT_TRUE(round_.pci()->ok());
}

TEST_F(RoundTest, SaysOfEachReadWhyItDidNotComeBack) {
  round_.Finish(std::vector<absl::Status>(reads_.size(), kLate));
  EXPECT_EQ(round_.host().status(), kLate);
  EXPECT_EQ(round_.chips()[0].report.counters.why(), kLate);
  const absl::Status blind = round_.TakeWorkload().holders.sight;
  EXPECT_EQ(blind.message(), host_.paths().proc + ": no answer");
  EXPECT_EQ(round_.pci()->status().message(), host_.paths().sysfs + "/bus/pci: no answer");
}

TEST_F(RoundTest, GoesByALookThatReadTheChipLater) {
  RunAll();
  const ChipReport look = Look();
  EXPECT_EQ(TurnAfter(look), look.turn);
  EXPECT_EQ(round_.chips()[0].report.read_at, look.read_at);
  EXPECT_EQ(round_.chips()[0].report.counters.value().read_at[CounterGroup::kFast], look.read_at);
}

TEST_F(RoundTest, GoesByTheVisitIfThatReadTheChipLater) {
  const ChipReport look = Look();
  RunAll();
  EXPECT_GT(TurnAfter(look), look.turn);
  EXPECT_EQ(round_.chips()[0].report.read_at, kNow);
}

TEST_F(RoundTest, GoesByNoLookAtAChipThatCameBackSince) {
  RunAll();
  const ChipReport look = Look(/*appearance=*/7);
  EXPECT_LT(TurnAfter(look), look.turn);
}

TEST_F(RoundTest, IsNotTouchedByReadsThatAreLate) {
  round_.Finish(std::vector<absl::Status>(reads_.size(), kLate));
  RunAll();
  EXPECT_FALSE(round_.host().ok());
  EXPECT_FALSE(round_.chips()[0].report.counters.has_value());
  EXPECT_FALSE(round_.TakeWorkload().holders.sight.ok());
}

TEST_F(RoundTest, TellsWhatIsLate) {
  RunAll();
  for (const ReaderCrew::Read& read : reads_) {
    if (read.late != nullptr) {
      read.late();
    }
  }
  EXPECT_EQ(late_pci_, 1);
  EXPECT_EQ(late_answers_, 0) << "the chip was not to be asked";
}

}  // namespace
}  // namespace neuron
