#include "agent/device/driver_support.h"

#include "absl/strings/str_cat.h"
#include "agent/device/driver_version.h"

namespace neuron {
namespace {

// The drivers that take chips of a type: from one version on, and for Inferentia before another.
struct Served {
  DriverVersion since;
  absl::optional<DriverVersion> until;
  absl::string_view cure;
};

Served ServedBy(ChipType type) {
  switch (type) {
    case ChipType::kInferentia:
      return {{1, 1, 0, 0}, DriverVersion{2, 25, 0, 0}, "install driver 2.24, the last for them"};
    case ChipType::kTrainium1:
      return {{2, 0, 386, 0}, absl::nullopt, "install driver 2.0.386 or later"};
    case ChipType::kInferentia2:
      return {{2, 6, 33, 0}, absl::nullopt, "install driver 2.6.33 or later"};
    case ChipType::kTrainium2:
      return {{2, 16, 7, 0}, absl::nullopt, "install driver 2.19.64 or later"};
    case ChipType::kTrainium3:
      return {{2, 25, 4, 0}, absl::nullopt, "install driver 2.25.4 or later"};
  }
  return {};
}

}  // namespace

absl::optional<std::string> WhyNotServed(const Reading<std::string>& driver_version,
                                         ChipType type) {
  if (!driver_version.has_value()) {
    return absl::nullopt;
  }
  const absl::StatusOr<DriverVersion> version = ParseDriverVersion(driver_version.value());
  const Served served = ServedBy(type);
  if (!version.ok() ||
      (!(*version < served.since) && (!served.until.has_value() || *version < *served.until))) {
    return absl::nullopt;
  }
  return absl::StrCat("driver ", driver_version.value(), " does not know ",
                      FactsOf(type).device_name, " chips: ", served.cure);
}

}  // namespace neuron
