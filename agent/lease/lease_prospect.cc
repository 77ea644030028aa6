#include "agent/lease/lease_prospect.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/base/ranges_text.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

std::string ShortId(const std::string& container) {
  constexpr std::size_t kShort = 12;
  return absl::StrCat("container ", container.substr(0, kShort));
}

std::string SizesText(const std::vector<ChipSet>& groups) {
  std::set<int> sizes;
  for (ChipSet group : groups) {
    sizes.insert(group.size());
  }
  return absl::StrJoin(sizes, ", ");
}

absl::Status CheckSize(int chips, const LeaseOffer& offer) {
  if (offer.groups.empty()) {
    return absl::UnavailableError("no Neuron chip is seen on this host; see neuronctl ls");
  }
  const bool exists = std::any_of(offer.groups.begin(), offer.groups.end(),
                                  [chips](ChipSet group) { return group.size() == chips; });
  return exists ? absl::OkStatus()
                : absl::FailedPreconditionError(
                      absl::StrCat("no valid group of this host has ", chips,
                                   " chips; ask for one of: ", SizesText(offer.groups)));
}

absl::StatusOr<ChipSet> VisibleTo(const Reading<std::string>& container, const LeaseOffer& offer) {
  if (container.is_unknown()) {
    return absl::UnavailableError(absl::StrCat("which container the process is in cannot be told: ",
                                               container.why().message()));
  }
  if (container.is_absent()) {
    return offer.cores.chips;
  }
  const auto mapped = offer.mapped.find(container.value());
  const bool known = mapped != offer.mapped.end() && mapped->second.has_value();
  if (!known) {
    const absl::string_view why = mapped != offer.mapped.end() && mapped->second.is_unknown()
                                      ? mapped->second.why().message()
                                      : "it was not seen yet";
    return absl::UnavailableError(
        absl::StrCat("which chips ", ShortId(container.value()), " was given is not known: ", why));
  }
  return mapped->second.value();
}

absl::Status TooFew(int chips, const Reading<std::string>& container, ChipSet visible) {
  const std::string whose =
      container.has_value() ? ShortId(container.value()) : std::string("this host");
  return absl::FailedPreconditionError(absl::StrCat(
      whose, " was given ",
      visible.empty() ? "no Neuron chip" : absl::StrCat("the chips ", RangesText(visible.chips())),
      ", among which there is no valid group of ", chips,
      "; give the container the devices of all chips"));
}

}  // namespace

absl::StatusOr<LeaseProspect> ProspectOf(int chips, const Reading<std::string>& container,
                                         const LeaseOffer& offer) {
  NEURON_RETURN_IF_ERROR(CheckSize(chips, offer));
  LeaseProspect prospect;
  NEURON_ASSIGN_OR_RETURN(prospect.visible, VisibleTo(container, offer));
  std::copy_if(
      offer.groups.begin(), offer.groups.end(), std::back_inserter(prospect.groups),
      [&](ChipSet group) { return group.size() == chips && prospect.visible.ContainsAll(group); });
  if (prospect.groups.empty()) {
    return TooFew(chips, container, prospect.visible);
  }
  return prospect;
}

}  // namespace neuron
