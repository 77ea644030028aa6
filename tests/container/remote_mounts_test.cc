#include "agent/container/remote_mounts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(RemoteMounts, AreThoseThatAProcessOrANetworkServes) {
  EXPECT_THAT(RemoteMounts("22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n"
                           "30 22 0:5 / /dev rw - devtmpfs devtmpfs rw\n"
                           "31 30 0:40 / /dev/data rw,nosuid - fuse.sshfs host: rw\n"
                           "32 30 0:41 / /dev/b rw shared:7 master:2 - fuse x rw\n"
                           "33 22 0:42 / /mnt rw - nfs4 server:/x rw\n"
                           "34 22 0:43 / /shm rw - tmpfs fuse rw\n"),
              ElementsAre("/dev/b", "/dev/data", "/mnt"));
}

TEST(RemoteMounts, AreNoneInWhatMakesNoSense) {
  EXPECT_THAT(RemoteMounts(""), IsEmpty());
  EXPECT_THAT(RemoteMounts("- fuse\n1 2 3\n22 1 0:1 / /dev rw\n22 1 0:1 / /dev rw -\n\n - "),
              IsEmpty());
}

}  // namespace
}  // namespace neuron
