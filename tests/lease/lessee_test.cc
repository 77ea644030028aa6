#include "agent/lease/lessee.h"

#include <sys/socket.h>
#include <unistd.h>

#include "agent/base/file.h"
#include "agent/base/proc_stat.h"
#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

class LesseeTest : public testing::Test {
 protected:
  LesseeTest() {
    int ends[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
    near_ = UniqueFd(ends[0]);
    far_ = UniqueFd(ends[1]);
  }

  UniqueFd near_;
  UniqueFd far_;
};

Reading<std::string> InA(int) { return std::string("a"); }

TEST_F(LesseeTest, IsWhoConnected) {
  const absl::StatusOr<Lessee> lessee = LesseeOf(near_.get(), "/proc", InA);
  ASSERT_TRUE(lessee.ok()) << lessee.status();
  EXPECT_EQ(lessee->pid, getpid());
  EXPECT_EQ(lessee->start_ticks, ParseProcStat(*ReadFile("/proc/self/stat")).start_ticks);
  EXPECT_EQ(lessee->container, Reading<std::string>("a"));
}

TEST_F(LesseeTest, IsGoneIfItHasNoEntryInProc) {
  const TemporaryDirectory proc;
  EXPECT_TRUE(absl::IsUnavailable(LesseeOf(near_.get(), proc.path(), InA).status()));
}

TEST(Lessee, IsNobodyThatTheAgentCannotSee) {
  // A socket without a peer has the credentials of nobody: pid 0, as one from outside has.
  const UniqueFd lonely(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
  const absl::Status status = LesseeOf(lonely.get(), "/proc", InA).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status));
  EXPECT_NE(status.message().find("--pid=host"), absl::string_view::npos) << status;
}

}  // namespace
}  // namespace neuron
