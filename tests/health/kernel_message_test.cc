#include "agent/health/kernel_message.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "agent/base/file.h"
#include "agent/device/kernel_record.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using testing::HasSubstr;

bool IsMessage(absl::string_view text) { return ParseKernelMessage(text).has_value(); }

// The two shapes that AWS published.
constexpr char kLong[] =
    "NEURON_HW_ERR=SRAM_UNCORRECTABLE_ERROR instance-id=i-0592464924bd45322 "
    "hostname=ip-172-31-61-252 nd-id=0 nc-id=1 serial-num=19fcda00f5ff6eb9 "
    "action=TERMINATE_INSTANCE";
constexpr char kShort[] = "kernel: NEURON_HW_ERR=SRAM_UNCORRECTABLE_ERROR affecting neuron devices";

TEST(ParseKernelMessage, ReadsTheLongShape) {
  const KernelMessage message = ParseKernelMessage(kLong).value();
  EXPECT_EQ(message.ailment, Ailment::kSramUncorrectable);
  EXPECT_TRUE(message.is_hardware_error);
  EXPECT_EQ(message.error, "SRAM_UNCORRECTABLE_ERROR");
  EXPECT_EQ(message.chip, 0);
  EXPECT_EQ(message.core, 1);
  EXPECT_EQ(message.serial_number, "19fcda00f5ff6eb9");
  EXPECT_EQ(message.instance_id, "i-0592464924bd45322");
  EXPECT_EQ(message.action, "TERMINATE_INSTANCE");
  EXPECT_EQ(message.flaw, "");
}

TEST(ParseKernelMessage, ReadsTheShortShape) {
  const KernelMessage message = ParseKernelMessage(kShort).value();
  EXPECT_EQ(message.ailment, Ailment::kSramUncorrectable);
  EXPECT_FALSE(message.chip.has_value());
  EXPECT_FALSE(message.core.has_value());
  EXPECT_EQ(message.serial_number, "");
  EXPECT_EQ(message.flaw, "");
}

TEST(ParseKernelMessage, TakesTheFieldsInAnyOrder) {
  const KernelMessage message = ParseKernelMessage(
                                    "serial-num=ab nc-id=2 nd-id=3 NEURON_HW_ERR=DMA_ERROR "
                                    "action=A instance-id=i-1 hostname=h")
                                    .value();
  EXPECT_EQ(message.ailment, Ailment::kDmaAbort);
  EXPECT_EQ(message.chip, 3);
  EXPECT_EQ(message.core, 2);
  EXPECT_EQ(message.serial_number, "ab");
  EXPECT_EQ(message.instance_id, "i-1");
  EXPECT_EQ(message.action, "A");
}

TEST(ParseKernelMessage, KnowsEveryDocumentedError) {
  const std::pair<const char*, Ailment> errors[] = {
      {"SRAM_UNCORRECTABLE_ERROR", Ailment::kSramUncorrectable},
      {"NC_UNCORRECTABLE_ERROR", Ailment::kSramUncorrectable},
      {"HBM_UNCORRECTABLE_ERROR", Ailment::kHbmUncorrectable},
      {"DMA_ERROR", Ailment::kDmaAbort},
      {"HANG_ON_COLLECTIVES", Ailment::kCollectivesHang}};
  for (const auto& error : errors) {
    EXPECT_EQ(ParseKernelMessage(absl::StrCat("NEURON_HW_ERR=", error.first))->ailment,
              error.second);
  }
}

TEST(ParseKernelMessage, KeepsAnErrorThatIsNotKnown) {
  const KernelMessage message = ParseKernelMessage("NEURON_HW_ERR=NEW_ERROR_7 nd-id=1").value();
  EXPECT_FALSE(message.ailment.has_value());
  EXPECT_EQ(message.error, "NEW_ERROR_7");
  EXPECT_EQ(message.chip, 1);
}

TEST(ParseKernelMessage, CountsOnlyAtTheStartOrBehindKernel) {
  EXPECT_TRUE(IsMessage("NEURON_HW_ERR=DMA_ERROR"));
  EXPECT_TRUE(IsMessage("Nov 22 07:37:03 ip-172-31-61-252 kernel: NEURON_HW_ERR=DMA_ERROR x"));
  for (const char* text :
       {"a process says NEURON_HW_ERR=DMA_ERROR nd-id=0", "xNEURON_HW_ERR=DMA_ERROR",
        "kernel:NEURON_HW_ERR=DMA_ERROR", "kernel: x NEURON_HW_ERR=DMA_ERROR",
        "key=value NEURON_HW_ERR=DMA_ERROR", "test\\x0aNEURON_HW_ERR=DMA_ERROR"}) {
    EXPECT_FALSE(IsMessage(text)) << text;
  }
}

