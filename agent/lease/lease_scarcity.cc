#include "agent/lease/lease_scarcity.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "agent/base/ranges_text.h"

namespace neuron {

std::string ScarcityText(ChipSet free, const std::vector<Lease>& leases) {
  constexpr std::size_t kNamed = 8;
  std::string text = absl::StrCat("free: ", free.empty() ? "none" : RangesText(free.chips()),
                                  "; leased: ", leases.empty() ? "none" : "");
  for (std::size_t i = 0; i < std::min(kNamed, leases.size()); ++i) {
    const Lease& lease = leases[i];
    absl::StrAppend(&text, i == 0 ? "" : ", ", RangesText(lease.chips.chips()), " to pid ",
                    lease.pid, " (", lease.command, ")");
  }
  if (leases.size() > kNamed) {
    absl::StrAppend(&text, ", and ", leases.size() - kNamed, " more");
  }
  return text;
}

}  // namespace neuron
