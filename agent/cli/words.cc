#include "agent/cli/words.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace neuron {
namespace {

// In GT/s, by generation of PCI Express, from the first.
constexpr double kGenerations[] = {2.5, 5, 8, 16, 32, 64};

std::string SpeedText(double gts) {
  int generation = 0;
  for (const double speed : kGenerations) {
    ++generation;
    if (speed == gts) {
      return absl::StrCat("gen", generation);
    }
  }
  return absl::StrCat(gts, " GT/s");
}

}  // namespace

std::string BytesText(std::uint64_t bytes) {
  constexpr std::uint64_t kKiB = 1024;
  constexpr const char* kUnits[] = {"KiB", "MiB", "GiB"};
  if (bytes < kKiB) {
    return absl::StrCat(bytes, " B");
  }
  std::size_t unit = 0;
  std::uint64_t scale = kKiB;
  while (unit + 1 < sizeof(kUnits) / sizeof(kUnits[0]) && bytes >= scale * kKiB) {
    scale *= kKiB;
    ++unit;
  }
  if (bytes % scale == 0) {
    return absl::StrCat(bytes / scale, " ", kUnits[unit]);
  }
  return absl::StrFormat("%.1f %s", static_cast<double>(bytes) / static_cast<double>(scale),
                         kUnits[unit]);
}

Reading<std::string> LinkText(const PciLink& link) {
  if (!link.speed_gts.has_value()) {
    return link.speed_gts.Map(SpeedText);
  }
  return link.width.Map([&](std::uint64_t lanes) {
    return absl::StrCat(SpeedText(link.speed_gts.value()), " x", lanes);
  });
}

std::string AgeText(absl::Duration age) {
  if (age == absl::InfiniteDuration()) {
    return "?";
  }
  const absl::Duration known = std::max(age, absl::ZeroDuration());
  if (known < absl::Minutes(1)) {
    return absl::StrCat(absl::ToInt64Seconds(known), " s");
  }
  if (known < absl::Hours(1)) {
    return absl::StrCat(absl::ToInt64Minutes(known), " min");
  }
  constexpr int kHoursADay = 24;
  const std::int64_t hours = absl::ToInt64Hours(known);
  return hours < kHoursADay ? absl::StrCat(hours, " h") : absl::StrCat(hours / kHoursADay, " d");
}

absl::string_view Word(Access access) {
  switch (access) {
    case Access::kAbsent:
      return "absent";
    case Access::kReadable:
      return "readable";
    case Access::kRefused:
      return "refused";
    case Access::kUnknown:
      break;
  }
  return "unknown";
}

absl::string_view Word(CapabilityKind kind) {
  switch (kind) {
    case CapabilityKind::kSysfs:
      return "sysfs";
    case CapabilityKind::kClass:
      return "class";
    case CapabilityKind::kPci:
      return "pci";
    case CapabilityKind::kIoctl:
      break;
  }
  return "ioctl";
}

absl::string_view Word(Liveness liveness) {
  switch (liveness) {
    case Liveness::kConstant:
      return "constant";
    case Liveness::kLive:
      return "live";
    case Liveness::kAtExit:
      return "at exit";
    case Liveness::kEachMinute:
      break;
  }
  return "each minute";
}

}  // namespace neuron
