#include "agent/health/case_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace neuron {
namespace {

using testing::HasSubstr;

constexpr char kText[] =
    "verdict-1 boot-1 3 9000\n"
    "serial :1a2b\n"
    "type Trainium1\n"
    "module 4711\n"
    "heard 77\n"
    "verdict bad 1795000000000000000 :hbm_uncorrectable\n"
    "held 1 - 2 suspect\n"
    "relapse 100\n"
    "relapse 200\n"
    "ailment hbm_uncorrectable bad 8000 -\n"
    "event 7000 sysfs by_rules 3\n"
    "event 8000 kernel_log by_rules 1\n"
    "latest 7000 sysfs by_rules 3 1795000000000000000 :went from 0 to 3\n"
    "latest 8000 kernel_log by_rules 1 1795000000000000001 :a line\n"
    "ailment reset_failed bad - 500\n"
    "state sysfs conclusive 1 1795000000000000002 :reset reads 2\n"
    "ended 600 pci may_be_old 1 1795000000000000003 :x\n"
    "end\n";

// The text with one thing in place of another.
std::string With(absl::string_view old, absl::string_view other) {
  const std::string text = absl::StrReplaceAll(kText, {{old, other}});
  EXPECT_NE(text, kText) << old;
  return text;
}

void ExpectRefused(const std::string& text, absl::string_view why) {
  const absl::StatusOr<CaseRecord> record = ParseCase(text);
  EXPECT_EQ(record.status().code(), absl::StatusCode::kDataLoss) << text;
  EXPECT_THAT(std::string(record.status().message()), HasSubstr(std::string(why))) << text;
}

TEST(CaseRecord, IsReadAsItWasWritten) {
  const absl::StatusOr<CaseRecord> record = ParseCase(kText);
  ASSERT_TRUE(record.ok()) << record.status();
  EXPECT_EQ(record->boot_id, "boot-1");
  EXPECT_EQ(record->chip, 3);
  EXPECT_EQ(record->kept_at, absl::Nanoseconds(9000));
  EXPECT_EQ(record->serial_number, std::string("1a2b"));
  EXPECT_EQ(record->type, ChipType::kTrainium1);
  EXPECT_EQ(record->module_inode, 4711u);
  EXPECT_EQ(record->heard, 77u);
  EXPECT_EQ(record->verdict, Verdict::kBad);
  EXPECT_EQ(record->reason, "hbm_uncorrectable");
  EXPECT_EQ(record->hold_down.doublings, 2);
  EXPECT_EQ(record->hold_down.relapses.size(), 2u);
  EXPECT_EQ(record->hold_down.floor, Verdict::kSuspect);
  EXPECT_EQ(FormatCase(*record), kText);
}

TEST(CaseRecord, HasWhatHeldHoldUntilItWasKept) {
  const absl::StatusOr<CaseRecord> record = ParseCase(kText);
  ASSERT_TRUE(record.ok()) << record.status();
  const Complaint::Record& complaint = record->complaints.at(Ailment::kResetFailed);
  EXPECT_TRUE(complaint.states[SignSource::kSysfs].holds);
  EXPECT_EQ(complaint.states[SignSource::kSysfs].told_at, record->kept_at);
  EXPECT_EQ(complaint.last_at, record->kept_at);
  EXPECT_FALSE(complaint.states[SignSource::kPci].holds);
}

TEST(CaseRecord, IsTheSameButForItsFirstLineAsLongAsAStateGoesOn) {
  absl::StatusOr<CaseRecord> record = ParseCase(kText);
  ASSERT_TRUE(record.ok()) << record.status();
  record->kept_at = absl::Nanoseconds(9999);
  Complaint::Record& complaint = record->complaints.at(Ailment::kResetFailed);
  complaint.last_at = complaint.states[SignSource::kSysfs].told_at = record->kept_at;
  complaint.latest_states[SignSource::kSysfs]->at = record->kept_at;
  EXPECT_EQ(FormatCase(*record), With("3 9000", "3 9999"));
}

TEST(CaseRecord, KeepsAnyText) {
  absl::StatusOr<CaseRecord> record = ParseCase(kText);
  ASSERT_TRUE(record.ok()) << record.status();
  record->serial_number = std::string(" a\nb\0\xff\\ ", 8);
  const std::string text = FormatCase(*record);
  const absl::StatusOr<CaseRecord> again = ParseCase(text);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->serial_number, record->serial_number);
}

