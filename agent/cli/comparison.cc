#include "agent/cli/comparison.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/cli/read_latency.h"
#include "agent/device/counter_catalog.h"

namespace neuron {
namespace {

constexpr char kRecordAnew[] = "record a new baseline";

std::string Text(const std::string& text) { return text; }
std::string Text(std::uint64_t number) { return absl::StrCat(number); }
std::string Text(double number) { return absl::StrCat(number); }
std::string Text(ChipSet chips) {
  return absl::StrCat("{", absl::StrJoin(chips.chips(), ", "), "}");
}

// Whether there is a serial number here that was recorded, or none to tell by.
bool HasRecordedSerial(const Observation& baseline, const Observation& now) {
  bool any = false;
  for (const ObservedChip& chip : now.chips) {
    if (!chip.serial_number.has_value()) {
      continue;
    }
    any = true;
    for (const ObservedChip& was : baseline.chips) {
      if (was.serial_number.has_value() &&
          was.serial_number.value() == chip.serial_number.value()) {
        return true;
      }
    }
  }
  return !any;
}

bool HasSerials(const Observation& observation) {
  return std::any_of(observation.chips.begin(), observation.chips.end(),
                     [](const ObservedChip& chip) { return chip.serial_number.has_value(); });
}

// Whether the instance runs on another machine than it did.
bool HasMoved(const Observation& baseline, const Observation& now) {
  return baseline.boot_id != now.boot_id && HasSerials(baseline) &&
         !HasRecordedSerial(baseline, now);
}

bool IsOtherChip(const ObservedChip& was, const ObservedChip& is) {
  return was.serial_number.has_value() && is.serial_number.has_value() &&
         was.serial_number.value() != is.serial_number.value();
}

// Compares one chip with itself.
class ChipComparison {
 public:
  ChipComparison(const ObservedChip& was, const ObservedChip& is) : was_(was), is_(is) {}

  std::vector<Difference> Run(bool has_moved, bool is_counted, bool other_boot) && {
    const auto grave = [](const auto&, const auto&) { return Gravity::kGrave; };
    const auto if_less = [](const auto& was, const auto& is) {
      return is < was ? Gravity::kGrave : Gravity::kNote;
    };
    if (!has_moved) {
      CompareField("serial_number", was_.serial_number, is_.serial_number, grave);
    }
    CompareField("device_name", was_.device_name, is_.device_name, grave);
    CompareField("core_count", was_.core_count, is_.core_count, grave);
    CompareField("connected_devices", was_.connected, is_.connected, [](ChipSet was, ChipSet is) {
      return is.ContainsAll(was) ? Gravity::kNote : Gravity::kGrave;
    });
    CompareField("pci_link_gts", was_.link.speed_gts, is_.link.speed_gts, if_less);
    CompareField("pci_link_lanes", was_.link.width, is_.link.width, if_less);
    if (is_counted) {
      CompareEcc(other_boot);
    }
    CompareLatency();
    return std::move(found_);
  }

 private:
  void Add(absl::string_view what, std::string was, std::string is, Gravity gravity) {
    found_.push_back({is_.index, std::string(what), std::move(was), std::move(is), gravity});
  }

  // Whether both can be compared; what can no longer be is noted.
  template <typename T>
  bool AreKnown(absl::string_view what, const Reading<T>& was, const Reading<T>& is,
                const std::string& was_text) {
    if (was.has_value() && !is.has_value()) {
      Add(what, was_text,
          is.is_unknown() ? std::string(is.why().message()) : "this driver does not tell it",
          Gravity::kUntold);
    }
    return was.has_value() && is.has_value();
  }

  template <typename T, typename GravityOf>
  void CompareField(absl::string_view what, const Reading<T>& was, const Reading<T>& is,
                    GravityOf gravity_of) {
    const std::string was_text = was.has_value() ? Text(was.value()) : "";
    if (AreKnown(what, was, is, was_text) && was.value() != is.value()) {
      Add(what, was_text, Text(is.value()), gravity_of(was.value(), is.value()));
    }
  }