TEST(ParseKernelMessage, WantsASpaceOrTheEndBehindTheError) {
  EXPECT_TRUE(IsMessage("NEURON_HW_ERR=DMA_ERROR nd-id=0"));
  for (const char* text : {"NEURON_HW_ERR=DMA_ERROR, nd-id=0", "NEURON_HW_ERR=DMA_ERROR;",
                           "NEURON_HW_ERR= DMA_ERROR", "NEURON_HW_ERR=", "NEURON_HW_ERR",
                           "NEURON_HW_ERR=dma_error", "NEURON_HW_ERRORS=DMA_ERROR"}) {
    EXPECT_FALSE(IsMessage(text)) << text;
  }
  EXPECT_FALSE(IsMessage("NEURON_HW_ERR=" + std::string(65, 'X')));
}

TEST(ParseKernelMessage, SaysWhyNobodyHonestSaysItLikeThis) {
  const std::pair<const char*, const char*> flaws[] = {
      {"nd-id=-1", "nd-id=-1 is no index"},
      {"nd-id=abc", "nd-id=abc is no index"},
      {"nd-id=", "nd-id= is no index"},
      {"nc-id=99999999999", "nc-id=99999999999 is no index"},
      {"nd-id=0x1", "nd-id=0x1 is no index"},
      {"nd-id=0 nd-id=1", "nd-id is said twice"},
      {"serial-num=a serial-num=b", "serial-num is said twice"},
      {"NEURON_HW_ERR=HBM_UNCORRECTABLE_ERROR", "NEURON_HW_ERR is said twice"}};
  for (const auto& flaw : flaws) {
    const auto message = ParseKernelMessage(absl::StrCat("NEURON_HW_ERR=DMA_ERROR ", flaw.first));
    ASSERT_TRUE(message.has_value()) << flaw.first;
    EXPECT_EQ(message->flaw, flaw.second);
  }
  EXPECT_EQ(ParseKernelMessage("NEURON_HW_ERR=DMA_ERROR nd-id=1 nd-id=1")->flaw, "");
}

TEST(ParseKernelMessage, ReadsTheDriversOwnLines) {
  for (const char* text :
       {"neuron:nr_reset_thread_fn: nd4: reset request 5 failed",
        "Nov 22 07:37:03 host kernel: neuron:nr_reset_thread_fn: nd4: reset request 5 failed"}) {
    const KernelMessage message = ParseKernelMessage(text).value();
    EXPECT_EQ(message.ailment, Ailment::kResetFailed);
    EXPECT_FALSE(message.is_hardware_error);
    EXPECT_EQ(message.chip, 4);
    EXPECT_EQ(message.error, "");
  }
}

// What the AWS Neuron driver 2.24.7.0 logged on Debian's kernel 6.1 while nothing was wrong.
class RecordedLog : public testing::TestWithParam<const char*> {};

TEST_P(RecordedLog, SaysNothingAgainstAnyChip) {
  const std::string log =
      ReadFile(absl::StrCat("tests/fixtures/neuron-driver/", GetParam()), 1 << 20).value();
  ASSERT_THAT(log, HasSubstr("neuron:"));
  for (absl::string_view line : absl::StrSplit(log, '\n')) {
    EXPECT_FALSE(IsMessage(ParseKernelRecord(line).text)) << line;
    EXPECT_FALSE(IsMessage(ParseKernelRecord(absl::StripPrefix(line, "  dmesg: ")).text)) << line;
  }
}

INSTANTIATE_TEST_SUITE_P(Hosts, RecordedLog,
                         testing::Values("inf1/dmesg.txt", "inf2/dmesg.txt", "trn1/dmesg.txt",
                                         "trn2/dmesg.txt", "trn2u/dmesg.txt", "trn1/observe.txt",
                                         "trn2/observe.txt", "trn2/marks.txt", "inf1/marks.txt"));

}  // namespace
}  // namespace neuron
