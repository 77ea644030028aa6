#include "agent/device/answer_line.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "agent/base/decimal.h"
#include "agent/device/answer_decoder.h"
#include "agent/device/chip_set.h"

namespace neuron {
namespace {

constexpr std::size_t kWords = 14;

// The reason of an unknown is not kept: what counts is that the chip is not asked again.
absl::Status Forgotten() {
  return absl::UnavailableError("the chip did not answer when it was asked, earlier in this boot");
}

template <typename T, typename Format>
std::string FormatReading(const Reading<T>& reading, Format format) {
  return reading.has_value() ? format(reading.value()) : reading.is_absent() ? "-" : "?";
}

// `parse`: bool(absl::string_view, T*).
template <typename T, typename Parse>
bool ParseReading(absl::string_view word, Reading<T>* reading, Parse parse) {
  T value = {};
  if (word == "-") {
    *reading = Reading<T>::Absent();
  } else if (word == "?") {
    *reading = Reading<T>::Unknown(Forgotten());
  } else if (parse(word, &value)) {
    *reading = std::move(value);
  } else {
    return false;
  }
  return true;
}

template <typename T>
std::string FormatCount(const Reading<T>& reading) {
  return FormatReading(reading, [](const T& number) { return absl::StrCat(number); });
}

template <typename T>
bool ParseCount(absl::string_view word, Reading<T>* reading) {
  return ParseReading(word, reading, ParseDecimal<T>);
}

std::string FormatPci(const Reading<PciAddress>& pci) {
  const auto part = [&](std::uint32_t (*get)(const PciAddress&)) {
    return FormatCount(pci.Map(get));
  };
  return absl::StrJoin({part([](const PciAddress& p) { return p.domain; }),
                        part([](const PciAddress& p) { return p.bus; }),
                        part([](const PciAddress& p) { return std::uint32_t{p.slot}; }),
                        part([](const PciAddress& p) { return std::uint32_t{p.function}; })},
                       " ");
}

bool ParsePci(const absl::string_view* words, Reading<PciAddress>* pci) {
  Reading<std::uint32_t> parts[4];
  for (int i = 0; i < 4; ++i) {
    if (!ParseCount(words[i], &parts[i]) || parts[i].is_absent() != parts[0].is_absent() ||
        parts[i].is_unknown() != parts[0].is_unknown() ||
        (i > 0 && parts[i].has_value() && parts[i].value() > 0xff)) {
      return false;
    }
  }
  const auto byte = [&](int i) { return static_cast<std::uint8_t>(parts[i].value()); };
  *pci = parts[0].Map([&](std::uint32_t domain) {
    return PciAddress{domain, byte(1), byte(2), byte(3)};
  });
  return !pci->has_value() || IsPossible(pci->value());
}

bool ParseRoutingId(absl::string_view word, Reading<std::uint32_t>* id) {
  return ParseCount(word, id) && (!id->has_value() || id->value() < kMaxChips);
}

std::string FormatCores(const Reading<std::vector<int>>& cores) {
  return FormatReading(cores, [](const std::vector<int>& c) { return absl::StrJoin(c, ","); });
}

bool ParseCoreList(absl::string_view word, std::vector<int>* cores) {
  for (absl::string_view item : absl::StrSplit(word, ',')) {
    int core;
    if (!ParseDecimal(item, &core)) {
      return false;
    }
    cores->push_back(core);
  }
  return IsCoreOrder(*cores);
}

std::string FormatPod(const Reading<Pod>& pod) {
  if (pod.is_unknown() && pod.why() == NotSettled()) {
    return "~";
  }
  return FormatReading(pod, [](const Pod& p) {
    return absl::StrCat(static_cast<int>(p.type), ",", static_cast<int>(p.state), ",", p.serial,
                        ",", p.size, ",", p.node_id);
  });
}

bool ParsePodNumbers(absl::string_view word, Pod* pod) {
  const std::vector<absl::string_view> items = absl::StrSplit(word, ',');
  std::uint32_t type, state;
  std::uint64_t serial;
  int size, node_id;
  if (items.size() != 5 || !ParseDecimal(items[0], &type) || !ParseDecimal(items[1], &state) ||
      !ParseDecimal(items[2], &serial) || !ParseDecimal(items[3], &size) ||
      !ParseDecimal(items[4], &node_id)) {
    return false;
  }
  const absl::StatusOr<Pod> made = MakePod(type, state, serial, size, node_id);
  if (!made.ok() || !IsSettled(*made)) {
    return false;
  }
  *pod = *made;
  return true;
}

bool ParsePod(absl::string_view word, Reading<Pod>* pod) {
  if (word == "~") {
    *pod = Reading<Pod>::Unknown(NotSettled());
    return true;
  }
  return ParseReading(word, pod, ParsePodNumbers);
}

}  // namespace

absl::Status NotSettled() {
  return absl::UnavailableError(
      "the servers had not agreed on a pod when the chip was asked, earlier in this boot: what "
      "came of it is in the class attributes");
}

std::string FormatAnswers(const AskedChip& chip) {
  const DeviceAnswers& answers = chip.answers;
  return absl::StrJoin({absl::StrCat(chip.index, " ", chip.inode), FormatPci(answers.pci),
                        FormatCount(answers.architecture), FormatCount(answers.revision),
                        FormatCount(answers.runtime_abi_min), FormatCount(answers.runtime_abi_max),
                        FormatCount(answers.feature_flags), FormatCount(answers.routing_id),
                        FormatCores(answers.core_order), FormatPod(answers.pod)},
                       " ");
}

bool ParseAnswers(absl::string_view line, AskedChip* chip) {
  const std::vector<absl::string_view> words = absl::StrSplit(line, ' ');
  DeviceAnswers* const answers = &chip->answers;
  return words.size() == kWords && ParseDecimal(words[0], &chip->index) && chip->index >= 0 &&
         chip->index < kMaxChips && ParseDecimal(words[1], &chip->inode) &&
         ParsePci(&words[2], &answers->pci) && ParseCount(words[6], &answers->architecture) &&
         ParseCount(words[7], &answers->revision) &&
         ParseCount(words[8], &answers->runtime_abi_min) &&
         ParseCount(words[9], &answers->runtime_abi_max) &&
         ParseCount(words[10], &answers->feature_flags) &&
         ParseRoutingId(words[11], &answers->routing_id) &&
         ParseReading(words[12], &answers->core_order, ParseCoreList) &&
         ParsePod(words[13], &answers->pod);
}

}  // namespace neuron
