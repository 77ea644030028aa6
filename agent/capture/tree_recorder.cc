#include "agent/capture/tree_recorder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/capture/recorded_line.h"
#include "agent/capture/scrub.h"

namespace neuron {
namespace {

constexpr unsigned kPermissions = 07777;
constexpr unsigned kReadable = 0444;
// Beyond any attribute.
constexpr std::size_t kMaxFile = 64 * 1024;

bool MustNotBeRead(unsigned mode, absl::string_view path) {
  const absl::string_view name = path.substr(path.rfind('/') + 1);
  const bool is_pci = absl::StrContains(path, "/pci");
  const bool reaches_hardware = name == "config" || name == "rom" || name == "vpd" ||
                                (absl::StartsWith(name, "resource") && name != "resource");
  return (mode & kReadable) == 0 || (is_pci && reaches_hardware);
}

// Appends what is in the file, and gives the errno that stopped it; 0 at the end.
int ReadWhole(const std::string& path, std::string* content) {
  const UniqueFd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!fd.valid()) {
    return errno;
  }
  char page[kSysfsPage];
  ssize_t size;
  while ((size = read(fd.get(), page, sizeof(page))) > 0) {
    content->append(page, static_cast<std::size_t>(size));
    if (content->size() > kMaxFile) {
      return EFBIG;
    }
  }
  return size == 0 ? 0 : errno;
}

}  // namespace

TreeRecorder::TreeRecorder(std::string root, std::string shown, Reading reading, Take take)
    : root_(std::move(root)),
      shown_(std::move(shown)),
      reading_(std::move(reading)),
      take_(std::move(take)) {}

std::string TreeRecorder::Shown(absl::string_view path) const {
  return absl::StrCat(shown_, "/", path);
}

void TreeRecorder::Record(const std::string& path) const {
  const std::string real = absl::StrCat(root_, "/", path);
  struct stat found;
  if (lstat(real.c_str(), &found) != 0) {
    return;
  }
  const unsigned mode = found.st_mode & kPermissions;
  if (S_ISDIR(found.st_mode)) {
    take_(DirectoryLine(mode, Shown(path)));
    reading_(found.st_mode, Shown(path));
    RecordBelow(path);
  } else if (S_ISLNK(found.st_mode)) {
    const absl::StatusOr<std::string> target = ReadLink(real);
    if (target.ok()) {
      take_(LinkLine(Shown(path), *target));
    }
  } else if (S_ISREG(found.st_mode)) {
    RecordFile(mode, path);
  }
}

void TreeRecorder::RecordBelow(const std::string& path) const {
  const absl::StatusOr<std::vector<std::string>> names =
      ListDirectory(absl::StrCat(root_, "/", path));
  if (!names.ok()) {
    return;
  }
  for (const std::string& name : *names) {
    Record(absl::StrCat(path, "/", name));
  }
}

void TreeRecorder::RecordFile(unsigned mode, const std::string& path) const {
  const std::string shown = Shown(path);
  if (MustNotBeRead(mode, shown)) {
    take_(UnreadFileLine(mode, shown));
    return;
  }
  reading_(mode, shown);
  std::string content;
  const int error = ReadWhole(absl::StrCat(root_, "/", path), &content);
  take_(error == 0 ? FileLine(mode, shown, Scrub(content)) : FailedFileLine(mode, shown, error));
}

}  // namespace neuron
