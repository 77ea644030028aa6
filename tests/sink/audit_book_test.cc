#include "agent/sink/audit_book.h"

#include "absl/strings/match.h"
#include "agent/sink/wire_attributes.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1795000000);
constexpr absl::Duration kLongAgo = absl::Minutes(10);

class AuditBookTest : public testing::Test {
 protected:
  // What was written last; each call is another write.
  std::vector<DesiredAttribute> Write(const std::string& free) {
    return {{AttributeKind::kFreeSet, "neuron.free-set", free, ""},
            {AttributeKind::kGeneration, "neuron.gen", ours_.Next(kNow), ""}};
  }
  AuditOutcome Compare(const std::vector<DesiredAttribute>& written,
                       const std::vector<EcsAttribute>& held, absl::Duration age = kLongAgo) {
    return book_.Compare(written, held, ours_, age, kNow);
  }
  bool DriftSays(const char* text) { return absl::StrContains(book_.state().drift, text); }

  GenerationBook ours_{"7f3a"};
  AuditBook book_;
};

const std::vector<EcsAttribute> kForeign = {{"neuron.free-set", "_01_"},
                                            {"neuron.gen", "beef-000007-1795000000"}};

TEST_F(AuditBookTest, FindsWhatIsAsWritten) {
  const auto written = Write("_00_");
  EXPECT_EQ(Compare(written, WireAttributes(written)), AuditOutcome::kAsWritten);
  EXPECT_EQ(book_.state().repairs, 0u);
  EXPECT_EQ(*book_.state().looked_at, kNow);
  EXPECT_EQ(*book_.state().asked_at, kNow);
  EXPECT_EQ(*book_.state().outcome, AuditOutcome::kAsWritten);
}

TEST_F(AuditBookTest, HasNoOutcomeWithoutAnAnswerOrAWrite) {
  book_.Looked(kNow);
  EXPECT_FALSE(book_.state().outcome.has_value());
  const auto written = Write("_00_");
  Compare(written, WireAttributes(written));
  book_.CannotTell(absl::PermissionDeniedError("grant it"), kNow + kLongAgo);
  EXPECT_FALSE(book_.state().outcome.has_value());
  EXPECT_EQ(*book_.state().asked_at, kNow + kLongAgo);
  EXPECT_EQ(*book_.state().looked_at, kNow);
}

TEST_F(AuditBookTest, CountsAndExplainsDrift) {
  const auto written = Write("_00_");
  std::vector<EcsAttribute> held = WireAttributes(written);
  held[0].value = "_00_01_";
  EXPECT_EQ(Compare(written, held), AuditOutcome::kStale);
  EXPECT_TRUE(DriftSays("neuron.free-set is _00_01_ in place of _00_: changed after this agent"));
  EXPECT_EQ(Compare(written, kForeign), AuditOutcome::kStale);
  EXPECT_TRUE(DriftSays("another agent wrote it")) << book_.state().drift;
  EXPECT_EQ(Compare(written, {}), AuditOutcome::kStale);
  EXPECT_TRUE(DriftSays("neuron.gen is gone: by whom does not show")) << book_.state().drift;
  EXPECT_EQ(book_.state().repairs, 3u);
}

TEST_F(AuditBookTest, WaitsForEcsToShowAWriteOfTheLastMinute) {
  const auto before = Write("_00_");
  const auto written = Write("_00_01_");
  EXPECT_EQ(Compare(written, WireAttributes(before), absl::Seconds(59)), AuditOutcome::kTooSoon);
  EXPECT_EQ(book_.state().repairs, 0u);
  EXPECT_EQ(Compare(written, WireAttributes(before), absl::Seconds(60)), AuditOutcome::kStale);
  EXPECT_TRUE(DriftSays("an earlier write of this agent came late")) << book_.state().drift;
}

TEST_F(AuditBookTest, WaitsForItAlsoWhereNoGenerationIsWritten) {
  const std::vector<DesiredAttribute> written = {
      {AttributeKind::kFreeSet, "neuron.free-set", "_00_", ""}};
  const std::vector<EcsAttribute> before = {{"neuron.free-set", "_01_"}};
  EXPECT_EQ(Compare(written, before, absl::Seconds(59)), AuditOutcome::kTooSoon);
  EXPECT_EQ(Compare(written, before, absl::Seconds(60)), AuditOutcome::kStale);
  EXPECT_TRUE(DriftSays("by whom does not show")) << book_.state().drift;
}

TEST_F(AuditBookTest, NamesASecondWriterWhenItWasThereTwiceInARow) {
  const auto written = Write("_00_");
  Compare(written, kForeign);
  EXPECT_TRUE(book_.state().second_writer.ok());
  Compare(written, kForeign);
  EXPECT_EQ(book_.state().second_writer.code(), absl::StatusCode::kAborted);
  EXPECT_TRUE(absl::StrContains(book_.state().second_writer.message(), "beef-000007-1795000000"));
  EXPECT_TRUE(absl::StrContains(book_.state().second_writer.message(), "--attribute_prefix"));
  Compare(written, WireAttributes(written));
  EXPECT_TRUE(book_.state().second_writer.ok()) << "it is gone";
  Compare(written, kForeign);
  EXPECT_TRUE(book_.state().second_writer.ok()) << "in a row";
}

TEST_F(AuditBookTest, TakesLateWritesOfItsOwnForNoSecondWriter) {
  for (int i = 0; i < 3; ++i) {
    const auto before = Write("_00_");
    Compare(Write("_01_"), WireAttributes(before));
  }
  EXPECT_EQ(book_.state().repairs, 3u);
  EXPECT_TRUE(book_.state().second_writer.ok());
}

TEST_F(AuditBookTest, SaysWhatItMeansThatItCannotTell) {
  book_.CannotTell(absl::PermissionDeniedError("grant it"), kNow);
  EXPECT_TRUE(absl::StrContains(book_.state().problem.message(), "not known what ECS holds"));
  EXPECT_TRUE(absl::StrContains(book_.state().problem.message(), ": grant it"));
  book_.Looked(kNow);
  EXPECT_TRUE(book_.state().problem.ok());
}

TEST_F(AuditBookTest, LogsAProblemWhenItChangesAndEachDrift) {
  testing::internal::CaptureStderr();
  book_.CannotTell(absl::PermissionDeniedError("grant it"), kNow);
  book_.CannotTell(absl::PermissionDeniedError("grant it"), kNow);
  Compare(Write("_00_"), kForeign);
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_EQ(log.find("event=audit_problem"), log.rfind("event=audit_problem")) << log;
  EXPECT_TRUE(absl::StrContains(log, "event=audit_ok")) << log;
  EXPECT_TRUE(absl::StrContains(log, "event=attributes_drifted drift=\"neuron.free-set is _01_"));
  EXPECT_TRUE(absl::StrContains(log, "repairs=1")) << log;
}

TEST_F(AuditBookTest, ForgetsAnInstanceThatIsNotOurs) {
  Compare(Write("_00_"), kForeign);
  Compare(Write("_00_"), kForeign);
  book_.Forget();
  EXPECT_EQ(book_.state().repairs, 0u);
  EXPECT_TRUE(book_.state().second_writer.ok());
}

}  // namespace
}  // namespace neuron
