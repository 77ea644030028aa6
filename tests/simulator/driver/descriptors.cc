#include "tests/simulator/driver/descriptors.h"

#include <fcntl.h>

#include <cstdio>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/base/file.h"

namespace neuron::sim {
namespace {

// What /proc/PID/fdinfo/N says.
struct Descriptor {
  unsigned flags = 0;
  unsigned long inode = 0;
};

Descriptor ParseFdinfo(const std::string& text) {
  Descriptor descriptor;
  const std::size_t flags = text.find("flags:");
  const std::size_t inode = text.find("ino:");
  if (flags != std::string::npos) std::sscanf(text.c_str() + flags, "flags:%o", &descriptor.flags);
  if (inode != std::string::npos) std::sscanf(text.c_str() + inode, "ino:%lu", &descriptor.inode);
  return descriptor;
}

}  // namespace

bool HoldsWithoutCloexec(pid_t pid, std::uint64_t inode, absl::string_view name) {
  const std::string process = absl::StrCat("/proc/", pid);
  const auto numbers = ListDirectory(process + "/fdinfo");
  if (!numbers.ok()) return false;
  for (const std::string& number : *numbers) {
    // First, as fdinfo of an epoll descriptor waits for its owner, who may wait for our poll().
    const auto target = ReadLink(absl::StrCat(process, "/fd/", number));
    if (!target.ok() || !absl::EndsWith(*target, absl::StrCat("/", name))) continue;
    const auto info = ReadFile(absl::StrCat(process, "/fdinfo/", number));
    if (!info.ok()) continue;
    const Descriptor descriptor = ParseFdinfo(*info);
    // Another file system may have such a name too.
    if (descriptor.inode == inode && (descriptor.flags & O_CLOEXEC) == 0) return true;
  }
  return false;
}

}  // namespace neuron::sim
