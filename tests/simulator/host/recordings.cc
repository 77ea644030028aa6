#include "tests/simulator/host/recordings.h"

#include <cstddef>

extern "C" {
extern const char neuron_inf1_pci[], neuron_inf1_pci_end[];
extern const char neuron_inf1_sysfs[], neuron_inf1_sysfs_end[];
extern const char neuron_inf2_pci[], neuron_inf2_pci_end[];
extern const char neuron_inf2_sysfs[], neuron_inf2_sysfs_end[];
extern const char neuron_trn1_pci[], neuron_trn1_pci_end[];
extern const char neuron_trn1_sysfs[], neuron_trn1_sysfs_end[];
extern const char neuron_trn2_pci[], neuron_trn2_pci_end[];
extern const char neuron_trn2_sysfs[], neuron_trn2_sysfs_end[];
}

namespace neuron::sim {
namespace {

constexpr std::array<int, 16> kInOrder = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
constexpr std::array<int, 16> kTrn1 = {0, 4, 1, 5, 3, 7, 2, 6, 12, 8, 13, 9, 15, 11, 14, 10};
constexpr std::array<int, 16> kTrn2 = {0, 3, 4, 7, 12, 15, 8, 11, 1, 2, 5, 6, 13, 14, 9, 10};

absl::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

const Recording& Inf1Recording() {
  static const Recording recording = {"inf1",
                                      Between(neuron_inf1_sysfs, neuron_inf1_sysfs_end),
                                      Between(neuron_inf1_pci, neuron_inf1_pci_end),
                                      16,
                                      1,
                                      7,
                                      2,
                                      false,
                                      kInOrder};
  return recording;
}

const Recording& Inf2Recording() {
  static const Recording recording = {"inf2",
                                      Between(neuron_inf2_sysfs, neuron_inf2_sysfs_end),
                                      Between(neuron_inf2_pci, neuron_inf2_pci_end),
                                      12,
                                      2,
                                      7,
                                      5,
                                      false,
                                      kInOrder};
  return recording;
}

const Recording& Trn1Recording() {
  static const Recording recording = {"trn1",
                                      Between(neuron_trn1_sysfs, neuron_trn1_sysfs_end),
                                      Between(neuron_trn1_pci, neuron_trn1_pci_end),
                                      16,
                                      2,
                                      7,
                                      5,
                                      false,
                                      kTrn1};
  return recording;
}

const Recording& Trn2Recording() {
  static const Recording recording = {"trn2",
                                      Between(neuron_trn2_sysfs, neuron_trn2_sysfs_end),
                                      Between(neuron_trn2_pci, neuron_trn2_pci_end),
                                      16,
                                      3,
                                      11,
                                      10,
                                      true,
                                      kTrn2};
  return recording;
}

}  // namespace neuron::sim
