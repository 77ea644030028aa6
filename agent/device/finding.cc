#include "agent/device/finding.h"

namespace neuron {

const char* Word(FindingCode code) {
  switch (code) {
    case FindingCode::kMissingChip:
      return "missing_chip";
    case FindingCode::kFewerChips:
      return "fewer_chips";
    case FindingCode::kMoreChips:
      return "more_chips";
    case FindingCode::kOtherChipType:
      return "other_chip_type";
    case FindingCode::kOtherTopology:
      return "other_topology";
    case FindingCode::kTwinChips:
      return "twin_chips";
    case FindingCode::kUnclearPciAddress:
      return "unclear_pci_address";
    case FindingCode::kModuleParameter:
      return "module_parameter";
  }
  return "";
}

}  // namespace neuron
