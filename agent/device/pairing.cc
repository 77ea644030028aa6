#include "agent/device/pairing.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/types/optional.h"

namespace neuron {
namespace {

using Functions = std::vector<PciFunction>;

// What one source says of where a chip is.
struct Claim {
  // For people: "the driver says 0000:00:1e.0".
  std::string text;
  // Null if PCI has no such chip.
  const PciFunction* function = nullptr;
};

Claim ByIoctl(const PciAddress& address, const Functions& functions) {
  const auto found =
      std::find_if(functions.begin(), functions.end(),
                   [&](const PciFunction& function) { return function.address == address; });
  return {absl::StrCat("the driver says ", ToString(address)),
          found == functions.end() ? nullptr : &*found};
}

bool IsAt(const PciFunction& function, const LoggedChip& logged) {
  return function.address.bus == logged.bus && function.address.slot == logged.slot &&
         function.address.function == logged.function;
}

Reading<std::uint32_t> RoutingIdOf(const Chip& chip) {
  return chip.answers.has_value() ? chip.answers.value().routing_id
                                  : Reading<std::uint32_t>::Absent();
}

// None if the address is that of several functions, each in a domain of its own.
absl::optional<Claim> ByLog(const Chip& chip, const LoggedChip& logged,
                            const Functions& functions) {
  Claim claim = {absl::StrFormat("the kernel log says %02x:%02x.%x, routing id %d", logged.bus,
                                 logged.slot, logged.function, logged.routing_id)};
  for (const PciFunction& function : functions) {
    if (IsAt(function, logged) && claim.function != nullptr) {
      return absl::nullopt;
    }
    claim.function = IsAt(function, logged) ? &function : claim.function;
  }
  const Reading<std::uint32_t> routing_id = RoutingIdOf(chip);
  if (routing_id.has_value() && routing_id.value() != logged.routing_id) {
    absl::StrAppend(&claim.text, " where the chip's is ", routing_id.value());
    claim.function = nullptr;
  }
  return claim;
}

// Best first.
std::vector<Claim> ClaimsOf(const Chip& chip, bool is_only_one, const Functions& functions,
                            const std::vector<LoggedChip>& log) {
  std::vector<Claim> claims;
  if (is_only_one && functions.size() == 1) {
    claims.push_back({absl::StrCat("PCI has but ", ToString(functions[0].address)), &functions[0]});
  }
  if (chip.answers.has_value() && chip.answers.value().pci.has_value()) {
    claims.push_back(ByIoctl(chip.answers.value().pci.value(), functions));
  }
  const auto logged = std::find_if(log.begin(), log.end(), [&](const LoggedChip& candidate) {
    return candidate.index == chip.index;
  });
  if (logged != log.end()) {
    const absl::optional<Claim> claim = ByLog(chip, *logged, functions);
    claims.insert(claims.end(), claim.has_value() ? 1 : 0, claim.value_or(Claim()));
  }
  return claims;
}

bool IsOfOtherType(const Chip& chip, const PciFunction* function) {
  return function != nullptr && chip.type.has_value() && chip.type.value() != function->type;
}

bool Agree(const Chip& chip, const std::vector<Claim>& claims) {
  return std::all_of(claims.begin(), claims.end(), [&](const Claim& claim) {
    return claim.function != nullptr && claim.function == claims[0].function &&
           !IsOfOtherType(chip, claim.function);
  });
}

Finding Unclear(const Chip& chip, const std::vector<Claim>& claims) {
  std::string text = absl::StrCat(
      "chip ", chip.index,
      " on PCI: ", absl::StrJoin(claims, "; ", [](std::string* out, const Claim& claim) {
        absl::StrAppend(out, claim.text);
      }));
  if (IsOfOtherType(chip, claims[0].function)) {
    absl::StrAppend(&text, "; PCI says ", FactsOf(claims[0].function->type).device_name,
                    " there, the chip ", FactsOf(chip.type.value()).device_name);
  }
  return {FindingCode::kUnclearPciAddress, ChipSet{chip.index},
          absl::StrCat(text, "; compare with lspci -d 1d0f:, then reload the driver")};
}

absl::Status WhyUnheard(const Chip& chip, const PciSide& pci) {
  if (pci.functions->empty()) {
    return absl::NotFoundError("PCI shows no Neuron chip");
  }
  const absl::Status why =
      chip.answers.has_value() ? chip.answers.value().pci.why() : chip.answers.why();
  return absl::FailedPreconditionError(absl::StrCat(
      "the driver does not say it", why.ok() ? "" : absl::StrCat(" (", why.message(), ")"),
      ", nor does the kernel log; let the agent ask the chip, or read the log as root"));
}

Reading<PciFunction> FunctionOf(const Chip& chip, const std::vector<Claim>& claims,
                                const PciSide& pci) {
  if (!pci.functions.ok()) {
    return Reading<PciFunction>::Unknown(pci.functions.status());
  }
  if (claims.empty() || pci.functions->empty()) {
    return Reading<PciFunction>::Unknown(WhyUnheard(chip, pci));
  }
  if (claims[0].function == nullptr || IsOfOtherType(chip, claims[0].function)) {
    return Reading<PciFunction>::Unknown(
        absl::DataLossError(absl::StrCat(claims[0].text, ", where PCI has no such chip")));
  }
  return *claims[0].function;
}

// Takes the function from chips that share one.
void Separate(const std::vector<Chip>& chips, Pairing* pairing) {
  const std::vector<Reading<PciFunction>> before = pairing->functions;
  for (std::size_t i = 0; i < chips.size(); ++i) {
    ChipSet sharing;
    for (std::size_t j = 0; j < chips.size(); ++j) {
      if (before[i].has_value() && before[j] == before[i]) {
        sharing.Add(chips[j].index);
      }
    }
    if (sharing.size() < 2) {
      continue;
    }
    const std::string text =
        absl::StrCat("chips ", absl::StrJoin(sharing.chips(), ", "), " are all said to be ",
                     ToString(before[i].value().address), "; reload the driver");
    pairing->functions[i] = Reading<PciFunction>::Unknown(absl::DataLossError(text));
    const Finding finding = {FindingCode::kUnclearPciAddress, sharing, text};
    if (std::find(pairing->findings.begin(), pairing->findings.end(), finding) ==
        pairing->findings.end()) {
      pairing->findings.push_back(finding);
    }
  }
}

}  // namespace

Pairing PairChips(const std::vector<Chip>& chips, const PciSide& pci) {
  const Functions functions = pci.functions.value_or(Functions());
  Pairing pairing;
  for (const Chip& chip : chips) {
    const std::vector<Claim> claims = ClaimsOf(chip, chips.size() == 1, functions, pci.log);
    pairing.functions.push_back(FunctionOf(chip, claims, pci));
    if (!functions.empty() && !Agree(chip, claims)) {
      pairing.findings.push_back(Unclear(chip, claims));
    }
  }
  Separate(chips, &pairing);
  return pairing;
}

}  // namespace neuron
