#include "agent/container/cgroup_load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/container/container_host.h"
#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

using testing::HasSubstr;

constexpr char kCpuStat[] =
    "usage_usec 5264321\nuser_usec 4000000\nsystem_usec 1264321\nnr_periods 0\n";

TEST(ParseCpuStat, TakesTheTimeInAll) {
  EXPECT_EQ(ParseCpuStat(kCpuStat).value(), absl::Microseconds(5264321));
  EXPECT_EQ(ParseCpuStat("nr_periods 7\nusage_usec 0\n").value(), absl::ZeroDuration());
}

TEST(ParseCpuStat, FailsWhereThereIsNone) {
  for (const char* text :
       {"", "\n", "user_usec 1\n", "usage_usec", "usage_usec \n", "usage_usec -1\n",
        "usage_usec 1 2\n", "usage_usec  1\n", "xusage_usec 1\n",
        "usage_usec 9223372036854775808\n", "usage_usec 18446744073709551616\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseCpuStat(text).status())) << text;
  }
  EXPECT_EQ(ParseCpuStat("usage_usec 9223372036854775807\n").value(),
            absl::Microseconds(std::numeric_limits<std::int64_t>::max()));
}

class CgroupLoadTest : public testing::Test {
 protected:
  // The file of a cgroup, below the root.
  void Write(const std::string& path, absl::string_view text) {
    tree_.Write(absl::StrCat("cgroup/", path), text);
  }
  CgroupLoad Read() const { return ReadCgroupLoad(tree_.Path("cgroup"), "/docker/a"); }

  FakeTree tree_{{Dir("cgroup", {})}};
};

TEST_F(CgroupLoadTest, IsReadInVersion2) {
  Write("docker/a/cpu.stat", kCpuStat);
  Write("docker/a/memory.current", "8192\n");
  EXPECT_EQ(Read().cpu_time, Reading<absl::Duration>(absl::Microseconds(5264321)));
  EXPECT_EQ(Read().memory_bytes, Reading<std::uint64_t>(8192));
}

TEST_F(CgroupLoadTest, IsReadInVersion1) {
  Write("cpuacct/docker/a/cpuacct.usage", "5264321987\n");
  Write("memory/docker/a/memory.usage_in_bytes", "4096\n");
  EXPECT_EQ(Read().cpu_time, Reading<absl::Duration>(absl::Nanoseconds(5264321987)));
  EXPECT_EQ(Read().memory_bytes, Reading<std::uint64_t>(4096));
}

TEST_F(CgroupLoadTest, HasNoMemoryWhereTheKernelDoesNotCountIt) {
  Write("docker/a/cpu.stat", kCpuStat);
  EXPECT_TRUE(Read().cpu_time.has_value());
  EXPECT_TRUE(Read().memory_bytes.is_absent());
}

TEST_F(CgroupLoadTest, IsAbsentOfACgroupThatHasGone) {
  EXPECT_TRUE(Read().cpu_time.is_absent());
  EXPECT_TRUE(Read().memory_bytes.is_absent());
}

TEST_F(CgroupLoadTest, IsUnknownWhereTheFilesAreNotAsTheyShouldBe) {
  Write("docker/a/cpu.stat", "busy\n");
  Write("docker/a/memory.current", "max\n");
  const CgroupLoad load = Read();
  EXPECT_TRUE(absl::IsDataLoss(load.cpu_time.why()));
  EXPECT_THAT(std::string(load.cpu_time.why().message()),
              HasSubstr("/cgroup/docker/a/cpu.stat: expected a line with usage_usec"));
  EXPECT_TRUE(absl::IsDataLoss(load.memory_bytes.why()));
  EXPECT_THAT(std::string(load.memory_bytes.why().message()),
              HasSubstr("/cgroup/docker/a/memory.current: expected a decimal number"));
}

class AddLoadsTest : public CgroupLoadTest {
 protected:
  AddLoadsTest() {
    Write("docker/a/cpu.stat", kCpuStat);
    Write("docker/a/memory.current", "8192\n");
  }

  // What is added to a container with that cgroup.
  Container Added(const Container& before, const std::set<std::string>& holding = {}) const {
    ContainerScan scan;
    scan.containers = {before};
    scan.gone = {before};
    AddLoads(tree_.Path("cgroup"), holding, &scan);
    EXPECT_TRUE(scan.gone[0].cpu_time.is_absent());
    return scan.containers[0];
  }

  static Container Given(const Reading<ChipSet>& chips) {
    Container container;
    container.id = ContainerId('a');
    container.cgroup = "/docker/a";
    container.mapped = chips;
    return container;
  }
};

TEST_F(AddLoadsTest, TellsTheLoadOfOneThatWasGivenChips) {
  const Container container = Added(Given(ChipSet{3}));
  EXPECT_EQ(container.cpu_time, Reading<absl::Duration>(absl::Microseconds(5264321)));
  EXPECT_EQ(container.memory_bytes, Reading<std::uint64_t>(8192));
}

TEST_F(AddLoadsTest, TellsTheLoadOfOneThatHoldsAChip) {
  for (const auto& mapped :
       {Reading<ChipSet>(ChipSet()), Reading<ChipSet>::Unknown(absl::UnknownError("no"))}) {
    EXPECT_TRUE(Added(Given(mapped), {ContainerId('a')}).cpu_time.has_value());
  }
}

TEST_F(AddLoadsTest, ReadsNothingOfOneThatHasNothingToDoWithChips) {
  for (const auto& mapped : {Reading<ChipSet>(ChipSet()), Reading<ChipSet>::Absent(),
                             Reading<ChipSet>::Unknown(absl::UnknownError("no"))}) {
    const Container container = Added(Given(mapped), {ContainerId('b')});
    EXPECT_TRUE(container.cpu_time.is_absent());
    EXPECT_TRUE(container.memory_bytes.is_absent());
  }
}

TEST_F(AddLoadsTest, SaysWhyOfOneWhoseCgroupIsNotKnown) {
  Container container = Given(ChipSet{3});
  container.cgroup = "";
  const Container added = Added(container);
  EXPECT_TRUE(absl::IsFailedPrecondition(added.cpu_time.why()));
  EXPECT_TRUE(absl::IsFailedPrecondition(added.memory_bytes.why()));
  EXPECT_THAT(std::string(added.cpu_time.why().message()), HasSubstr("--cgroup_root"));
}

}  // namespace
}  // namespace neuron
