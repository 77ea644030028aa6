#include "agent/snapshot/chip_report.h"

#include <fcntl.h>

#include <thread>

#include "agent/device/neuron_abi.h"
#include "agent/snapshot/host_report.h"
#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/recording_driver.h"
#include "tests/snapshot/plain_host.h"
#include "tests/snapshot/stuck_file.h"

namespace neuron {
namespace {

using Call = RecordingDriver::Call;

const absl::Time kNow = absl::FromUnixSeconds(1795000000);

class ChipReportTest : public testing::Test {
 protected:
  ChipReportTest() { host_.AddChip(3); }

  // A visit to chip 3 as it is known from before, if at all.
  ChipVisit Visit(std::shared_ptr<const Chip> known = nullptr) const {
    ChipVisit visit;
    visit.index = 3;
    visit.known = std::move(known);
    visit.answers = Reading<DeviceAnswers>::Unknown(absl::FailedPreconditionError("not yet"));
    return visit;
  }

  // A visit on which chip 3, which is known, is to be asked.
  ChipVisit Asking() {
    ChipVisit visit = Visit(Go(Visit()).chip);
    visit.inode = InodeOfChip(host_.paths(), 3);
    visit.ask = true;
    return visit;
  }

  ChipReport Go(const ChipVisit& visit) { return VisitChip(host_.paths(), &driver_, visit); }

  // What is known after one visit, changed.
  template <typename Change>
  std::shared_ptr<const Chip> Known(Change change) {
    auto chip = std::make_shared<Chip>(*Go(Visit()).chip);
    change(chip.get());
    return chip;
  }

