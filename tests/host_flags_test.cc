#include "agent/host_flags.h"

#include <sys/stat.h>

#include <string>

#include "gflags/gflags.h"
#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

bool Contains(const absl::Status& status, const std::string& text) {
  return std::string(status.message()).find(text) != std::string::npos;
}

TEST(HostPathsFromFlags, AreThoseOfARealHostByDefault) {
  const absl::StatusOr<HostPaths> host = HostPathsFromFlags();
  ASSERT_TRUE(host.ok()) << host.status();
  EXPECT_EQ(host->sysfs, "/sys");
  EXPECT_EQ(host->dev, "/dev");
  EXPECT_EQ(host->proc_devices, "/proc/devices");
  EXPECT_EQ(host->proc, "/proc");
  EXPECT_EQ(host->cgroup, "/sys/fs/cgroup");
  EXPECT_EQ(host->kmsg, "/dev/kmsg");
}

TEST(HostPathsFromFlags, TakeEachFlag) {
  const gflags::FlagSaver defaults;
  const TemporaryDirectory directory;
  for (const std::string& flag : HostFlagNames()) {
    const bool is_file = flag == "proc_devices" || flag == "kmsg";
    const std::string path = is_file ? directory.Write(flag, "") : directory.Path("");
    ASSERT_NE(gflags::SetCommandLineOption(flag.c_str(), path.c_str()), "");
  }
  const absl::StatusOr<HostPaths> host = HostPathsFromFlags();
  ASSERT_TRUE(host.ok()) << host.status();
  EXPECT_EQ(host->sysfs, directory.Path(""));
  EXPECT_EQ(host->dev, directory.Path(""));
  EXPECT_EQ(host->proc_devices, directory.Path("proc_devices"));
  EXPECT_EQ(host->proc, directory.Path(""));
  EXPECT_EQ(host->cgroup, directory.Path(""));
  EXPECT_EQ(host->kmsg, directory.Path("kmsg"));
}

TEST(CheckHostPaths, NamesTheFlagAndThePath) {
  HostPaths host;
  host.sysfs = "/no/such";
  absl::Status status = CheckHostPaths(host);
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_TRUE(Contains(status, "--sysfs_root=/no/such: No such file or directory")) << status;

  host = HostPaths();
  host.dev = "/proc/devices";
  status = CheckHostPaths(host);
  EXPECT_TRUE(Contains(status, "--dev_root=/proc/devices: Not a directory")) << status;

  host = HostPaths();
  host.proc = "/no/such";
  EXPECT_TRUE(Contains(CheckHostPaths(host), "--proc_root=/no/such: "));

  host = HostPaths();
  host.cgroup = "/proc/devices";
  EXPECT_TRUE(Contains(CheckHostPaths(host), "--cgroup_root=/proc/devices: Not a directory"));
  host.cgroup = "/no/such";
  EXPECT_TRUE(CheckHostPaths(host).ok());
}

TEST(CheckHostPaths, DoesWithoutAKernelLog) {
  HostPaths host;
  host.kmsg = "/no/such";
  EXPECT_TRUE(CheckHostPaths(host).ok());
}

TEST(CheckHostPaths, TakesNoOtherDeviceForTheKernelLog) {
  HostPaths host;
  host.kmsg = "/dev/null";
  const absl::Status status = CheckHostPaths(host);
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_TRUE(Contains(status, "--kmsg=/dev/null: not the kernel log")) << status;
}

TEST(CheckHostPaths, NeverOpensWhatMayBeAChip) {
  // To open a FIFO would mean to wait for a writer.
  const TemporaryDirectory directory;
  const std::string fifo = directory.Path("fifo");
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  HostPaths host;
  host.proc_devices = fifo;
  EXPECT_TRUE(Contains(CheckHostPaths(host), fifo + ": not a file"));
  host = HostPaths();
  host.dev = fifo;
  EXPECT_TRUE(Contains(CheckHostPaths(host), fifo + ": Not a directory"));
  host = HostPaths();
  host.kmsg = fifo;
  EXPECT_TRUE(Contains(CheckHostPaths(host), fifo + ": not the kernel log"));
}

}  // namespace
}  // namespace neuron
