#ifndef TESTS_DEVICE_SURVEY_HOST_H_
#define TESTS_DEVICE_SURVEY_HOST_H_

#include "agent/device/inventory.h"
#include "agent/device/pci_side.h"

namespace neuron {

// A whole host to draw conclusions from: chip N of `chips` sits at 0000:00:(0x10 + N).0, with
// routing id N. Nothing says so yet.
struct SurveyHost {
  Inventory inventory;
  PciSide pci;
};

SurveyHost MakeSurveyHost(int chips);

// Chip N says by ioctl where it is.
void SayByIoctl(SurveyHost* host);

// The driver logged where each chip is.
void SayByLog(SurveyHost* host);

// The function of chip N.
PciFunction FunctionOfChip(int chip);

}  // namespace neuron

#endif  // TESTS_DEVICE_SURVEY_HOST_H_
