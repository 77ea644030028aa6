#include "tests/simulator/host/differences.h"

#include <fnmatch.h>

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "agent/base/file.h"
#include "agent/base/status.h"

namespace neuron::sim {
namespace {

constexpr char kFile[] = "tests/simulator/differences.txt";
constexpr std::size_t kMaxBytes = 1 << 18;

}  // namespace

absl::StatusOr<Differences> Differences::Parse(absl::string_view text,
                                               absl::string_view comparison) {
  Differences differences;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const std::pair<absl::string_view, absl::string_view> halves =
        absl::StrSplit(line, absl::MaxSplits('#', 1));
    std::vector<std::string> words = absl::StrSplit(halves.first, ' ', absl::SkipEmpty());
    if (words.size() < 2 || absl::StripAsciiWhitespace(halves.second).empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat("line ", number, ": not COMPARISON SUBJECT # REASON"));
    }
    if (words[0] != comparison) continue;
    words.erase(words.begin());
    differences.entries_.push_back({absl::StrJoin(words, " ")});
  }
  return differences;
}

absl::StatusOr<Differences> Differences::Load(absl::string_view comparison) {
  NEURON_ASSIGN_OR_RETURN(const std::string text, ReadFile(kFile, kMaxBytes));
  return Parse(text, comparison);
}

bool Differences::Allows(const std::string& subject) {
  bool allows = false;
  for (Entry& entry : entries_) {
    if (fnmatch(entry.pattern.c_str(), subject.c_str(), 0) != 0) continue;
    entry.needed = true;
    allows = true;
  }
  return allows;
}

std::vector<std::string> Differences::Unneeded() const {
  std::vector<std::string> patterns;
  for (const Entry& entry : entries_) {
    if (!entry.needed) patterns.push_back(entry.pattern);
  }
  return patterns;
}

}  // namespace neuron::sim