TEST(CaseRecord, IsRefusedIfItIsTorn) {
  const std::string text = kText;
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(ParseCase(text.substr(0, size)).ok()) << size;
  }
  ExpectRefused(text + "more", "its end is missing");
  ExpectRefused("verdict-1 boot-1 3 9000\nend\n", "missing");
}

TEST(CaseRecord, IsRefusedWithTheLineThatIsNotUnderstood) {
  ExpectRefused(With("verdict-1", "verdict-2"), "line 1 ");
  ExpectRefused(With("boot-1 3", "boot-1 64"), "line 1 ");
  ExpectRefused(With(" 9000", " -"), "line 1 ");
  ExpectRefused(With("serial :", "serial "), "line 2 ");
  ExpectRefused(With("Trainium1", "Abacus"), "line 3 ");
  ExpectRefused(With("4711", "0x17"), "line 4 ");
  ExpectRefused(With("heard", "herd"), "line 5 ");
  ExpectRefused(With("verdict bad", "verdict good"), "line 6 ");
  ExpectRefused(With("held 1", "held 2"), "line 7 ");
  ExpectRefused(With("2 suspect", "2 unknown"), "line 7 ");
  ExpectRefused(With("2 suspect", "41 suspect"), "line 7 ");
  ExpectRefused(With("relapse 200", "relapse 99"), "line 9 ");
  ExpectRefused(With("ailment hbm", "ailment ram"), "line 10 ");
  ExpectRefused(With("event 7000 sysfs by_rules 3", "event 7000 sysfs by_rules -3"), "line 11 ");
  ExpectRefused(With("event 8000", "event 6999"), "line 12 ");
  ExpectRefused(With("event 8000", "event -"), "line 12 ");
  ExpectRefused(With("latest 8000 kernel_log", "latest 8000 sysfs"), "line 14 ");
  ExpectRefused(With("ailment reset_failed", "ailment hbm_uncorrectable"), "line 15 ");
  ExpectRefused(With("ended 600 pci", "ended 600 sysfs"), "line 17 ");
  ExpectRefused(With("ended 600", "ended 500"), "line 17 ");
}

TEST(CaseRecord, IsRefusedIfSomethingInItIsLaterThanItself) {
  ExpectRefused(With("relapse 200", "relapse 9001"), "line 9 ");
  ExpectRefused(With("bad 8000", "bad 9001"), "line 10 ");
  ExpectRefused(With("event 8000", "event 9001"), "line 12 ");
  ExpectRefused(With("latest 8000", "latest 9001"), "line 14 ");
}

TEST(CaseRecord, IsRefusedIfALineIsOfNoAilment) {
  ExpectRefused(With("ailment hbm_uncorrectable bad 8000 -\n", ""), "line 10 ");
}

TEST(CaseRecord, IsRefusedWithMoreEventsThanAreKept) {
  std::string events;
  for (std::size_t i = 0; i < Complaint::kEvents; ++i) {
    absl::StrAppend(&events, "event 7000 sysfs by_rules 3\n");
  }
  EXPECT_TRUE(
      ParseCase(With("event 7000 sysfs by_rules 3\nevent 8000 kernel_log by_rules 1\n", events))
          .ok());
  ExpectRefused(With("event 7000 sysfs by_rules 3\n", events), "is not understood");
}

}  // namespace
}  // namespace neuron