  PlainHost host_;
  RecordingDriver driver_;
};

TEST_F(ChipReportTest, ReadsTheFactsAndCountersOfAChipThatIsNew) {
  const ChipReport report = Go(Visit());
  EXPECT_EQ(report.chip->index, 3);
  EXPECT_EQ(report.chip->device_name.value(), "Trainium1");
  EXPECT_EQ(report.chip->cores.size(), 2u);
  EXPECT_EQ(report.chip->identity.value(), host_.IdentityOf(3));
  EXPECT_EQ(report.chip->answers.why().message(), "not yet");
  EXPECT_EQ(report.counters.value().reset_state.value(), ResetState::kReady);
  EXPECT_EQ(report.counters.value().cores[1].tallies[CoreTally::kSuccess].value(), 7u);
}

TEST_F(ChipReportTest, NeverOpensTheDeviceUnlessTold) {
  EXPECT_FALSE(Go(Visit()).asked.has_value());
  EXPECT_TRUE(driver_.calls().empty());
}

TEST_F(ChipReportTest, NeedsNoDriverUnlessTold) {
  EXPECT_TRUE(VisitChip(host_.paths(), nullptr, Visit()).counters.has_value());
}

TEST_F(ChipReportTest, DoesNotReadFactsAgainThatWereKnownInFull) {
  const auto known = Go(Visit()).chip;
  host_.WriteChip(3, "info/serial_number", "another\n");
  EXPECT_EQ(Go(Visit(known)).chip, known);
}

TEST_F(ChipReportTest, ReadsTheSerialNumberAgainIfTold) {
  ChipVisit visit = Visit(Go(Visit()).chip);
  visit.serial_number_again = true;
  EXPECT_EQ(Go(visit).chip, visit.known) << "it is the same";
  host_.WriteChip(3, "info/serial_number", "00000000000000ab\n");
  const ChipReport other = Go(visit);
  EXPECT_EQ(other.chip->serial_number.value(), "00000000000000ab");
  EXPECT_EQ(other.chip->tree, visit.known->tree) << "nothing else is";
  host_.WriteChip(3, "info/serial_number", "");
  EXPECT_TRUE(Go(visit).chip->serial_number.is_unknown());
}

TEST_F(ChipReportTest, ReadsNoSerialNumberAgainWhileTheChipIsNotReady) {
  ChipVisit visit = Visit(Go(Visit()).chip);
  visit.serial_number_again = true;
  host_.WriteChip(3, "info/serial_number", "");
  host_.WriteChip(3, "reset", "0\n");
  EXPECT_EQ(Go(visit).chip, visit.known);
}

TEST_F(ChipReportTest, ReadsCountersOnEachVisit) {
  const auto known = Go(Visit()).chip;
  host_.WriteChip(3, "reset", "2\n");
  EXPECT_EQ(Go(Visit(known)).counters.value().reset_state.value(), ResetState::kInvalid);
}

TEST_F(ChipReportTest, ReadsWithTheSamplingOfBeforeWhatIsDue) {
  ChipVisit visit = Visit();
  visit.sampling = std::make_shared<ChipSampling>();
  visit.known = Go(visit).chip;
  host_.WriteChip(3, "reset", "2\n");
  host_.WriteChip(3, "neuron_core0/stats/status/invalid_error/total", "5\n");
  visit.now = kNow;
  const ChipReport second = Go(visit);
  EXPECT_EQ(second.counters.value().reset_state.value(), ResetState::kInvalid);
  EXPECT_EQ(second.counters.value().read_at[CounterGroup::kFast], kNow);
  EXPECT_LT(second.counters.value().read_at[CounterGroup::kEvents], kNow);
}

TEST_F(ChipReportTest, ReadsEverythingOfAChipThatWasWalkedAgain) {
  ChipVisit visit = Visit();
  visit.sampling = std::make_shared<ChipSampling>();
  visit.known = Go(visit).chip;
  visit.walk_again = true;
  visit.now = kNow;
  EXPECT_EQ(Go(visit).counters.value().read_at[CounterGroup::kEvents], kNow);
}

TEST_F(ChipReportTest, SaysWhenTheCountersWereRead) {
  FakeClock clock(kNow);
  ChipVisit visit = Visit();
  visit.sampling = std::make_shared<ChipSampling>();
  visit.now = kNow;
  visit.clock = &clock;
  const ChipReport first = Go(visit);
  EXPECT_EQ(first.read_at, kNow);
  EXPECT_EQ(first.sampled_at, clock.Monotonic());
  const ChipReport second = Go(visit);
  EXPECT_GT(second.turn, first.turn);
  EXPECT_EQ(SilentChip(visit, absl::DeadlineExceededError("hung")).turn, second.turn);
}

TEST_F(ChipReportTest, LooksAtTheFastGroupAlone) {
  ChipVisit visit = Visit();
  visit.sampling = std::make_shared<ChipSampling>();
  visit.known = Go(visit).chip;
  host_.WriteChip(3, "reset", "2\n");
  host_.WriteChip(3, "info/serial_number", "another\n");
  visit.now = kNow;
  const ChipReport look = LookAtChip(visit);
  EXPECT_EQ(look.chip, visit.known);
  EXPECT_EQ(look.counters.value().reset_state.value(), ResetState::kInvalid);
  EXPECT_EQ(look.counters.value().read_at[CounterGroup::kFast], kNow);
  EXPECT_LT(look.counters.value().read_at[CounterGroup::kEvents], kNow);
  EXPECT_TRUE(driver_.calls().empty());
}

TEST_F(ChipReportTest, DoesNotLookWithWhatIsOfOtherNodes) {
  ChipVisit visit = Visit();
  visit.sampling = std::make_shared<ChipSampling>();
  visit.known = Go(visit).chip;
  visit.walk_again = true;
  Go(visit);
  const ChipReport look = LookAtChip(visit);
  EXPECT_TRUE(look.counters.is_unknown());
  EXPECT_EQ(look.turn, 0u);
}

TEST_F(ChipReportTest, ReadsAFactAgainThatCouldNotBeReadWithoutWalkingAgain) {
  const auto known = Known([](Chip* chip) {
    chip->serial_number = Reading<std::string>::Unknown(absl::DataLossError("empty"));
  });
  const auto chip = Go(Visit(known)).chip;
  EXPECT_EQ(chip->serial_number.value(), "1a2b3c4d5e6f0003");
  EXPECT_EQ(chip->tree, known->tree);
}

TEST_F(ChipReportTest, ReadsEachFactAgainThatCouldNotBeRead) {
  const absl::Status why = absl::UnavailableError("busy");
  EXPECT_TRUE(Go(Visit(Known([&](Chip* chip) {
                chip->device_name = Reading<std::string>::Unknown(why);
              }))).chip->device_name.has_value());
  EXPECT_TRUE(Go(Visit(Known([&](Chip* chip) {
                chip->connected = Reading<ChipSet>::Unknown(why);
              }))).chip->connected.has_value());
  EXPECT_TRUE(Go(Visit(Known([&](Chip* chip) {
                chip->identity = Reading<DeviceIdentity>::Unknown(why);
              }))).chip->identity.has_value());
}

TEST_F(ChipReportTest, DoesNotAskAgainForAFactThatWasRefused) {
  const auto known = Known([](Chip* chip) {
    chip->serial_number = Reading<std::string>::Unknown(absl::PermissionDeniedError("root only"));
  });
  EXPECT_EQ(Go(Visit(known)).chip, known);
}

TEST_F(ChipReportTest, WalksAgainWhileTheChipLacksNodes) {
  host_.RemoveFromChip(3, "reset");
  const auto known = Go(Visit()).chip;
  EXPECT_TRUE(Go(Visit(known)).counters.value().reset_state.is_absent());
  host_.WriteChip(3, "reset", "1\n");
  EXPECT_EQ(Go(Visit(known)).counters.value().reset_state.value(), ResetState::kReady);
}

TEST_F(ChipReportTest, WalksAgainWhileTheChipLacksCores) {
  host_.RemoveFromChip(3, "neuron_core1");
  const auto known = Go(Visit()).chip;
  EXPECT_EQ(known->cores.size(), 1u);
  host_.WriteChip(3, "neuron_core1/info/architecture/arch_type", "NCv2\n");
  EXPECT_EQ(Go(Visit(known)).chip->cores.size(), 2u);
}

TEST_F(ChipReportTest, WalksAgainWhenTold) {
  const auto known = Go(Visit()).chip;
  ChipVisit visit = Visit(known);
  visit.walk_again = true;
  const auto chip = Go(visit).chip;
  EXPECT_NE(chip, known);
  EXPECT_NE(chip->tree, known->tree);
}

TEST_F(ChipReportTest, SaysWhatTheChipSaidEarlier) {
  const auto known = Go(Visit()).chip;
  ChipVisit visit = Visit(known);
  DeviceAnswers answers;
  answers.revision = 5u;
  visit.answers = answers;
  EXPECT_EQ(Go(visit).chip->answers.value().revision.value(), 5u);
  EXPECT_TRUE(driver_.calls().empty());
}

TEST_F(ChipReportTest, AsksOnceForFreeAccessWhenTold) {
  driver_.AnswerWith(kDeviceBasicInfo, {2, 0, 0, 0, 9, 0, 0, 0});
  const ChipReport report = Go(Asking());
  ASSERT_TRUE(report.asked.has_value());
  ASSERT_TRUE(report.asked->ok());
  EXPECT_EQ((*report.asked)->revision.value(), 9u);
  EXPECT_EQ(report.chip->answers.value().revision.value(), 9u);
  ASSERT_EQ(driver_.Count(Call::Kind::kOpen), 1u);
  EXPECT_EQ(driver_.calls()[0].path, host_.NodeOf(3));
  EXPECT_EQ(driver_.calls()[0].flags, O_WRONLY | O_CLOEXEC);
  EXPECT_EQ(driver_.open_descriptors(), 0);
}

TEST_F(ChipReportTest, SaysWhyAskingFailed) {
  driver_.FailOpen(absl::PermissionDeniedError("/dev/neuron3"));
  const ChipReport report = Go(Asking());
  EXPECT_EQ(report.asked->status(), absl::PermissionDeniedError("/dev/neuron3"));
  EXPECT_EQ(report.chip->answers.why(), absl::PermissionDeniedError("/dev/neuron3"));
  EXPECT_TRUE(report.counters.has_value());
}

TEST_F(ChipReportTest, KnowsNoCountersOfAChipThatCannotBeWalked) {
  host_.RemoveChip(3);
  const ChipReport report = Go(Visit());
  EXPECT_EQ(report.chip->index, 3);
  EXPECT_TRUE(report.chip->identity.is_unknown());
  EXPECT_TRUE(absl::IsNotFound(report.counters.why())) << report.counters.why();
}

TEST_F(ChipReportTest, KeepsTheFactsOfAChipThatDoesNotComeBack) {
  const auto known = Go(Visit()).chip;
  const absl::Status why = absl::DeadlineExceededError("no answer");
  const ChipReport report = SilentChip(Visit(known), why);
  EXPECT_EQ(report.chip, known);
  EXPECT_EQ(report.counters.why(), why);
  EXPECT_FALSE(report.asked.has_value());
}

TEST_F(ChipReportTest, KnowsNothingOfANewChipThatDoesNotComeBack) {
  const absl::Status why = absl::DeadlineExceededError("no answer");
  const ChipReport report = SilentChip(Visit(), why);
  EXPECT_EQ(report.chip->index, 3);
  EXPECT_EQ(report.chip->device_name.why(), why);
  EXPECT_EQ(report.chip->tree, nullptr);
}

TEST_F(ChipReportTest, DoesNotOpenAChipThatCameBackSinceTheVisitWasPlanned) {
  const ChipVisit visit = Asking();
  host_.ReplaceChip(3);
  const ChipReport report = Go(visit);
  EXPECT_TRUE(absl::IsFailedPrecondition(report.asked->status())) << report.asked->status();
  EXPECT_TRUE(report.chip->answers.is_unknown());
  EXPECT_TRUE(driver_.calls().empty());
}

TEST_F(ChipReportTest, DoesNotOpenAChipThatHasGone) {
  ChipVisit visit = Asking();
  host_.RemoveChip(3);
  EXPECT_FALSE(Go(visit).asked->ok());
  visit.inode = 0;
  EXPECT_FALSE(Go(visit).asked->ok());
  EXPECT_TRUE(driver_.calls().empty());
}

TEST_F(ChipReportTest, AsksBeforeAnyReadThatTheChipCouldHoldUp) {
  ChipVisit visit = Asking();
  visit.walk_again = true;
  std::thread reader;
  {
    const StuckFile stuck(host_.ChipPath(3, "info/serial_number"));
    reader = std::thread([&] { Go(visit); });
    stuck.WaitForReader();
    EXPECT_EQ(driver_.Count(Call::Kind::kClose), 1u);
  }
  reader.join();
}

TEST_F(ChipReportTest, DoesNotKnowYetWhatComesOfAskingAChipThatDoesNotComeBack) {
  const ChipReport report = SilentChip(Asking(), absl::DeadlineExceededError("no answer"));
  EXPECT_FALSE(report.asked.has_value());
}

TEST_F(ChipReportTest, SaysOfANewChipThatDoesNotComeBackWhatItSaidEarlier) {
  ChipVisit visit = Visit();
  visit.answers = DeviceAnswers();
  EXPECT_TRUE(SilentChip(visit, absl::DeadlineExceededError("x")).chip->answers.has_value());
}

}  // namespace
}  // namespace neuron
