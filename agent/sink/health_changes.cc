#include "agent/sink/health_changes.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

const ChipHealth* HealthOf(const Snapshot* snapshot, int index) {
  if (snapshot == nullptr) {
    return nullptr;
  }
  const auto found = std::find_if(snapshot->chips.begin(), snapshot->chips.end(),
                                  [&](const ChipState& chip) { return chip.index == index; });
  return found != snapshot->chips.end() ? &found->health : nullptr;
}

bool IsNews(const ChipHealth* before, const ChipHealth& after) {
  if (before == nullptr) {
    return after.verdict != Verdict::kOk;
  }
  return before->verdict != after.verdict || before->reason != after.reason;
}

ChangeLine LineOf(const ChipState& chip) {
  const ChipHealth& health = chip.health;
  ChangeLine line = {health.verdict == Verdict::kOk ? LogLevel::kInfo : LogLevel::kWarning,
                     "chip_health",
                     {{"chip", absl::StrCat(chip.index)},
                      {"verdict", std::string(Word(health.verdict))},
                      {"reason", health.reason}}};
  for (LogField field :
       {LogField{"evidence", health.evidence}, LogField{"advice", health.advice}}) {
    if (!field.value.empty()) {
      line.fields.push_back(std::move(field));
    }
  }
  return line;
}

}  // namespace

std::vector<ChangeLine> DescribeHealthChanges(const Snapshot* before, const Snapshot& after) {
  std::vector<ChangeLine> lines;
  if (before == nullptr || before->health != after.health) {
    lines.push_back({after.health == NodeHealth::kOk ? LogLevel::kInfo : LogLevel::kWarning,
                     "health",
                     {{"health", std::string(Word(after.health))}}});
  }
  for (const ChipState& chip : after.chips) {
    if (chip.health.reason != "unread" && IsNews(HealthOf(before, chip.index), chip.health)) {
      lines.push_back(LineOf(chip));
    }
  }
  return lines;
}

}  // namespace neuron
