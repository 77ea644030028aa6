#include "agent/device/pci_text.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/device/attribute.h"

namespace neuron {
namespace {

bool AreDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// absl's own parsers also take signs, spaces and prefixes.
bool ParseDigits(absl::string_view text, std::uint64_t* value) {
  return AreDigits(text) && absl::SimpleAtoi(text, value);
}

bool ParseHexDigits(absl::string_view text, std::size_t min, std::size_t max,
                    std::uint32_t* value) {
  return text.size() >= min && text.size() <= max &&
         std::all_of(text.begin(), text.end(), absl::ascii_isxdigit) &&
         absl::SimpleHexAtoi(text, value);
}

template <typename T>
Reading<T> Garbage(absl::string_view expected, absl::string_view bytes) {
  return Reading<T>::Unknown(Unexpected(expected, bytes));
}

// Takes "0-47" or "5" if it begins at `*next` or above, which is then above it.
bool TakeCpus(absl::string_view range, std::uint64_t* next) {
  constexpr std::uint64_t kMaxCpus = 1 << 16;
  const std::pair<absl::string_view, absl::string_view> ends =
      absl::StrSplit(range, absl::MaxSplits('-', 1));
  std::uint64_t first;
  if (!ParseDigits(ends.first, &first)) {
    return false;
  }
  std::uint64_t last = first;
  if (absl::StrContains(range, '-') && !ParseDigits(ends.second, &last)) {
    return false;
  }
  if (first < *next || last < first || last >= kMaxCpus) {
    return false;
  }
  *next = last + 1;
  return true;
}

}  // namespace

absl::optional<PciAddress> ParsePciAddress(absl::string_view name) {
  const std::vector<absl::string_view> parts = absl::StrSplit(name, absl::ByAnyChar(":."));
  PciAddress address;
  std::uint32_t slot;
  std::uint32_t function;
  if (parts.size() != 4 || !ParseHexDigits(parts[0], 4, 8, &address.domain) ||
      !ParseHexDigits(parts[1], 2, 2, &address.bus) || !ParseHexDigits(parts[2], 2, 2, &slot) ||
      !ParseHexDigits(parts[3], 1, 1, &function)) {
    return absl::nullopt;
  }
  address.slot = static_cast<std::uint8_t>(slot);
  address.function = static_cast<std::uint8_t>(function);
  // So that "0000.00:1e:0" is none.
  return IsPossible(address) && name == ToString(address) ? absl::make_optional(address)
                                                          : absl::nullopt;
}

Reading<std::uint64_t> ParsePciId(absl::string_view bytes) {
  absl::string_view text = absl::StripSuffix(bytes, "\n");
  std::uint32_t id;
  if (!absl::ConsumePrefix(&text, "0x") || !ParseHexDigits(text, 1, 4, &id)) {
    return Garbage<std::uint64_t>("a hexadecimal id", bytes);
  }
  return std::uint64_t{id};
}

Reading<int> ParseNumaNode(absl::string_view bytes) {
  constexpr std::uint64_t kMaxNodes = 1 << 16;
  const absl::string_view text = absl::StripSuffix(bytes, "\n");
  if (text == "-1") {
    return Reading<int>::Absent();
  }
  std::uint64_t node;
  if (!ParseDigits(text, &node) || node >= kMaxNodes) {
    return Garbage<int>("a NUMA node", bytes);
  }
  return static_cast<int>(node);
}

Reading<std::string> ParseCpuList(absl::string_view bytes) {
  if (bytes == "\n") {
    return Reading<std::string>::Absent();
  }
  const absl::string_view text = absl::StripSuffix(bytes, "\n");
  std::uint64_t next = 0;
  for (absl::string_view range : absl::StrSplit(text, ',')) {
    if (!TakeCpus(range, &next)) {
      return Garbage<std::string>("a list of CPUs", bytes);
    }
  }
  return std::string(text);
}

Reading<double> ParseLinkSpeed(absl::string_view bytes) {
  constexpr double kFastest = 256;
  absl::string_view text = absl::StripSuffix(bytes, "\n");
  absl::ConsumeSuffix(&text, " PCIe");
  const bool has_unit = absl::ConsumeSuffix(&text, " GT/s");
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits('.', 1));
  const bool is_number =
      AreDigits(parts.first) && (!absl::StrContains(text, '.') || AreDigits(parts.second));
  double speed;
  if (!has_unit || !is_number || !absl::SimpleAtod(text, &speed) || speed <= 0 ||
      speed > kFastest) {
    return Garbage<double>("a speed in GT/s", bytes);
  }
  return speed;
}

Reading<std::uint64_t> ParseLinkWidth(absl::string_view bytes) {
  constexpr std::uint64_t kWidths[] = {1, 2, 4, 8, 12, 16, 32};
  std::uint64_t width;
  if (!ParseDigits(absl::StripSuffix(bytes, "\n"), &width) ||
      std::find(std::begin(kWidths), std::end(kWidths), width) == std::end(kWidths)) {
    return Garbage<std::uint64_t>("a number of PCIe lanes", bytes);
  }
  return width;
}

Reading<std::uint64_t> ParseErrorTotal(absl::string_view bytes) {
  absl::optional<std::uint64_t> total;
  for (absl::string_view line : absl::StrSplit(absl::StripSuffix(bytes, "\n"), '\n')) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(line, absl::MaxSplits(' ', 1));
    std::uint64_t count;
    const bool is_total = absl::StartsWith(parts.first, "TOTAL_ERR_");
    if (!ParseDigits(parts.second, &count) || (is_total && total.has_value())) {
      return Garbage<std::uint64_t>("counts of errors and their total", bytes);
    }
    if (is_total) {
      total = count;
    }
  }
  return total.has_value() ? Reading<std::uint64_t>(*total)
                           : Garbage<std::uint64_t>("counts of errors and their total", bytes);
}

}  // namespace neuron
