#include "tests/device/survey_host.h"

namespace neuron {
namespace {

std::uint8_t SlotOf(int chip) { return static_cast<std::uint8_t>(0x10 + chip); }

}  // namespace

PciFunction FunctionOfChip(int chip) {
  PciFunction function;
  function.address.slot = SlotOf(chip);
  function.type = ChipType::kTrainium1;
  function.device_id = 0x7164;
  function.bound_to = std::string("neuron-driver");
  return function;
}

SurveyHost MakeSurveyHost(int chips) {
  SurveyHost host;
  host.inventory.driver_loaded = true;
  host.inventory.driver_version = std::string("2.24.7.0");
  for (int index = 0; index < chips; ++index) {
    Chip chip;
    chip.index = index;
    chip.type = ChipType::kTrainium1;
    chip.answers = Reading<DeviceAnswers>::Unknown(absl::FailedPreconditionError("not asked yet"));
    host.inventory.chips.push_back(chip);
    host.pci.functions->push_back(FunctionOfChip(index));
  }
  return host;
}

void SayByIoctl(SurveyHost* host) {
  for (Chip& chip : host->inventory.chips) {
    DeviceAnswers answers;
    answers.pci = FunctionOfChip(chip.index).address;
    answers.routing_id = static_cast<std::uint32_t>(chip.index);
    chip.answers = answers;
  }
}

void SayByLog(SurveyHost* host) {
  for (const Chip& chip : host->inventory.chips) {
    host->pci.log.push_back(
        {0, SlotOf(chip.index), 0, chip.index, static_cast<std::uint32_t>(chip.index)});
  }
}

}  // namespace neuron
