#include "agent/health/kernel_signs.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr char kInstance[] = "i-0592464924bd45322";
constexpr char kSerial0[] = "19fcda00f5ff6eb9";
constexpr char kSerial1[] = "00000000000000ab";

Chip MakeChip(int index, const Reading<std::string>& serial_number) {
  Chip chip;
  chip.index = index;
  chip.serial_number = serial_number;
  return chip;
}

class KernelSignsTest : public testing::Test {
 protected:
  KernelSignsTest() {
    inventory_.chips = {MakeChip(0, std::string(kSerial0)), MakeChip(1, std::string(kSerial1))};
  }

  KernelNews Judge(const std::string& text, bool from_kernel = true) {
    KernelRecord record;
    record.text = text;
    record.from_kernel = from_kernel;
    record.logged_at = logged_at_;
    return signs_.Judge(record, at_, inventory_, instance_);
  }

  // Why it is a security event, or an event of the host; empty if it is none.
  std::string WhyForged(const std::string& text) {
    const KernelNews news = Judge(text);
    EXPECT_FALSE(news.sign.has_value() || news.host.has_value()) << text;
    return news.security.has_value() ? news.security->why : "";
  }
  std::string WhyOfHost(const std::string& text) {
    const KernelNews news = Judge(text);
    EXPECT_FALSE(news.sign.has_value() || news.security.has_value()) << text;
    return news.host.has_value() ? news.host->why : "";
  }

  bool IsSign(const std::string& text) { return Judge(text).sign.has_value(); }

  Inventory inventory_;
  std::string instance_ = kInstance;
  absl::Time logged_at_ = absl::FromUnixSeconds(1795000000);
  absl::Duration at_ = absl::Hours(1);
  KernelSigns signs_;
};

TEST_F(KernelSignsTest, MakesASignOfWhatAgreesWithTheHost) {
  const std::string line =
      absl::StrCat("NEURON_HW_ERR=SRAM_UNCORRECTABLE_ERROR instance-id=", kInstance,
                   " nd-id=0 nc-id=0 serial-num=", kSerial0);
  const KernelNews news = Judge(line);
  ASSERT_TRUE(news.sign.has_value());
  EXPECT_FALSE(news.security.has_value() || news.host.has_value());
  EXPECT_EQ(news.sign->ailment, Ailment::kSramUncorrectable);
  EXPECT_EQ(news.sign->source, SignSource::kKernelLog);
  EXPECT_EQ(news.sign->chip, 0);
  EXPECT_EQ(news.sign->seen_at, logged_at_);
  EXPECT_EQ(news.sign->amount, 1U);
  EXPECT_FALSE(news.sign->lasting);
  EXPECT_EQ(news.sign->raw, line);
}

TEST_F(KernelSignsTest, MakesASignOfTheDriversOwnLine) {
  const KernelNews news = Judge("neuron:nr_reset_thread_fn: nd1: reset request 5 failed");
  ASSERT_TRUE(news.sign.has_value());
  EXPECT_EQ(news.sign->ailment, Ailment::kResetFailed);
  EXPECT_EQ(news.sign->chip, 1);
}

TEST_F(KernelSignsTest, SaysWhichLineOfTheLogItWas) {
  KernelRecord record;
  record.text = "neuron:nr_reset_thread_fn: nd1: reset request 5 failed";
  record.sequence = 4711;
  EXPECT_EQ(signs_.Judge(record, at_, inventory_, instance_).sign->log_sequence, 4711u);
  record.text = "neuron:nr_reset_thread_fn: nd0: reset request 5 failed";
  record.sequence.reset();
  EXPECT_EQ(signs_.Judge(record, at_, inventory_, instance_).sign->log_sequence, absl::nullopt);
}

TEST_F(KernelSignsTest, PassesOverWhatConcernsNoChip) {
  const KernelNews news = Judge("neuron:nr_reset_thread_fn: nd1: reset request 5 completed");
  EXPECT_FALSE(news.sign.has_value() || news.security.has_value() || news.host.has_value());
}

