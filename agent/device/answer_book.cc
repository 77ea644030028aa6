#include "agent/device/answer_book.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/device/chip_set.h"

namespace neuron {
namespace {

// One line a chip: its index, then these, each a number, "-" for absent or "?" for unknown.
//   domain bus slot function architecture revision abi_min abi_max features
constexpr std::size_t kFields = 9;

// The reason of an unknown is not kept: what counts is that the chip is not asked again.
absl::Status Forgotten() {
  return absl::UnavailableError("the chip did not answer when it was asked, earlier in this boot");
}

template <typename T>
std::string FormatNumber(const Reading<T>& reading) {
  return reading.has_value() ? absl::StrCat(reading.value()) : reading.is_absent() ? "-" : "?";
}

template <typename T>
bool ParseNumber(absl::string_view word, Reading<T>* reading) {
  T value;
  if (word == "-") {
    *reading = Reading<T>::Absent();
  } else if (word == "?") {
    *reading = Reading<T>::Unknown(Forgotten());
  } else if (absl::SimpleAtoi(word, &value)) {
    *reading = value;
  } else {
    return false;
  }
  return true;
}

std::string FormatPci(const Reading<PciAddress>& pci) {
  const auto part = [&](std::uint32_t (*get)(const PciAddress&)) {
    return FormatNumber(pci.Map(get));
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
    if (!ParseNumber(words[i], &parts[i]) || parts[i].is_absent() != parts[0].is_absent() ||
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

bool ParseAnswers(const std::vector<absl::string_view>& words, int* chip, DeviceAnswers* answers) {
  return words.size() == 1 + kFields && absl::SimpleAtoi(words[0], chip) && *chip >= 0 &&
         *chip < kMaxChips && ParsePci(&words[1], &answers->pci) &&
         ParseNumber(words[5], &answers->architecture) &&
         ParseNumber(words[6], &answers->revision) &&
         ParseNumber(words[7], &answers->runtime_abi_min) &&
         ParseNumber(words[8], &answers->runtime_abi_max) &&
         ParseNumber(words[9], &answers->feature_flags);
}

std::string Title(const AnswerBook::Edition& edition) {
  return absl::StrCat("chips of boot ", edition.boot_id, " driver ", edition.driver_version);
}

}  // namespace

absl::StatusOr<AnswerBook> AnswerBook::Load(const std::string& path, const Edition& edition) {
  constexpr std::size_t kLimit = 64 * 1024;
  const absl::StatusOr<std::string> text = ReadFile(path, kLimit);
  if (absl::IsNotFound(text.status())) {
    return AnswerBook();
  }
  NEURON_RETURN_IF_ERROR(text.status());
  absl::StatusOr<AnswerBook> book = Parse(*text, edition);
  return book.ok() ? *std::move(book) : AnswerBook();
}

absl::StatusOr<AnswerBook> AnswerBook::Parse(absl::string_view text, const Edition& edition) {
  AnswerBook book;
  std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  if (lines.empty() || lines[0] != Title(edition)) {
    return book;
  }
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
    int chip;
    DeviceAnswers answers;
    if (!ParseAnswers(absl::StrSplit(lines[i], ' '), &chip, &answers)) {
      return absl::DataLossError(absl::StrCat("line ", i + 1, " is not a chip's answers"));
    }
    book.Add(chip, std::move(answers));
  }
  if (!lines.back().empty()) {
    return absl::DataLossError("the last line is torn");
  }
  return book;
}

const DeviceAnswers* AnswerBook::Find(int chip) const {
  const auto found = answers_.find(chip);
  return found == answers_.end() ? nullptr : &found->second;
}

void AnswerBook::Add(int chip, DeviceAnswers answers) { answers_[chip] = std::move(answers); }

std::string AnswerBook::Format(const Edition& edition) const {
  std::string text = absl::StrCat(Title(edition), "\n");
  for (const auto& [chip, answers] : answers_) {
    absl::StrAppend(
        &text,
        absl::StrJoin(
            {absl::StrCat(chip), FormatPci(answers.pci), FormatNumber(answers.architecture),
             FormatNumber(answers.revision), FormatNumber(answers.runtime_abi_min),
             FormatNumber(answers.runtime_abi_max), FormatNumber(answers.feature_flags)},
            " "),
        "\n");
  }
  return text;
}

absl::Status AnswerBook::Save(const std::string& path, const Edition& edition) const {
  return ReplaceFile(path, Format(edition), 0644);
}

}  // namespace neuron
