#include "agent/device/directory_listing.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "agent/base/status.h"

namespace neuron {
namespace {

// Some file systems leave the type of an entry to be looked up.
unsigned char LookUpType(int directory, const char* name) {
  struct stat found;
  if (fstatat(directory, name, &found, AT_SYMLINK_NOFOLLOW) != 0) {
    return DT_UNKNOWN;
  }
  return IFTODT(found.st_mode);
}

}  // namespace

absl::Status DirectoryListing::Read(int fd, const std::string& path) {
  entries_.clear();
  names_.clear();
  alignas(dirent64) char buffer[16 * 1024];
  ssize_t got;
  while ((got = getdents64(fd, buffer, sizeof(buffer))) > 0) {
    for (ssize_t at = 0; at < got;) {
      const auto* entry = reinterpret_cast<const dirent64*>(buffer + at);
      Add(fd, entry->d_name, entry->d_type);
      at += entry->d_reclen;
    }
  }
  if (got < 0) {
    entries_.clear();
    return ErrnoStatus(errno, path);
  }
  return absl::OkStatus();
}

void DirectoryListing::Add(int fd, const char* name, unsigned char type) {
  if (name[0] == '.') {
    return;
  }
  if (type == DT_UNKNOWN) {
    type = LookUpType(fd, name);
  }
  if (type == DT_DIR || type == DT_REG) {
    entries_.push_back({names_.size(), type == DT_DIR});
    names_.append(name, std::strlen(name) + 1);
  }
}

bool DirectoryListing::HasFile(const char* name) const {
  for (std::size_t i = 0; i < size(); ++i) {
    if (!is_directory(i) && std::strcmp(this->name(i), name) == 0) {
      return true;
    }
  }
  return false;
}

}  // namespace neuron
