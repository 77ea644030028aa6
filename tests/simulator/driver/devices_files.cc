// The part of Devices that is about the chips' files.

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tests/simulator/driver/chip_file.h"
#include "tests/simulator/driver/devices.h"

namespace neuron::sim {
namespace {

// How long a register that cannot be read is tried.
constexpr absl::Duration kPerRegister = absl::Seconds(15);

}  // namespace

std::string Devices::TextOf(const Node& file) const {
  const auto known = ChipFileOf(file);
  if (!known) return file.content;
  if (known->registers > 0 && state_.resets.StateOf(known->chip) == ChipState::kReset) {
    return file.name == "serial_number" ? "\n" : "0\n";
  }
  if (known->event == nullptr || !IsLive()) return file.content;
  std::uint64_t before = 0;
  if (!absl::SimpleAtoi(absl::StripSuffix(file.content, "\n"), &before)) return file.content;
  const std::uint64_t live =
      state_.datastores.Sum(known->chip, known->core, known->event->index) * known->event->factor;
  return absl::StrCat(before + live, "\n");
}

absl::Time Devices::ReadableAt(const Node& file, absl::Time asked) const {
  if (!state_.behaviour.reads_sleep_in_reset) return asked;
  const auto known = ChipFileOf(file);
  if (!known || state_.resets.StateOf(known->chip) != ChipState::kReset) return asked;
  return std::min(asked + kPerRegister * known->registers, state_.resets.EndOf(known->chip));
}

void Devices::WriteFile(Node* file) {
  const auto known = ChipFileOf(*file);
  if (!known) return;
  if (known->is_reset && !Held(known->chip)) {
    state_.resets.Begin(known->chip, state_.behaviour.reset, now_());
  }
  if (!known->is_counter) return;
  file->content = "0\n";
  if (known->event != nullptr && IsLive()) {
    ClearLive(known->chip, known->core, known->event->index);
  }
}

void Devices::ClearLive(int chip, int core, int counter) {
  const std::uint64_t begin = state_.datastores.BeginOf(chip);
  const std::size_t size = state_.datastores.SizeOf(chip);
  // Else what a mapping stored before would come back.
  page_cache_->Drop(chip, begin, size, [this, chip, core, counter, begin, size] {
    state_.datastores.ClearCounter(chip, core, counter);
    page_cache_->Drop(chip, begin, size, [] {});
  });
}

}  // namespace neuron::sim