TEST_F(KernelSignsTest, KnowsAChipByItsSerialNumberAlone) {
  const KernelNews news = Judge("NEURON_HW_ERR=DMA_ERROR serial-num=AB");
  ASSERT_TRUE(news.sign.has_value());
  EXPECT_EQ(news.sign->chip, 1);
}

TEST_F(KernelSignsTest, KnowsASerialNumberByItsValue) {
  EXPECT_TRUE(IsSign("NEURON_HW_ERR=DMA_ERROR nd-id=1 serial-num=00ab"));
  EXPECT_TRUE(IsSign("NEURON_HW_ERR=DMA_ERROR nd-id=0 serial-num=19FCDA00F5FF6EB9"));
}

TEST_F(KernelSignsTest, DoesNotDoubtWhereOneSideIsNotKnown) {
  EXPECT_TRUE(IsSign("NEURON_HW_ERR=DMA_ERROR nd-id=0"));
  instance_ = "";
  EXPECT_TRUE(IsSign("NEURON_HW_ERR=DMA_ERROR nd-id=0 instance-id=i-1"));
  inventory_.chips[0].serial_number =
      Reading<std::string>::Unknown(absl::UnavailableError("reset"));
  EXPECT_TRUE(IsSign("NEURON_HW_ERR=DMA_ERROR nd-id=0 serial-num=77"));
  inventory_.chips[0].serial_number = Reading<std::string>::Absent();
  EXPECT_TRUE(IsSign("NEURON_HW_ERR=DMA_ERROR nd-id=0 serial-num=78"));
  inventory_.chips[0].serial_number = std::string();
  EXPECT_TRUE(IsSign("NEURON_HW_ERR=DMA_ERROR nd-id=0 serial-num=79"));
}

TEST_F(KernelSignsTest, ReportsWhatNamesAnotherChipOrHost) {
  EXPECT_THAT(WhyForged("NEURON_HW_ERR=DMA_ERROR nd-id=77"), HasSubstr("chip 77, which is not"));
  EXPECT_EQ(WhyForged(absl::StrCat("NEURON_HW_ERR=DMA_ERROR nd-id=1 serial-num=", kSerial0)),
            absl::StrCat("it gives chip 1 the serial number ", kSerial0, "; it has ", kSerial1));
  EXPECT_THAT(WhyForged("NEURON_HW_ERR=DMA_ERROR serial-num=77"),
              HasSubstr("serial number 77, which no chip here has"));
  EXPECT_THAT(WhyForged("NEURON_HW_ERR=DMA_ERROR nd-id=0 serial-num=none"), HasSubstr("none"));
  EXPECT_THAT(WhyForged("NEURON_HW_ERR=DMA_ERROR nd-id=0 instance-id=i-1"),
              HasSubstr("instance i-1, not of i-0592464924bd45322"));
}

TEST_F(KernelSignsTest, ReportsWhatContradictsItself) {
  EXPECT_EQ(WhyForged("NEURON_HW_ERR=DMA_ERROR nd-id=0 nd-id=1"), "nd-id is said twice");
  EXPECT_EQ(WhyForged("NEURON_HW_ERR=DMA_ERROR nd-id=-1"), "nd-id=-1 is no index");
}

TEST_F(KernelSignsTest, ReportsWhatAProcessWroteToTheLog) {
  for (const char* text : {"NEURON_HW_ERR=DMA_ERROR nd-id=0", "neuron:f: nd0: Scrub failed"}) {
    const KernelNews news = Judge(text, false);
    ASSERT_TRUE(news.security.has_value()) << text;
    EXPECT_FALSE(news.sign.has_value());
    EXPECT_EQ(news.security->text, text);
    EXPECT_EQ(news.security->seen_at, logged_at_);
    EXPECT_THAT(news.security->why, StartsWith("a process wrote it"));
  }
  EXPECT_FALSE(Judge("systemd: hello", false).security.has_value());
}

