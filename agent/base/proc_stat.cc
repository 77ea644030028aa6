#include "agent/base/proc_stat.h"

#include <cstddef>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace neuron {
namespace {

// Of the fields after the command; 0 if it is not there, or no number.
template <typename Number>
Number NumberIn(const std::vector<absl::string_view>& fields, std::size_t field) {
  constexpr std::size_t kFirst = 3;
  Number number = 0;
  return field - kFirst < fields.size() && absl::SimpleAtoi(fields[field - kFirst], &number)
             ? number
             : 0;
}

}  // namespace

ProcStat ParseProcStat(absl::string_view text) {
  const std::vector<absl::string_view> fields =
      absl::StrSplit(text.substr(text.rfind(')') + 1), ' ', absl::SkipEmpty());
  ProcStat stat;
  if (!fields.empty() && fields[0].size() == 1) {
    stat.state = fields[0][0];
  }
  stat.parent = NumberIn<int>(fields, 4);
  stat.cpu_ticks = NumberIn<std::uint64_t>(fields, 14) + NumberIn<std::uint64_t>(fields, 15);
  stat.start_ticks = NumberIn<std::uint64_t>(fields, 22);
  stat.resident_pages = NumberIn<std::uint64_t>(fields, 24);
  return stat;
}

}  // namespace neuron
