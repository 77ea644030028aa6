// The kernel's log of neuron-sim, over a real mount.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "agent/base/file.h"
#include "agent/base/loop.h"
#include "agent/device/kernel_log_follower.h"
#include "tests/simulator/mounted.h"

namespace neuron::sim {
namespace {

using PlayedKernelLog = Mounted;

TEST_F(PlayedKernelLog, GrowsWhileItIsOpen) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  EXPECT_EQ(simulator.Read("dev/kmsg"), "");
  const UniqueFd log(open(simulator.Path("dev/kmsg").c_str(), O_RDONLY | O_CLOEXEC));
  char bytes[200];
  off_t position = 0;
  for (const char* text : {"first", "second"}) {
    ASSERT_TRUE(simulator.Do(absl::StrCat("kernel_log ", text)));
    const ssize_t size = pread(log.get(), bytes, sizeof bytes, position);
    ASSERT_GT(size, 0);
    EXPECT_THAT(std::string(bytes, static_cast<std::size_t>(size)),
                testing::EndsWith(absl::StrCat(",-;", text, "\n")));
    position += size;
    struct stat found;
    ASSERT_EQ(fstat(log.get(), &found), 0);
    EXPECT_EQ(found.st_size, position);
  }
}

TEST_F(PlayedKernelLog, IsFollowed) {
  SimulatorProcess simulator({"--instance=trn1.2xlarge"});
  ASSERT_TRUE(simulator.Do("kernel_log before"));
  Loop loop;
  const auto follower = MakeKernelLogFollower(&loop, simulator.Path("dev/kmsg"));
  std::string heard;
  follower->Start([&](const KernelRecord& record) {
    absl::StrAppend(&heard, record.text, record.from_kernel ? " by the kernel\n" : "\n");
    EXPECT_LT(absl::Now() - record.logged_at, absl::Minutes(1));
    if (record.text == "after") {
      loop.Stop();
    }
  });
  ASSERT_EQ(follower->status(), absl::OkStatus());
  ASSERT_TRUE(simulator.Do("kernel_log after"));
  const auto end = loop.CallAfter(absl::Seconds(20), [&] { loop.Stop(); });
  loop.Run();
  EXPECT_EQ(heard, "before by the kernel\nafter by the kernel\n");
  EXPECT_EQ(simulator.Stop().exit_code, 0);
}

}  // namespace
}  // namespace neuron::sim
