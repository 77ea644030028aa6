#include <linux/netlink.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "absl/strings/match.h"
#include "agent/base/file.h"
#include "agent/base/loop.h"
#include "agent/device/event_source.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

// MakeKernelEvents(), where messages can be sent that nobody else hears: in network namespaces of
// our own.

// Ends with a NUL, as the kernel's do.
constexpr char kChipAdded[] =
    "add@/devices/virtual/neuron_device/neuron3\0ACTION=add\0"
    "DEVPATH=/devices/virtual/neuron_device/neuron3\0SUBSYSTEM=neuron_device";

// Runs `test`, which returns whether it went well, in a process with these namespaces of its own.
// False too where there can be none.
template <typename Test>
bool HoldsIn(int namespaces, Test test) {
  const pid_t child = fork();
  if (child == 0) {
    _exit(unshare(namespaces) == 0 && test() ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  return status == 0;
}

bool MayUnshare(int namespaces) {
  return HoldsIn(namespaces, [] { return true; });
}

// Sends what is no word of the kernel's, to everyone who listens to the kernel.
bool Forge(int times) {
  const UniqueFd sender(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT));
  sockaddr_nl everyone = {};
  everyone.nl_family = AF_NETLINK;
  everyone.nl_groups = 1;
  for (int i = 0; i < times; ++i) {
    if (sendto(sender.get(), kChipAdded, sizeof kChipAdded, 0,
               reinterpret_cast<const sockaddr*>(&everyone), sizeof everyone) < 0) {
      return false;
    }
  }
  return true;
}

// How often a source of the kernel's events calls after so many forged ones; -1 if it is deaf or
// they could not be sent.
int LooksAfterForged(int times) {
  Loop loop;
  const std::unique_ptr<EventSource> source = MakeKernelEvents(&loop);
  int looks = 0;
  source->Start([&] { ++looks; });
  if (!source->status().ok() || !Forge(times)) {
    return -1;
  }
  const auto end = loop.CallAfter(absl::Milliseconds(50), [&] { loop.Stop(); });
  loop.Run();
  return looks;
}

TEST(MakeKernelEvents, PassesOverWhatAProcessSends) {
  if (!MayUnshare(CLONE_NEWNET)) {
    GTEST_SKIP() << "SKIPPED: may not make a network namespace";
  }
  EXPECT_TRUE(HoldsIn(CLONE_NEWNET, [] { return LooksAfterForged(10) == 0; }));
}

TEST(MakeKernelEvents, CallsWhenSomethingWasLost) {
  if (!MayUnshare(CLONE_NEWNET)) {
    GTEST_SKIP() << "SKIPPED: may not make a network namespace";
  }
  EXPECT_TRUE(HoldsIn(CLONE_NEWNET, [] { return LooksAfterForged(10000) > 0; }));
}

TEST(MakeKernelEvents, SaysThatTheKernelDoesNotTellThisNamespace) {
  if (!MayUnshare(CLONE_NEWUSER | CLONE_NEWNET)) {
    GTEST_SKIP() << "SKIPPED: may not make a user namespace";
  }
  EXPECT_TRUE(HoldsIn(CLONE_NEWUSER | CLONE_NEWNET, [] {
    Loop loop;
    const std::unique_ptr<EventSource> source = MakeKernelEvents(&loop);
    source->Start([] {});
    return absl::StrContains(source->status().message(), "run the agent with the network");
  }));
}

}  // namespace
}  // namespace neuron
