#include "probes/module_functions.h"

#include <cerrno>
#include <fstream>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

// How often a name occurs.
struct Count {
  int in_module = 0;
  int in_all = 0;
};

}  // namespace

absl::optional<KernelFunction> ParseKernelFunction(absl::string_view line) {
  const std::pair<absl::string_view, absl::string_view> by_tab =
      absl::StrSplit(line, absl::MaxSplits('\t', 1));
  const std::vector<absl::string_view> words = absl::StrSplit(by_tab.first, ' ');
  if (words.size() != 3 || words[1].size() != 1 || words[2].empty() ||
      !absl::StrContains("tTwW", words[1])) {
    return absl::nullopt;
  }
  absl::string_view module = by_tab.second;
  if (!module.empty() &&
      !(absl::ConsumePrefix(&module, "[") && absl::ConsumeSuffix(&module, "]"))) {
    return absl::nullopt;
  }
  return KernelFunction{words[2], module};
}

absl::StatusOr<std::set<std::string>> FunctionsOnlyOf(absl::string_view module,
                                                      const std::set<std::string>& names,
                                                      const std::string& kallsyms) {
  errno = 0;
  std::ifstream lines(kallsyms);
  std::map<std::string, Count> counts;
  for (std::string line; std::getline(lines, line);) {
    const absl::optional<KernelFunction> function = ParseKernelFunction(line);
    if (!function.has_value() || names.count(std::string(function->name)) == 0) {
      continue;
    }
    Count& count = counts[std::string(function->name)];
    ++count.in_all;
    count.in_module += function->module == module ? 1 : 0;
  }
  if (!lines.eof()) {
    return ErrnoStatus(errno != 0 ? errno : EIO, kallsyms);
  }
  std::set<std::string> found;
  for (const auto& [name, count] : counts) {
    if (count.in_module == 1 && count.in_all == 1) {
      found.insert(name);
    }
  }
  return found;
}

}  // namespace neuron
