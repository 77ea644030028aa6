#include "agent/workload/evidence_line.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace neuron {
namespace {

std::string Whose(const Claim& claim) {
  return absl::StrCat(
      claim.container.empty() ? "" : absl::StrCat(" in ", NameOfContainer(claim.container)),
      claim.task.empty() ? "" : absl::StrCat(" of ", claim.task));
}

std::string MappedLine(const Claim& claim, ChipSet chips) {
  return absl::StrCat("container: ", NameOfContainer(claim.container),
                      claim.task.empty() ? "" : absl::StrCat(" of ", claim.task),
                      " was given the node of ", NamesOf(chips));
}

std::string ReservedLine(const Claim& claim, ChipSet chips) {
  const std::string who = !claim.task.empty() ? claim.task : NameOfContainer(claim.container);
  return absl::StrCat("reservation: ", who, " is about to start with ", NamesOf(chips),
                      claim.why.empty() ? "" : absl::StrCat(" (", claim.why, ")"));
}

}  // namespace

std::string NamesOf(ChipSet chips) {
  return absl::StrJoin(chips.chips(), ", ",
                       [](std::string* out, int chip) { absl::StrAppend(out, "neuron", chip); });
}

std::string NameOfContainer(absl::string_view id) {
  return absl::StrCat("container ", id.substr(0, 12));
}

std::string LineOf(const Holder& holder, const Evidence& evidence) {
  return absl::StrCat(evidence.holders.source, ": pid ", holder.pid, " (", holder.command,
                      ") holds ", NamesOf(holder.held));
}

std::string LineOf(const Lease& lease) {
  return absl::StrCat("lease: ", lease.id, " of pid ", lease.pid, " (", lease.command, ") is for ",
                      NamesOf(lease.chips));
}

std::string LineOf(const Claim& claim, ChipSet chips, const Evidence& evidence) {
  switch (claim.layer) {
    case Layer::kHeld:
      return absl::StrCat(evidence.holders.source, ": pid ", claim.pid, Whose(claim), " holds ",
                          NamesOf(chips));
    case Layer::kMapped:
      return MappedLine(claim, chips);
    case Layer::kLeased:
      return absl::StrCat("lease: pid ", claim.pid, Whose(claim), " has leased ", NamesOf(chips));
    case Layer::kReserved:
      break;
  }
  return ReservedLine(claim, chips);
}

}  // namespace neuron
