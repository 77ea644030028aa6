#include "agent/health/driver_phrase.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "agent/device/chip_set.h"

namespace neuron {
namespace {

// A line that has all of the words says so.
struct Phrase {
  absl::string_view words[3];
  Ailment ailment;
};

constexpr Phrase kPhrases[] = {
    {{"reset request ", " failed"}, Ailment::kResetFailed},
    {{"was initiated, but failed to complete"}, Ailment::kResetFailed},
    {{"failed to initialize dma after reset"}, Ailment::kResetFailed},
    {{"failed to complete post reset configuration"}, Ailment::kResetFailed},
    {{"is in an invalid state"}, Ailment::kResetFailed},

    {{"Total Uncorrected ecc err count is", "repair state"}, Ailment::kHbmRepairable},
    {{"HBM pending_repair"}, Ailment::kHbmRepairable},
    {{"HBM repairable errors"}, Ailment::kHbmRepairable},
    {{"HBM unexpected ecc_repair_state"}, Ailment::kHbmRepairable},

    {{"ultraserver election", "fail"}, Ailment::kLinkTrouble},
    {{"miss-wired"}, Ailment::kLinkTrouble},
    {{"Serial numbers on ", "don't match"}, Ailment::kLinkTrouble},
    {{"bad election status"}, Ailment::kLinkTrouble},

    {{"seq:", "cmd:", "timed out"}, Ailment::kFirmwareTrouble},
    {{"seq:", "cmd:", "failed"}, Ailment::kFirmwareTrouble},
    {{"failed to get ecc error count"}, Ailment::kFirmwareTrouble},
    {{"failed to read ECC"}, Ailment::kFirmwareTrouble},
    // The driver's own spelling.
    {{"failed to get hbm reapirable state"}, Ailment::kFirmwareTrouble},
    {{"serial number", "failed"}, Ailment::kFirmwareTrouble},
    {{"device power", "failed"}, Ailment::kFirmwareTrouble},
    {{"failed to read misc ram"}, Ailment::kFirmwareTrouble},
    {{"DMA completion timeout"}, Ailment::kFirmwareTrouble},
    {{"dma memcpy failed"}, Ailment::kFirmwareTrouble},
    {{"dma memcpy wait failed"}, Ailment::kFirmwareTrouble},
    {{"DMA ENG:", "init failed"}, Ailment::kFirmwareTrouble},
    {{"DMA eng", "init failed"}, Ailment::kFirmwareTrouble},
    {{"H2T ring", "fail"}, Ailment::kFirmwareTrouble},
    {{"Scrub failed"}, Ailment::kFirmwareTrouble},
};

// A few transfers fail in every reset of a core, and are made again.
constexpr absl::string_view kRepeated[] = {"during a NeuronCore reset", "Retrying"};

// "neuron:nr_reset_thread_fn: ", which some lines have twice. False if there is none.
bool TakePrefix(absl::string_view* line) {
  bool taken = false;
  while (absl::ConsumePrefix(line, "neuron:")) {
    const auto* end = std::find_if_not(line->begin(), line->end(), [](char byte) {
      return absl::ascii_isalnum(byte) || byte == '_';
    });
    line->remove_prefix(static_cast<std::size_t>(end - line->begin()));
    absl::ConsumePrefix(line, ":");
    *line = absl::StripLeadingAsciiWhitespace(*line);
    taken = true;
  }
  return taken;
}

// "nd12: ..."
absl::optional<int> ChipOf(absl::string_view words) {
  const absl::string_view name = words.substr(0, words.find(':'));
  const absl::string_view digits = absl::StripPrefix(name, "nd");
  int chip;
  const bool is_chip = name.size() != words.size() && digits.size() != name.size() &&
                       std::all_of(digits.begin(), digits.end(), absl::ascii_isdigit) &&
                       absl::SimpleAtoi(digits, &chip) && chip < kMaxChips;
  return is_chip ? absl::make_optional(chip) : absl::nullopt;
}

bool IsRepeated(absl::string_view words) {
  return std::any_of(std::begin(kRepeated), std::end(kRepeated),
                     [&](absl::string_view word) { return absl::StrContains(words, word); });
}

}  // namespace

absl::optional<DriverPhrase> ParseDriverPhrase(absl::string_view line) {
  if (!TakePrefix(&line) || IsRepeated(line)) {
    return absl::nullopt;
  }
  const auto* found =
      std::find_if(std::begin(kPhrases), std::end(kPhrases), [&](const Phrase& phrase) {
        return std::all_of(std::begin(phrase.words), std::end(phrase.words),
                           [&](absl::string_view word) { return absl::StrContains(line, word); });
      });
  if (found == std::end(kPhrases)) {
    return absl::nullopt;
  }
  return DriverPhrase{found->ailment, ChipOf(line)};
}

}  // namespace neuron
