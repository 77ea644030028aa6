#include "agent/base/name_service.h"

#include <grp.h>
#include <gtest/gtest.h>
#include <netdb.h>
#include <pwd.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "tests/fakes/fake_tree.h"

namespace neuron {
namespace {

// A host whose every name comes from a module that is not there.
constexpr char kForeign[] =
    "passwd: strange\ngroup: strange\nservices: strange\nprotocols: strange\nhosts: strange\n";

constexpr int kCannotMount = 77;

// Puts `file` in the place of /etc/nsswitch.conf, for this process alone.
bool ReplaceSwitch(const std::string& file) {
  return unshare(CLONE_NEWNS) == 0 &&
         mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         mount(file.c_str(), "/etc/nsswitch.conf", nullptr, MS_BIND, nullptr) == 0;
}

bool FindsHost() {
  addrinfo* found = nullptr;
  const bool ok = getaddrinfo("localhost", nullptr, nullptr, &found) == 0;
  if (ok) {
    freeaddrinfo(found);
  }
  return ok;
}

// A bit for each kind of name that is found.
int Found() {
  return (getpwnam("root") != nullptr ? 1 : 0) | (getgrnam("root") != nullptr ? 2 : 0) |
         (getservbyname("https", "tcp") != nullptr ? 4 : 0) | (FindsHost() ? 8 : 0) |
         (getprotobyname("tcp") != nullptr ? 16 : 0);
}

// Exits with what is found on the strange host.
[[noreturn]] void LookUp(const std::string& file, bool files_and_dns) {
  if (!ReplaceSwitch(file)) {
    _exit(kCannotMount);
  }
  if (files_and_dns) {
    UseFilesAndDns();
  }
  _exit(Found());
}

bool CanMount(const std::string& file) {
  const pid_t child = fork();
  if (child == 0) {
    _exit(ReplaceSwitch(file) ? 0 : kCannotMount);
  }
  int status = 0;
  return waitpid(child, &status, 0) == child && status == 0;
}

TEST(UseFilesAndDns, FindsNamesWhateverTheHostsSwitchSays) {
  const FakeTree tree({File("nsswitch.conf", kForeign)});
  const std::string file = tree.Path("nsswitch.conf");
  if (!CanMount(file)) {
    GTEST_SKIP() << "needs root, to put another /etc/nsswitch.conf in place";
  }
  // What this host has in its files at all, netbase's among them or not.
  const int all = Found();
  ASSERT_EQ(all & 11, 11);
  EXPECT_EXIT(LookUp(file, false), testing::ExitedWithCode(0), "");
  EXPECT_EXIT(LookUp(file, true), testing::ExitedWithCode(all), "");
}

}  // namespace
}  // namespace neuron
