#include "tests/soak/size_log.h"

#include <fcntl.h>

#include <memory>

#include "agent/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using ::testing::HasSubstr;

// Sixteen sizes, the last quarter of them another.
SizeLog Log(const ProcessSize& early, const ProcessSize& late) {
  SizeLog log;
  for (int i = 0; i < 16; ++i) {
    log.Note(i < 12 ? early : late);
  }
  return log;
}

constexpr SizeLog::Slack kNone = {0, 0};

TEST(SizeLog, FindsNoGrowthInWhatKeepsItsSize) {
  const ProcessSize size = {10, 3, 4000, 500000};
  EXPECT_EQ(Log(size, size).Growth(kNone), "");
  EXPECT_EQ(Log(size, {9, 2, 3000, 400000}).Growth(kNone), "");
}

TEST(SizeLog, FindsDescriptorsAndThreadsThatGrow) {
  const ProcessSize size = {10, 3, 4000, 500000};
  EXPECT_EQ(Log(size, {11, 3, 4000, 500000}).Growth(kNone), "descriptors grew from 10 to 11");
  EXPECT_EQ(Log(size, {10, 4, 4000, 500000}).Growth(kNone), "threads grew from 3 to 4");
}

TEST(SizeLog, FindsMemoryThatGrowsBeyondItsSlack) {
  const ProcessSize size = {10, 3, 4000, 500000};
  const ProcessSize late = {10, 3, 4100, 500200};
  EXPECT_EQ(Log(size, late).Growth({100, 200}), "");
  EXPECT_EQ(Log(size, late).Growth({99, 200}), "KiB anonymous grew from 4000 to 4100");
  EXPECT_EQ(Log(size, late).Growth({100, 199}), "bytes of heap grew from 500000 to 500200");
  EXPECT_EQ(Log(size, late).Growth({SizeLog::kAnySize, SizeLog::kAnySize}), "");
}

TEST(SizeLog, LetsTheFirstQuarterWarmUp) {
  SizeLog log;
  for (int i = 0; i < 16; ++i) {
    log.Note({10, 3, i < 4 ? 0 : 4000, i < 4 ? 0 : 500000});
  }
  EXPECT_EQ(log.Growth(kNone), "");
}

TEST(SizeLog, DoesNotJudgeAShortRun) {
  SizeLog log;
  for (int i = 0; i < 3; ++i) {
    log.Note({});
  }
  EXPECT_THAT(log.Growth(kNone), HasSubstr("too short"));
}

TEST(ProcessSize, CountsWhatThisProcessHas) {
  const ProcessSize before = SizeOfThisProcess();
  EXPECT_GT(before.descriptors, 2);
  EXPECT_GE(before.threads, 1);
  EXPECT_GT(before.anonymous_kib, 100);
  const UniqueFd one_more(open("/dev/null", O_RDONLY | O_CLOEXEC));
  const auto block = std::make_unique<char[]>(1 << 20);
  const ProcessSize after = SizeOfThisProcess();
  EXPECT_EQ(after.descriptors, before.descriptors + 1);
  EXPECT_GE(after.heap_bytes, before.heap_bytes + (1 << 20));
}

}  // namespace
}  // namespace neuron
