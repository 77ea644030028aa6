#include "agent/cli/health_check.h"

#include "absl/strings/str_cat.h"
#include "agent/cli/baseline.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/snapshot/plain_host.h"
#include "tests/snapshot/stuck_file.h"

namespace neuron {
namespace {

using testing::HasSubstr;

// A host whose instance type says nothing of its chips.
class HealthCheckTest : public testing::Test {
 protected:
  HealthCheckTest() {
    host_.SetInstanceType("m5.large");
    host_.AddChip(0);
    host_.AddChip(1);
    options_.command = "health";
    options_.check = true;
    options_.host = host_.paths();
    options_.answer_book = host_.book_path();
    options_.baseline = host_.book_path() + ".state/baseline";
    options_.patience = absl::Seconds(60);
  }

  absl::Status Check() { return Say(RunHealthCheck); }
  absl::Status Record() { return Say(RunRecord); }

  absl::Status Say(absl::Status (*run)(const Options&, const Output&)) {
    said_.clear();
    return run(options_, [this](absl::string_view text) {
      absl::StrAppend(&said_, text);
      return absl::OkStatus();
    });
  }

  PlainHost host_;
  Options options_;
  std::string said_;
};

TEST_F(HealthCheckTest, ChecksWhatItCanWithoutABaseline) {
  const absl::Status status = Check();
  EXPECT_TRUE(absl::IsUnknown(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("health --check --record"));
  EXPECT_THAT(said_, HasSubstr("no baseline"));
  host_.WriteChip(1, "reset", "2\n");
  EXPECT_TRUE(absl::IsFailedPrecondition(Check()));
  EXPECT_THAT(said_, HasSubstr("reset_failed"));
}

TEST_F(HealthCheckTest, IsOkWhereAllIsAsRecorded) {
  ASSERT_EQ(Record(), absl::OkStatus());
  EXPECT_THAT(said_, HasSubstr("recorded 2 chips in " + options_.baseline));
  EXPECT_EQ(Check(), absl::OkStatus()) << said_;
}

TEST_F(HealthCheckTest, FindsWhatIsNotAsRecorded) {
  ASSERT_EQ(Record(), absl::OkStatus());
  host_.WriteChip(1, "stats/hardware/sram_ecc_uncorrected", "2\n");
  EXPECT_EQ(Check(), absl::FailedPreconditionError("problems of chip 1"));
  EXPECT_THAT(said_, HasSubstr("was 0, is 2, 2 new"));
  options_.asked = {0};
  EXPECT_EQ(Check(), absl::OkStatus()) << said_;
}

TEST_F(HealthCheckTest, DoesNotMindErrorsThatWereRecorded) {
  host_.WriteChip(1, "stats/hardware/sram_ecc_uncorrected", "2\n");
  ASSERT_EQ(Record(), absl::OkStatus());
  EXPECT_THAT(said_, HasSubstr("already so: chip 1: sram_uncorrectable: "));
  EXPECT_EQ(Check(), absl::OkStatus()) << said_;
}

TEST_F(HealthCheckTest, CannotTellOfAChipThatDoesNotAnswer) {
  ASSERT_EQ(Record(), absl::OkStatus());
  const StuckFile stuck(host_.ChipPath(1, "core_count"));
  options_.patience = absl::Seconds(1);
  EXPECT_EQ(Check(), absl::UnknownError("not all could be told of chip 1"));
  EXPECT_THAT(said_, HasSubstr("core_count: no answer within 1s"));
}

TEST_F(HealthCheckTest, RecordsNothingWhileAChipDoesNotAnswer) {
  const StuckFile stuck(host_.ChipPath(1, "core_count"));
  options_.patience = absl::Seconds(1);
  EXPECT_TRUE(absl::IsFailedPrecondition(Record()));
  EXPECT_EQ(LoadBaseline(options_.baseline).value(), absl::nullopt);
}

TEST_F(HealthCheckTest, RecordsNothingWithoutAChip) {
  host_.RemoveChip(0);
  host_.RemoveChip(1);
  EXPECT_TRUE(absl::IsFailedPrecondition(Record()));
}

TEST_F(HealthCheckTest, SaysWhatIsNotInTheBaseline) {
  ASSERT_EQ(Record(), absl::OkStatus());
  EXPECT_THAT(said_, HasSubstr("gap: pci_link_gts of chips 0-1: "));
}

TEST_F(HealthCheckTest, KnowsNoChipThatIsNotThere) {
  options_.asked = {7};
  EXPECT_TRUE(absl::IsNotFound(Check()));
}

TEST_F(HealthCheckTest, PrintsJsonAndProto) {
  options_.format = Format::kJson;
  (void)Check();
  EXPECT_THAT(said_, HasSubstr("\"observation\""));
  options_.format = Format::kProto;
  (void)Check();
  EXPECT_THAT(said_, HasSubstr("1a2b3c4d5e6f0001"));
}

}  // namespace
}  // namespace neuron
