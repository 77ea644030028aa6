#include "agent/sink/drain_grounds.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/device/inventory.h"
#include "agent/health/sign.h"

namespace neuron {
namespace {

// Those that say what the verdict is for.
std::vector<SignSource> SourcesOf(const ChipHealth& health) {
  std::vector<SignSource> sources;
  for (std::size_t i = 0; i < kSignSources; ++i) {
    const auto source = static_cast<SignSource>(i);
    if (absl::c_any_of(health.signs, [&](const Sign& sign) {
          return sign.source == source && health.reason == Word(sign.ailment) &&
                 sign.weight != SignWeight::kMayBeOld;
        })) {
      sources.push_back(source);
    }
  }
  return sources;
}

bool IsProof(const std::vector<SignSource>& sources) {
  return sources.size() >= 2 && !absl::c_all_of(sources, IsHearsay);
}

std::string Join(const std::vector<SignSource>& sources) {
  return absl::StrJoin(sources, " and ", [](std::string* text, SignSource source) {
    absl::StrAppend(text, Word(source));
  });
}

// What the proof that this chip is bad lacks; empty if nothing.
std::string DoubtOf(const ChipState& chip) {
  if (chip.health.verdict != Verdict::kBad) {
    return absl::StrCat("neuron", chip.index, " is ", Word(chip.health.verdict), " (",
                        chip.health.reason, "), which is no proof");
  }
  const std::vector<SignSource> sources = SourcesOf(chip.health);
  if (IsProof(sources)) {
    return "";
  }
  return absl::StrCat("neuron", chip.index, " is bad (", chip.health.reason, ") by ",
                      sources.empty() ? "no fresh sign" : Join(sources),
                      " alone; it takes two sources, and more than what processes say");
}

bool HasNoDriver(const MissingChip& chip) {
  return chip.function.has_value() && chip.function.value().bound_to.is_absent();
}

int CountDriverless(const Inventory& inventory) {
  return static_cast<int>(absl::c_count_if(inventory.missing, HasNoDriver));
}

// What the proof that all other chips are missing lacks; empty if nothing.
std::string DoubtOfMissing(const Snapshot& snapshot) {
  const Inventory& inventory = *snapshot.inventory;
  const Reading<int>& expected = inventory.expected_chips;
  const int shown = static_cast<int>(snapshot.chips.size());
  const int known = shown + static_cast<int>(inventory.missing.size());
  const int in_all = std::max(known, expected.has_value() ? expected.value() : 0);
  const int unproven = in_all - shown - CountDriverless(inventory);
  return unproven > 0 ? absl::StrCat(unproven, " of ", in_all,
                                     " chips are missing, of which PCI does not say that no "
                                     "driver has them")
                      : "";
}

std::string DoubtOf(const Snapshot& snapshot) {
  for (const ChipState& chip : snapshot.chips) {
    std::string doubt = DoubtOf(chip);
    if (!doubt.empty()) {
      return doubt;
    }
  }
  return DoubtOfMissing(snapshot);
}

std::string Prove(const Snapshot& snapshot) {
  std::vector<std::string> proof;
  if (!snapshot.chips.empty()) {
    const ChipState& first = snapshot.chips.front();
    proof.push_back(absl::StrCat("neuron", first.index, " is bad (", first.health.reason, " by ",
                                 Join(SourcesOf(first.health)), ")"));
  }
  if (snapshot.chips.size() > 1) {
    proof.push_back(absl::StrCat(snapshot.chips.size() - 1, " more by two sources"));
  }
  if (const int driverless = CountDriverless(*snapshot.inventory); driverless > 0) {
    proof.push_back(absl::StrCat("chips on PCI without a driver: ", driverless));
  }
  return absl::StrJoin(proof, ", ");
}

}  // namespace

DrainGrounds FindDrainGrounds(const Snapshot& snapshot) {
  DrainGrounds grounds;
  grounds.health = snapshot.health;
  if (snapshot.health == NodeHealth::kImpaired) {
    grounds.why = DoubtOf(snapshot);
    grounds.is_proven = grounds.why.empty();
  }
  if (grounds.is_proven) {
    grounds.why = Prove(snapshot);
  }
  return grounds;
}

}  // namespace neuron
