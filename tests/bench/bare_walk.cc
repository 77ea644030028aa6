#include "tests/bench/bare_walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace neuron {
namespace {

constexpr int kDirectory = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

int OpenDirectory(int parent, const char* name, int flags) {
  const int fd = openat(parent, name, flags);
  if (fd < 0) {
    std::perror(name);
    std::abort();
  }
  return fd;
}

// Calls `visit(fd, entry)` for each entry of the directory, and closes it.
template <typename Visit>
void List(int fd, Visit visit) {
  alignas(dirent64) char buffer[16 * 1024];
  ssize_t got;
  while ((got = getdents64(fd, buffer, sizeof(buffer))) > 0) {
    for (ssize_t at = 0; at < got;) {
      const auto* entry = reinterpret_cast<const dirent64*>(buffer + at);
      visit(fd, *entry);
      at += entry->d_reclen;
    }
  }
  close(fd);
}

void VisitDirectories(int parent, const dirent64& entry) {
  if (entry.d_type == DT_DIR && entry.d_name[0] != '.') {
    List(OpenDirectory(parent, entry.d_name, kDirectory | O_NOFOLLOW), VisitDirectories);
  }
}

void VisitChipEntry(int parent, const dirent64& entry) {
  if (std::strcmp(entry.d_name, "power") != 0) {
    VisitDirectories(parent, entry);
  }
}

void VisitClassEntry(int parent, const dirent64& entry) {
  const bool is_chip = entry.d_type == DT_LNK && std::strncmp(entry.d_name, "neuron", 6) == 0;
  if (is_chip) {
    List(OpenDirectory(parent, entry.d_name, kDirectory), VisitChipEntry);
  }
}

void ReadToEnd(const char* path) {
  char bytes[4096 + 1];
  const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) {
    return;
  }
  while (read(fd, bytes, sizeof(bytes)) > 0) {
  }
  close(fd);
}

// glibc wants every answer to be used.
void Forget(ssize_t) {}

template <typename Visit>
void ListPath(const std::string& path, Visit visit) {
  List(OpenDirectory(AT_FDCWD, path.c_str(), kDirectory), visit);
}

}  // namespace

void ListChipsBarely(const HostPaths& host) {
  ListPath(host.sysfs + "/class/neuron_device", VisitClassEntry);
}

void ListPciBarely(const HostPaths& host) {
  ListPath(host.sysfs + "/bus/pci/devices", [](int, const dirent64&) {});
}

void AskBarely(const FileCalls& calls) {
  for (const std::string& file : calls.files) {
    ReadToEnd(file.c_str());
  }
  for (const std::string& look : calls.looks) {
    Forget(faccessat(AT_FDCWD, look.c_str(), R_OK, AT_EACCESS));
  }
  for (const std::string& link : calls.links) {
    char target[PATH_MAX];
    Forget(readlink(link.c_str(), target, sizeof(target)));
  }
}

}  // namespace neuron
