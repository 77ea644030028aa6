// The real program in the real kernel: without the driver, and with the stand-in for it where that
// can be loaded (tests/vm).

#include "probes/driver_copies.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "tests/fakes/fake_tree.h"
#include "tests/probes/load_failure.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kModule[] = "/lib/neuron-2.24.7.0.ko";
constexpr char kTracefs[] = "/sys/kernel/tracing";
constexpr char kFormat[] = "tracing/events/neuron/dma_memcpy/format";

TEST(DriverCopies, AreNotFoundWithoutTheDriver) {
  const FakeTree tree;
  const absl::Status status = DriverCopies::Load(tree.Path("tracing")).status();
  EXPECT_TRUE(absl::IsNotFound(status)) << status;
  EXPECT_TRUE(absl::StrContains(status.message(), tree.Path(kFormat))) << status;
}

TEST(DriverCopies, AreReportedWithTheReasonWhereTheyCannotBeLoaded) {
  const auto reports = DriverCopies::ReportsWithout(absl::NotFoundError("no driver"));
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_EQ(reports[0].name, "tracepoint:neuron:dma_memcpy");
  EXPECT_EQ(reports[0].status, absl::NotFoundError("no driver"));
}

TEST(DriverCopies, AreRefusedWhereTheTracepointIsNotAsItShouldBe) {
  FakeTree tree;
  tree.Write(kFormat, "nonsense");
  EXPECT_TRUE(absl::IsDataLoss(DriverCopies::Load(tree.Path("tracing")).status()));
  tree.Write(kFormat, "ID: 1\nfield:u32 device_index;offset:8;size:4;\n");
  EXPECT_TRUE(absl::IsDataLoss(DriverCopies::Load(tree.Path("tracing")).status()));
}

TEST(DriverCopies, AreRefusedToAPlainUserWithTheCure) {
  FakeTree tree;
  tree.Write(kFormat,
             "ID: 1\nfield:u32 device_index;offset:8;size:4;\nfield:u32 nc_id;offset:12;size:4;\n"
             "field:u32 size;offset:32;size:4;\n");
  ASSERT_EQ(chmod(tree.Path("").c_str(), 0755), 0);
  EXPECT_TRUE(
      IsRefusedToAPlainUser([&] { return DriverCopies::Load(tree.Path("tracing")).status(); }));
}

TEST(LayoutOfCopies, IsReadFromTheFormat) {
  TraceFormat format;
  format.fields = {{"size", 32, 4}, {"device_index", 8, 4}, {"nc_id", 16, 4}};
  const driver_copy_layout layout = LayoutOfCopies(format).value();
  EXPECT_EQ(layout.device_index, 8u);
  EXPECT_EQ(layout.nc_id, 16u);
  EXPECT_EQ(layout.size, 32u);
}

TEST(LayoutOfCopies, NeedsEachOfItsFields) {
  for (std::size_t missing = 0; missing < 3; ++missing) {
    TraceFormat format;
    format.fields = {{"size", 32, 4}, {"device_index", 8, 4}, {"nc_id", 16, 4}};
    format.fields[missing].size = 8;
    EXPECT_TRUE(absl::IsDataLoss(LayoutOfCopies(format).status())) << missing;
  }
}

// With the stand-in for the driver loaded.
class StandInTest : public testing::Test {
 protected:
  void SetUp() override {
    if (access(kModule, R_OK) != 0) {
      GTEST_SKIP() << "needs " << kModule << ": see tests/vm";
    }
    LoadDriver();
  }

  void TearDown() override {
    if (loaded_) {
      EXPECT_EQ(UnloadDriver(), 0);
    }
  }

  void LoadDriver() {
    const UniqueFd module(open(kModule, O_RDONLY | O_CLOEXEC));
    ASSERT_EQ(syscall(SYS_finit_module, module.get(), "chips=4", 0), 0) << std::strerror(errno);
    loaded_ = true;
  }

  // Its errno, or 0.
  int UnloadDriver() { return syscall(SYS_delete_module, "neuron", O_NONBLOCK) == 0 ? 0 : errno; }

  // Makes it tell of a copy of 4,096 bytes for core 1.
  void Copy(int chip) {
    const UniqueFd parameter(open("/sys/module/neuron/parameters/copy", O_WRONLY | O_CLOEXEC));
    const std::string text = absl::StrCat(chip);
    ASSERT_EQ(write(parameter.get(), text.data(), text.size()), static_cast<int>(text.size()));
  }

  std::unique_ptr<DriverCopies> Load() {
    auto copies = DriverCopies::Load(kTracefs);
    EXPECT_TRUE(copies.ok()) << copies.status();
    return *std::move(copies);
  }

 private:
  // By this test: a driver that was there is left alone.
  bool loaded_ = false;
};

auto Is(unsigned chip, std::uint64_t copies) {
  return testing::AllOf(testing::Field(&CoreCopies::chip, chip),
                        testing::Field(&CoreCopies::core, 1u),
                        testing::Field(&CoreCopies::bytes, 4096 * copies),
                        testing::Field(&CoreCopies::copies, copies));
}

TEST_F(StandInTest, SumsWhatTheDriverCopiesForEachCore) {
  Copy(3);
  const auto copies = Load();
  EXPECT_THAT(copies->Read().value(), IsEmpty());
  Copy(2);
  Copy(0);
  Copy(2);
  EXPECT_THAT(copies->Read().value(), ElementsAre(Is(0, 1), Is(2, 2)));
  EXPECT_THAT(copies->Read().value(), ElementsAre(Is(0, 1), Is(2, 2)));
}

TEST_F(StandInTest, HearsOfCopiesOnAnyProcessor) {
  const auto copies = Load();
  cpu_set_t before;
  ASSERT_EQ(sched_getaffinity(0, sizeof(before), &before), 0);
  std::uint64_t processors = 0;
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (!CPU_ISSET(cpu, &before)) {
      continue;
    }
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    ASSERT_EQ(sched_setaffinity(0, sizeof(one), &one), 0);
    Copy(1);
    ++processors;
  }
  sched_setaffinity(0, sizeof(before), &before);
  EXPECT_THAT(copies->Read().value(), ElementsAre(Is(1, processors)));
}

TEST_F(StandInTest, ReportsItsProgram) {
  const auto copies = Load();
  const std::vector<ProbeReport> reports = copies->Reports();
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_EQ(reports[0].name, "tracepoint:neuron:dma_memcpy");
  EXPECT_TRUE(reports[0].status.ok());
  EXPECT_EQ(reports[0].drops, 0u);
}

TEST_F(StandInTest, HoldsTheDriverUntilItIsGone) {
  auto copies = Load();
  EXPECT_NE(UnloadDriver(), 0);
  copies.reset();
  EXPECT_EQ(UnloadDriver(), 0);
  EXPECT_TRUE(absl::IsNotFound(DriverCopies::Load(kTracefs).status()));
  LoadDriver();
  copies = Load();
  Copy(1);
  EXPECT_THAT(copies->Read().value(), ElementsAre(Is(1, 1)));
}

}  // namespace
}  // namespace neuron
