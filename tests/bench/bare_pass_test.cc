#include "tests/bench/bare_pass.h"

#include <fcntl.h>

#include "agent/base/file.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(BarePass, MakesTheCallsThatWereNoted) {
  const UniqueFd kept(open("/proc/self/statm", O_RDONLY | O_CLOEXEC));
  FileCalls noted;
  noted.files = {"comm", "task/none", "stat", "comm"};
  noted.kept = {kept.get(), kept.get()};
  const FileCalls made = RecordFileCalls([&] { ReadBarely("/proc/self", noted); });
  EXPECT_EQ(made.directories, 1);
  EXPECT_EQ(made.files, noted.files);
  EXPECT_EQ(made.kept, noted.kept);
  // One of them is not there.
  EXPECT_EQ(made.reads, 3);
}

TEST(BarePass, OpensNothingIfAllIsKept) {
  const UniqueFd kept(open("/proc/self/statm", O_RDONLY | O_CLOEXEC));
  FileCalls noted;
  noted.kept = {kept.get()};
  const FileCalls made = RecordFileCalls([&] { ReadBarely("/proc/self/none", noted); });
  EXPECT_EQ(made.directories, 0);
  EXPECT_EQ(made.kept, noted.kept);
}

TEST(BarePassDeathTest, AbortsWithoutTheDirectory) {
  FileCalls noted;
  noted.files = {"comm"};
  EXPECT_DEATH(ReadBarely("/proc/self/none", noted), "/proc/self/none");
}

}  // namespace
}  // namespace neuron
