#include "agent/execution/runtime_finder.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"
#include "agent/base/file.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

constexpr absl::string_view kDeleted = " (deleted)";
// Half a million mappings; the kernel's own limit is 65,530 unless somebody raised it.
constexpr std::size_t kMapsLimit = std::size_t{64} << 20;

bool IsRuntime(absl::string_view path) {
  absl::ConsumeSuffix(&path, kDeleted);
  absl::string_view name = path.substr(path.rfind('/') + 1);
  return absl::StartsWith(path, "/") && absl::ConsumePrefix(&name, "libnrt.so") &&
         (name.empty() || name.front() == '.');
}

// Takes what is before the next space.
absl::string_view ConsumeField(absl::string_view* line) {
  const absl::string_view field = line->substr(0, line->find(' '));
  line->remove_prefix(std::min(line->size(), field.size() + 1));
  return field;
}

// It becomes a file's name.
bool IsRange(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isxdigit(static_cast<unsigned char>(c)) || c == '-';
  });
}

// "7f..0-7f..0 r-xp 00001000 fd:01 1234     /opt/aws/neuron/lib/libnrt.so.1"
absl::optional<MappedRuntime> ParseMapping(absl::string_view line) {
  MappedRuntime runtime;
  runtime.range = std::string(ConsumeField(&line));
  const absl::string_view rights = ConsumeField(&line);
  ConsumeField(&line);
  runtime.device = std::string(ConsumeField(&line));
  const bool has_inode = absl::SimpleAtoi(ConsumeField(&line), &runtime.inode);
  runtime.path = std::string(absl::StripLeadingAsciiWhitespace(line));
  if (!IsRuntime(runtime.path) || !IsRange(runtime.range) || rights.size() < 3 ||
      rights[2] != 'x' || runtime.device.empty() || !has_inode) {
    return absl::nullopt;
  }
  return runtime;
}

std::string MappingPath(const std::string& proc, int pid, const MappedRuntime& runtime) {
  return absl::StrCat(proc, "/", pid, "/map_files/", runtime.range);
}

}  // namespace

std::vector<MappedRuntime> FindRuntimes(absl::string_view maps) {
  std::vector<MappedRuntime> runtimes;
  for (absl::string_view line : absl::StrSplit(maps, '\n')) {
    if (!absl::StrContains(line, "/libnrt.so")) {
      continue;
    }
    absl::optional<MappedRuntime> found = ParseMapping(line);
    const auto is_same = [&](const MappedRuntime& known) {
      return known.device == found->device && known.inode == found->inode;
    };
    if (found.has_value() && std::none_of(runtimes.begin(), runtimes.end(), is_same)) {
      runtimes.push_back(*std::move(found));
    }
  }
  return runtimes;
}

absl::StatusOr<std::vector<MappedRuntime>> ReadRuntimes(const std::string& proc, int pid) {
  NEURON_ASSIGN_OR_RETURN(const std::string maps,
                          ReadFile(absl::StrCat(proc, "/", pid, "/maps"), kMapsLimit));
  return FindRuntimes(maps);
}

bool IsStillMapped(const std::string& proc, int pid, const MappedRuntime& runtime) {
  struct stat link;
  return lstat(MappingPath(proc, pid, runtime).c_str(), &link) == 0;
}

std::string PathOf(const std::string& proc, int pid, const MappedRuntime& runtime) {
  std::string path = absl::StrCat(proc, "/", pid, "/root", runtime.path);
  struct stat file;
  if (stat(path.c_str(), &file) == 0 && file.st_ino == runtime.inode) {
    return path;
  }
  return MappingPath(proc, pid, runtime);
}

}  // namespace neuron
