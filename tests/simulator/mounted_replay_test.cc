// Recorded ioctls through a mount, in this process's own memory. All of them without a mount are in
// driver/replay_test.cc.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "tests/simulator/driver/recorded_ioctls.h"
#include "tests/simulator/mounted.h"

namespace neuron::sim {
namespace {

// Their answers hold what differs from boot to boot; see differences.txt.
bool IsOfThatBoot(const std::string& name) {
  for (const char* prefix : {"DEVICE_APP_PID", "DEVICE_GET_ALL_APPS_INFO", "DEVICE_INFO",
                             "READ_HW_COUNTERS", "ACQUIRE_NEURON_DS"}) {
    if (name == prefix) return true;
  }
  return false;
}

void ExpectAsRecorded(const UniqueFd& fd, RecordedIoctl row) {
  SCOPED_TRACE(absl::StrCat(row.open, " ", row.name, " in ", absl::BytesToHexString(row.in)));
  for (RecordedPointer& pointer : row.pointers) {
    const char* place = pointer.in.data();
    std::memcpy(row.in.data() + pointer.at, &place, sizeof(place));
    std::memcpy(row.out.data() + pointer.at, &place, sizeof(place));
  }
  const int result = ioctl(fd.get(), row.number, row.in.data()) == 0 ? 0 : -errno;
  EXPECT_EQ(result, row.result);
  if (IsOfThatBoot(row.name)) return;
  EXPECT_EQ(absl::BytesToHexString(row.in), absl::BytesToHexString(row.out));
  for (const RecordedPointer& pointer : row.pointers) EXPECT_EQ(pointer.in, pointer.out);
}

void ReplayIdle(const char* instance, const char* file, const char* open_mode, int flags) {
  SimulatorProcess simulator({absl::StrCat("--instance=", instance)});
  const UniqueFd fd(open(simulator.Path("dev/neuron0").c_str(), flags | O_CLOEXEC));
  ASSERT_TRUE(fd.valid());
  int replayed = 0;
  for (const RecordedIoctl& row : ReadRecordedIoctls(file)) {
    if (row.state != "idle" || row.open != open_mode || row.chip != 0 || row.is_mapping()) continue;
    ExpectAsRecorded(fd, row);
    ++replayed;
  }
  EXPECT_GT(replayed, 35);
}

TEST_F(Mounted, AnswersRecordedIoctlsOfFreeAccess) {
  ReplayIdle("trn2u.48xlarge", "trn2u/ioctl.jsonl", "O_WRONLY", O_WRONLY);
}

TEST_F(Mounted, AnswersRecordedIoctlsOfAnAttachedProcess) {
  ReplayIdle("trn1.32xlarge", "trn1/ioctl.jsonl", "O_RDWR", O_RDWR);
}

}  // namespace
}  // namespace neuron::sim
