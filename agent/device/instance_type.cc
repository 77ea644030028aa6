#include "agent/device/instance_type.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

constexpr absl::nullopt_t kUnsaid = absl::nullopt;

using C = ChipType;
using P = Platform;
using T = Topology;

// Inferentia's links are asked of its firmware: a ring or a chain, in an order that nobody says.
constexpr InstanceTypeFacts kTypes[] = {
    {"inf1.xlarge", C::kInferentia, 1, T::kNone, P::kStandard},
    {"inf1.2xlarge", C::kInferentia, 1, T::kNone, P::kStandard},
    {"inf1.6xlarge", C::kInferentia, 4, T::kUnknown, P::kStandard},
    {"inf1.24xlarge", C::kInferentia, 16, T::kUnknown, P::kStandard},
    {"inf2.xlarge", C::kInferentia2, 1, T::kNone, P::kStandard},
    {"inf2.8xlarge", C::kInferentia2, 1, T::kNone, P::kStandard},
    {"inf2.24xlarge", C::kInferentia2, 6, T::kChain, P::kStandard},
    {"inf2.48xlarge", C::kInferentia2, 12, T::kRing, P::kStandard},
    {"trn1.2xlarge", C::kTrainium1, 1, T::kNone, P::kStandard},
    {"trn1.32xlarge", C::kTrainium1, 16, T::kTorus, P::kStandard},
    {"trn1n.32xlarge", C::kTrainium1, 16, T::kTorus, P::kStandard},
    {"trn2.3xlarge", C::kTrainium2, 1, T::kNone, P::kStandard},
    {"trn2.48xlarge", C::kTrainium2, 16, T::kTorus, P::kStandard},
    {"trn2n.48xlarge", C::kTrainium2, 16, T::kTorus, P::kStandard},
    {"trn2u.48xlarge", C::kTrainium2, 16, T::kTorus, P::kUltraServer},
    {"trn2p.48xlarge", C::kTrainium2, kUnsaid, T::kUnknown, P::kUltraServer},
    {"trn2eu.48xlarge", C::kTrainium2, kUnsaid, T::kUnknown, P::kUltraServer},
    {"trn2u-ac.24xlarge", C::kTrainium2, kUnsaid, T::kUnknown, P::kUltraServer},
    {"trn2es.48xlarge", C::kTrainium2, kUnsaid, T::kUnknown, P::kSwitch},
    {"trn2en.24xlarge", C::kTrainium2, 4, T::kUnknown, P::kMax},
    {"trn3p.48xlarge", C::kTrainium3, kUnsaid, T::kUnknown, P::kUltraServer},
    {"trn3.48xlarge", C::kTrainium3, kUnsaid, T::kUnknown, P::kSwitch},
    {"trn3-dev0.48xlarge", C::kTrainium3, kUnsaid, T::kUnknown, P::kSwitch},
    {"trn3-dev1.48xlarge", C::kTrainium3, kUnsaid, T::kUnknown, P::kSwitch},
    {"trn3s-es.48xlarge", C::kTrainium3, kUnsaid, T::kUnknown, P::kSwitch},
    {"trn3sn.48xlarge", C::kTrainium3, kUnsaid, T::kUnknown, P::kSwitch},
    {"trn3sn-es.48xlarge", C::kTrainium3, kUnsaid, T::kUnknown, P::kSwitch},
    {"trn3e.24xlarge", C::kTrainium3, 4, T::kUnknown, P::kMax},
    {"trn3e-dev0.24xlarge", C::kTrainium3, 4, T::kUnknown, P::kMax},
    {"trn3pd98.3xlarge", C::kTrainium3, kUnsaid, T::kUnknown, P::kStandard},
    {"trn3s-es.3xlarge", C::kTrainium3, kUnsaid, T::kUnknown, P::kStandard},
    {"trn3sn.3xlarge", C::kTrainium3, kUnsaid, T::kUnknown, P::kStandard},
    {"trn3sn-es.3xlarge", C::kTrainium3, kUnsaid, T::kUnknown, P::kStandard},
};

bool IsOfOurFamilies(absl::string_view name) {
  return absl::StartsWith(name, "inf") || absl::StartsWith(name, "trn");
}

}  // namespace

const InstanceTypeFacts* FindInstanceType(absl::string_view name) {
  const auto* found =
      std::find_if(std::begin(kTypes), std::end(kTypes),
                   [&](const InstanceTypeFacts& type) { return type.name == name; });
  return found == std::end(kTypes) ? nullptr : found;
}

Reading<int> ExpectedChips(const Reading<std::string>& instance_type) {
  if (!instance_type.has_value()) {
    return instance_type.is_unknown() ? Reading<int>::Unknown(instance_type.why())
                                      : Reading<int>::Absent();
  }
  const InstanceTypeFacts* facts = FindInstanceType(instance_type.value());
  if (facts != nullptr && facts->chips.has_value()) {
    return *facts->chips;
  }
  return facts == nullptr && !IsOfOurFamilies(instance_type.value())
             ? Reading<int>::Absent()
             : Reading<int>::Unknown(absl::NotFoundError(absl::StrCat(
                   "how many chips a ", instance_type.value(), " is sold with is not known")));
}

bool IsUltraServer(absl::string_view instance_type) {
  const InstanceTypeFacts* facts = FindInstanceType(instance_type);
  return facts != nullptr && facts->platform != Platform::kStandard;
}

bool KeepsNumbers(const Reading<std::string>& instance_type) {
  const InstanceTypeFacts* facts =
      instance_type.has_value() ? FindInstanceType(instance_type.value()) : nullptr;
  return facts != nullptr && facts->chip_type != ChipType::kInferentia &&
         facts->platform != Platform::kMax;
}

}  // namespace neuron