TEST_F(KernelSignsTest, SaysWhatGivesAForgeryAway) {
  const auto code = [this](const std::string& text) { return Judge(text).security->code; };
  EXPECT_EQ(code("NEURON_HW_ERR=DMA_ERROR nd-id=77"), Forgery::kNoSuchChip);
  EXPECT_EQ(code("NEURON_HW_ERR=DMA_ERROR nd-id=1 serial-num=77"), Forgery::kOtherSerialNumber);
  EXPECT_EQ(code("NEURON_HW_ERR=DMA_ERROR serial-num=77"), Forgery::kNoSuchSerialNumber);
  EXPECT_EQ(code("NEURON_HW_ERR=DMA_ERROR instance-id=i-1"), Forgery::kOtherInstance);
  EXPECT_EQ(code("NEURON_HW_ERR=DMA_ERROR nd-id=-1"), Forgery::kMalformed);
  EXPECT_EQ(Judge("NEURON_HW_ERR=DMA_ERROR nd-id=0", false).security->code,
            Forgery::kNotFromKernel);
}

TEST_F(KernelSignsTest, SaysWhichChipAForgeryNames) {
  EXPECT_EQ(Judge("NEURON_HW_ERR=DMA_ERROR nd-id=77").security->chip, 77);
  EXPECT_EQ(Judge("NEURON_HW_ERR=DMA_ERROR nd-id=1 serial-num=77").security->chip, 1);
  EXPECT_EQ(Judge("NEURON_HW_ERR=DMA_ERROR serial-num=77").security->chip, absl::nullopt);
}

TEST_F(KernelSignsTest, CountsEventsThatItPassesOver) {
  for (int i = 0; i < 30; ++i) {
    Judge(absl::StrCat("NEURON_HW_ERR=DMA_ERROR nd-id=", 50 + i / 2));
    Judge("NEURON_HW_ERR=DMA_ERROR");
  }
  Judge("NEURON_HW_ERR=DMA_ERROR nd-id=0");
  EXPECT_EQ(signs_.counts().security_events, 30U);
  EXPECT_EQ(signs_.counts().host_events, 30U);
}

TEST_F(KernelSignsTest, HoldsNothingAgainstAnyChipThatIsNotNamed) {
  const char* const line =
      "kernel: NEURON_HW_ERR=SRAM_UNCORRECTABLE_ERROR affecting neuron devices";
  const KernelNews news = Judge(line);
  ASSERT_TRUE(news.host.has_value());
  EXPECT_FALSE(news.sign.has_value() || news.security.has_value());
  EXPECT_EQ(news.host->why, "it names no chip");
  EXPECT_EQ(news.host->text, line);
  EXPECT_EQ(news.host->seen_at, logged_at_);
  EXPECT_EQ(WhyOfHost("neuron:f: DMA completion timeout"), "it names no chip");
}

TEST_F(KernelSignsTest, TellsAnErrorThatIsNotKnown) {
  EXPECT_EQ(WhyOfHost("NEURON_HW_ERR=NEW_ERROR nd-id=0"), "the error NEW_ERROR is not known");
}

TEST_F(KernelSignsTest, TellsWhatTheDriverSaysOfAChipThatIsNotHereYet) {
  EXPECT_EQ(WhyOfHost("neuron:f: nd7: reset request 1 failed"),
            "it names chip 7, which is not here");
}

TEST_F(KernelSignsTest, AccusesNobodyWhereAChipIsMissing) {
  inventory_.missing.emplace_back();
  EXPECT_THAT(WhyOfHost("NEURON_HW_ERR=DMA_ERROR nd-id=7"), HasSubstr("chip 7"));
  EXPECT_THAT(WhyOfHost("NEURON_HW_ERR=DMA_ERROR serial-num=77"), HasSubstr("cannot be told"));
  inventory_.missing.clear();
  inventory_.chips[1].serial_number = Reading<std::string>::Absent();
  EXPECT_THAT(WhyOfHost("NEURON_HW_ERR=DMA_ERROR serial-num=78"), HasSubstr("cannot be told"));
  inventory_.chips.clear();
  EXPECT_THAT(WhyOfHost("NEURON_HW_ERR=DMA_ERROR nd-id=8"), HasSubstr("chip 8"));
}

