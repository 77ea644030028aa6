#include "probes/program.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>

#include "agent/base/file.h"
#include "tests/probes/load_failure.h"
#include "tests/probes/ring_writer.skel.h"
#include "tests/workload/child.h"

namespace neuron {
namespace {

using testing::HasSubstr;

TEST(MayLoadPrograms, IsNotForAPlainUser) {
  if (geteuid() != 0) {
    EXPECT_FALSE(MayLoadPrograms());
    return;
  }
  EXPECT_EQ(ExitStatusOf([] { return setuid(65534) == 0 && !MayLoadPrograms() ? 0 : 1; }), 0);
}

TEST(ProgramError, NamesWhatFailedAndWhy) {
  const std::string message(ProgramError(EINVAL, true, "the walk").message());
  EXPECT_THAT(message, HasSubstr("the walk"));
  EXPECT_THAT(message, HasSubstr("Invalid argument"));
}

TEST(ProgramError, HasACureForMissingRights) {
  for (int error : {EPERM, EACCES}) {
    const absl::Status status = ProgramError(error, false, "the walk");
    EXPECT_TRUE(absl::IsPermissionDenied(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("CAP_BPF and CAP_PERFMON"));
  }
}

TEST(ProgramError, TellsARefusedProgramFromMissingRights) {
  const absl::Status status = ProgramError(EACCES, true, "the walk");
  EXPECT_TRUE(absl::IsInternal(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("a bug of neuron-agent"));
}

// In a user namespace, or where the kernel is locked down, they are worth nothing.
TEST(ProgramError, BelievesTheKernelThatRightsAreMissing) {
  EXPECT_TRUE(absl::IsPermissionDenied(ProgramError(EPERM, true, "the walk")));
}

TEST(ProgramError, TellsThatThereIsNoSuchPlace) {
  for (int error : {ENOENT, ESRCH}) {
    const absl::Status status = ProgramError(error, true, "the walk");
    EXPECT_TRUE(absl::IsNotFound(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("BTF"));
  }
}

TEST(ProgramError, TellsThatThisKernelCannot) {
  for (int error : {EINVAL, ENOTSUP, E2BIG, ENOMEM}) {
    EXPECT_TRUE(absl::IsUnimplemented(ProgramError(error, true, "the walk")));
  }
}

TEST(ProgramError, KnowsTheRightsOfThisThread) {
  EXPECT_EQ(ProgramError(EACCES, "the walk"), ProgramError(EACCES, MayLoadPrograms(), "the walk"));
}

class ReportProgramTest : public testing::Test {
 protected:
  void SetUp() override {
    libbpf_set_print(nullptr);
    bpf_ = ring_writer_bpf__open();
    ASSERT_NE(bpf_, nullptr);
  }

  void TearDown() override { ring_writer_bpf__destroy(bpf_); }

  ProbeReport Report() const {
    return ReportProgram("raw_tp:a", absl::NotFoundError("none"), bpf_->progs.write_record);
  }

  void Run() {
    std::uint64_t record = 0;
    bpf_test_run_opts options = {};
    options.sz = sizeof(options);
    options.ctx_in = &record;
    options.ctx_size_in = sizeof(record);
    EXPECT_EQ(bpf_prog_test_run_opts(bpf_program__fd(bpf_->progs.write_record), &options), 0);
  }

  ring_writer_bpf* bpf_ = nullptr;
};

TEST_F(ReportProgramTest, SaysWhatItIsTold) {
  const ProbeReport report = Report();
  EXPECT_EQ(report.name, "raw_tp:a");
  EXPECT_TRUE(absl::IsNotFound(report.status));
  EXPECT_EQ(report.drops, 0u);
}

TEST_F(ReportProgramTest, HasNoCountsOfAProgramThatIsNotLoaded) {
  EXPECT_FALSE(Report().runs.has_value());
  EXPECT_FALSE(Report().run_time.has_value());
}

TEST_F(ReportProgramTest, HasCountsOnceTheKernelCounts) {
  if (ring_writer_bpf__load(bpf_) != 0) {
    const absl::Status why = ProgramError(errno, "the program of this test");
    ASSERT_TRUE(IsMachinesLack(why)) << why;
    GTEST_SKIP() << why;
  }
  EXPECT_TRUE(MayLoadPrograms());
  // As sysctl kernel.bpf_stats_enabled would, but until it is closed.
  const UniqueFd counting(bpf_enable_stats(BPF_STATS_RUN_TIME));
  ASSERT_TRUE(counting.valid()) << std::strerror(errno);
  EXPECT_FALSE(Report().runs.has_value());
  Run();
  Run();
  EXPECT_EQ(Report().runs, 2u);
  EXPECT_GT(Report().run_time, absl::ZeroDuration());
}

}  // namespace
}  // namespace neuron
