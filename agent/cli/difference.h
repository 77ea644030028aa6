#ifndef AGENT_CLI_DIFFERENCE_H_
#define AGENT_CLI_DIFFERENCE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/device/chip_set.h"

namespace neuron {

enum class Gravity {
  // Worth knowing, and no trouble.
  kNote,
  // It could not be told whether this is as it was.
  kUntold,
  kGrave,
};

// "note", "unknown", "problem".
absl::string_view Word(Gravity gravity);

// One thing that is not as it was, or not as it should be.
struct Difference {
  // None if it is about the host.
  absl::optional<int> chip;
  // One word for machines: "serial_number", "mem_ecc_uncorrected", "link_degraded".
  std::string what;
  // As recorded; empty if that is not what it is judged by.
  std::string was;
  // As found, for people.
  std::string is;
  Gravity gravity = Gravity::kNote;

  friend bool operator==(const Difference& a, const Difference& b) {
    return a.chip == b.chip && a.what == b.what && a.was == b.was && a.is == b.is &&
           a.gravity == b.gravity;
  }
};

// Those about the chips that are asked for, and where none are named all, the host's too.
std::vector<Difference> AskedFor(std::vector<Difference> differences, ChipSet asked);

// The gravest of them; none if there are none.
absl::optional<Gravity> Gravest(const std::vector<Difference>& differences);

// What a check ends with, in one line that names the chips. FailedPrecondition if there is a
// problem; else Unknown if there is something that could not be told. Pure.
absl::Status OutcomeOf(const std::vector<Difference>& differences);

}  // namespace neuron

#endif  // AGENT_CLI_DIFFERENCE_H_