TEST_F(KernelSignsTest, ShowsNoControlCharacters) {
  const KernelNews news = Judge("NEURON_HW_ERR=DMA_ERROR serial-num=\x1b[31m\xff");
  ASSERT_TRUE(news.security.has_value());
  EXPECT_THAT(news.security->text, HasSubstr("\\x1b[31m\\xff"));
  EXPECT_THAT(news.security->why, HasSubstr("\\x1b[31m\\xff"));
}

TEST_F(KernelSignsTest, PassesOverARepetitionForAMinute) {
  const std::string line = "NEURON_HW_ERR=DMA_ERROR nd-id=0";
  EXPECT_TRUE(IsSign(line));
  at_ += absl::Seconds(59);
  EXPECT_FALSE(IsSign(line));
  EXPECT_TRUE(IsSign("NEURON_HW_ERR=DMA_ERROR nd-id=1"));
  EXPECT_EQ(signs_.counts().repeated, 1U);
  at_ += absl::Seconds(1);
  EXPECT_TRUE(IsSign(line));
  EXPECT_EQ(signs_.counts().repeated, 1U);
  EXPECT_EQ(signs_.counts().dropped, 0U);
}

TEST_F(KernelSignsTest, DoesNotTakeTheTruthForARepetitionOfAForgery) {
  const std::string line = "NEURON_HW_ERR=DMA_ERROR nd-id=0";
  EXPECT_TRUE(Judge(line, false).security.has_value());
  EXPECT_TRUE(IsSign(line));
}

TEST_F(KernelSignsTest, LetsTenSignsOfAChipAndAilmentThroughInAMinute) {
  for (int i = 0; i < 12; ++i) {
    EXPECT_EQ(IsSign(absl::StrCat("NEURON_HW_ERR=DMA_ERROR nd-id=0 nc-id=", i)), i < 10) << i;
  }
  EXPECT_EQ(signs_.counts().dropped, 2U);
  EXPECT_TRUE(IsSign("NEURON_HW_ERR=DMA_ERROR nd-id=1"));
  EXPECT_TRUE(IsSign("NEURON_HW_ERR=SRAM_UNCORRECTABLE_ERROR nd-id=0"));
  at_ += absl::Minutes(1);
  EXPECT_TRUE(IsSign("NEURON_HW_ERR=DMA_ERROR nd-id=0 nc-id=12"));
}

TEST_F(KernelSignsTest, LetsTenEventsOfEitherSortThroughInAMinute) {
  for (int i = 0; i < 11; ++i) {
    EXPECT_EQ(WhyForged(absl::StrCat("NEURON_HW_ERR=DMA_ERROR nd-id=", 50 + i)).empty(), i == 10);
  }
  for (int i = 0; i < 11; ++i) {
    EXPECT_EQ(WhyOfHost(absl::StrCat("NEURON_HW_ERR=DMA_ERROR nc-id=", i)).empty(), i == 10);
  }
  EXPECT_EQ(signs_.counts().dropped, 2U);
  EXPECT_TRUE(IsSign("NEURON_HW_ERR=DMA_ERROR nd-id=0"));
}

TEST_F(KernelSignsTest, LetsLittleOfAFloodThrough) {
  int passed = 0;
  for (int i = 0; i < 100000; ++i) {
    passed += IsSign(absl::StrCat("NEURON_HW_ERR=DMA_ERROR nd-id=0 nc-id=", i)) ? 1 : 0;
  }
  EXPECT_EQ(passed, 10);
  EXPECT_EQ(signs_.counts().dropped + signs_.counts().repeated, 100000U - 10U);
  EXPECT_TRUE(IsSign("NEURON_HW_ERR=DMA_ERROR nd-id=1"));
}

}  // namespace
}  // namespace neuron
