#include "agent/device/kernel_record.h"

#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(ParseKernelRecord, TakesWhatOneReadOfTheDeviceGives) {
  const KernelRecord record = ParseKernelRecord(
      "3,512,4424476,-;neuron:nr_reset_thread_fn: nd4: a; b\n SUBSYSTEM=pci\n DEVICE=+pci:x\n");
  EXPECT_EQ(record.level, 3);
  EXPECT_EQ(record.sequence, 512U);
  EXPECT_EQ(record.since_boot, absl::Microseconds(4424476));
  EXPECT_TRUE(record.from_kernel);
  EXPECT_EQ(record.text, "neuron:nr_reset_thread_fn: nd4: a; b");
  EXPECT_EQ(record.logged_at, absl::InfinitePast());
}

TEST(ParseKernelRecord, TellsWhatAProcessWrote) {
  EXPECT_FALSE(ParseKernelRecord("12,1,2,-;NEURON_HW_ERR=DMA_ERROR\n").from_kernel);
  EXPECT_EQ(ParseKernelRecord("12,1,2,-;x\n").level, 4);
  EXPECT_FALSE(ParseKernelRecord("30,1,2,-;systemd[1]: x\n").from_kernel);
  EXPECT_TRUE(ParseKernelRecord("7,1,2,c;x\n").from_kernel);
}

TEST(ParseKernelRecord, PassesOverFieldsThatCameLater) {
  const KernelRecord record = ParseKernelRecord("6,1,2,-,caller=T1,new;text\n");
  EXPECT_EQ(record.sequence, 1U);
  EXPECT_EQ(record.text, "text");
}

TEST(ParseKernelRecord, TakesALineOfDmesg) {
  const KernelRecord record = ParseKernelRecord("[    3.328367] Neuron Driver [x] 1;2");
  EXPECT_EQ(record.since_boot, absl::Microseconds(3328367));
  EXPECT_EQ(record.text, "Neuron Driver [x] 1;2");
  EXPECT_TRUE(record.from_kernel);
  EXPECT_FALSE(record.level.has_value());
  EXPECT_FALSE(record.sequence.has_value());
}

TEST(ParseKernelRecord, TakesALineWithoutAPrefixAsText) {
  const absl::string_view lines[] = {"neuron: x",
                                     "",
                                     "1,2;x",
                                     "1,2,x,-;y",
                                     "-1,2,3,-;y",
                                     "1,2,-3,-;y",
                                     "[x] y",
                                     "[ 3.] y",
                                     "[3] y",
                                     "[ -3.5] y",
                                     "[",
                                     "4294967296,1,2,-;x",
                                     "1,18446744073709551616,2,-;x",
                                     "1,1,18446744073709551615,-;x",
                                     " KEY=value"};
  for (const absl::string_view line : lines) {
    const KernelRecord record = ParseKernelRecord(line);
    EXPECT_EQ(record.text, line);
    EXPECT_FALSE(record.since_boot.has_value()) << line;
    EXPECT_TRUE(record.from_kernel) << line;
  }
}

}  // namespace
}  // namespace neuron