  void CompareEcc(bool other_boot) {
    for (std::size_t i = 0; i < kEccTallies; ++i) {
      const auto tally = static_cast<EccTally>(i);
      const Reading<std::uint64_t>& was = was_.ecc[tally];
      const Reading<std::uint64_t>& is = is_.ecc[tally];
      const std::string was_text = was.has_value() ? Text(was.value()) : "";
      if (AreKnown(NodeOf(tally), was, is, was_text) && was.value() != is.value()) {
        CompareCount(tally, was.value(), is.value(), other_boot);
      }
    }
  }

  void CompareCount(EccTally tally, std::uint64_t was, std::uint64_t is, bool other_boot) {
    const bool fell = is < was;
    const std::uint64_t errors = fell ? is : is - was;
    const bool corrected = tally == EccTally::kSramCorrected || tally == EccTally::kHbmCorrected;
    const absl::string_view why = !fell        ? ""
                                  : other_boot ? ", cleared since"
                                               : ", cleared since, or wrapped after 65535";
    Add(NodeOf(tally), Text(was),
        absl::StrCat(is, why, errors > 0 ? absl::StrCat(", ", errors, " new") : ""),
        errors > 0 && !corrected ? Gravity::kGrave : Gravity::kNote);
  }

  void CompareLatency() {
    if (!was_.latency.has_value() || !is_.latency.has_value()) {
      return;
    }
    const absl::Duration was = was_.latency.value().median;
    const absl::Duration is = is_.latency.value().median;
    if (is > was * kLatencyFactor && is > kLatencyFloor) {
      Add("median_latency", LatencyText(was), LatencyText(is), Gravity::kGrave);
    }
  }

  const ObservedChip& was_;
  const ObservedChip& is_;
  std::vector<Difference> found_;
};

void CompareHost(const Observation& baseline, const Observation& now,
                 std::vector<Difference>* found) {
  if (!baseline.driver_version.has_value()) {
    return;
  }
  const std::string& was = baseline.driver_version.value();
  if (!now.driver_version.has_value()) {
    found->push_back({absl::nullopt, "driver_version", was,
                      now.driver_version.is_unknown()
                          ? std::string(now.driver_version.why().message())
                          : "no driver is loaded",
                      Gravity::kUntold});
  } else if (now.driver_version.value() != was) {
    found->push_back(
        {absl::nullopt, "driver_version", was, now.driver_version.value(), Gravity::kNote});
  }
}

void AddNewChips(const Observation& baseline, const Observation& now,
                 std::vector<Difference>* found) {
  for (const ObservedChip& chip : now.chips) {
    if (FindChip(baseline, chip.index) == nullptr) {
      found->push_back({chip.index, "chip", "", absl::StrCat("not in the baseline: ", kRecordAnew),
                        Gravity::kNote});
    }
  }
}

}  // namespace

std::vector<Difference> Compare(const Observation& baseline, const Observation& now) {
  const bool has_moved = HasMoved(baseline, now);
  const ChipSet counted = CountedChips(baseline, now);
  std::vector<Difference> found;
  if (has_moved) {
    found.push_back({absl::nullopt, "machine", "",
                     absl::StrCat("none of the recorded chips is here: the instance has moved to "
                                  "another machine; ",
                                  kRecordAnew),
                     Gravity::kGrave});
  }
  CompareHost(baseline, now, &found);
  for (const ObservedChip& was : baseline.chips) {
    const ObservedChip* const is = FindChip(now, was.index);
    if (is == nullptr) {
      found.push_back({was.index, "chip", "there", "gone", Gravity::kGrave});
    } else if (is->answered.ok()) {
      const std::vector<Difference> of_chip = ChipComparison(was, *is).Run(
          has_moved, counted.Contains(was.index), baseline.boot_id != now.boot_id);
      found.insert(found.end(), of_chip.begin(), of_chip.end());
    }
  }
  AddNewChips(baseline, now, &found);
  return found;
}

ChipSet CountedChips(const Observation& baseline, const Observation& now) {
  ChipSet counted;
  for (const ObservedChip& was : baseline.chips) {
    const ObservedChip* const is = FindChip(now, was.index);
    const bool has_count =
        std::any_of(was.ecc.begin(), was.ecc.end(),
                    [](const Reading<std::uint64_t>& count) { return count.has_value(); });
    if (is != nullptr && is->answered.ok() && has_count && !IsOtherChip(was, *is)) {
      counted.Add(was.index);
    }
  }
  return counted;
}

}  // namespace neuron
