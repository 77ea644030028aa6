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
extern const char neuron_trn2u_pci[], neuron_trn2u_pci_end[];
extern const char neuron_trn2u_sysfs[], neuron_trn2u_sysfs_end[];
}

namespace neuron::sim {
namespace {

constexpr std::array<int, 16> kInOrder = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
constexpr std::array<int, 16> kTrn1 = {0, 4, 1, 5, 3, 7, 2, 6, 12, 8, 13, 9, 15, 11, 14, 10};
constexpr std::array<int, 16> kTorus = {0, 3, 4, 7, 12, 15, 8, 11, 1, 2, 5, 6, 13, 14, 9, 10};

constexpr int kOldestDriver = 5;
constexpr int kNewestDriver = 31;

absl::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

Recording MakeTrn2(absl::string_view name, absl::string_view type, absl::string_view sysfs,
                   absl::string_view pci) {
  return {name, type, sysfs, pci, 16, 3, 11, 10, true, kTorus, 19, kNewestDriver};
}

Recording MakeTrn3(absl::string_view name, const Recording& trn2,
                   const std::array<int, 16>& device_by_routing_id) {
  Recording recording = trn2;
  recording.name = name;
  recording.architecture = 4;
  recording.device_by_routing_id = device_by_routing_id;
  recording.first_driver = 25;
  recording.is_inferred = true;
  return recording;
}

}  // namespace

const Recording& Inf1Recording() {
  static const Recording recording = {"inf1",
                                      "inf1.24xlarge",
                                      Between(neuron_inf1_sysfs, neuron_inf1_sysfs_end),
                                      Between(neuron_inf1_pci, neuron_inf1_pci_end),
                                      16,
                                      1,
                                      7,
                                      2,
                                      false,
                                      kInOrder,
                                      kOldestDriver,
                                      24};
  return recording;
}

const Recording& Inf2Recording() {
  static const Recording recording = {"inf2",
                                      "inf2.48xlarge",
                                      Between(neuron_inf2_sysfs, neuron_inf2_sysfs_end),
                                      Between(neuron_inf2_pci, neuron_inf2_pci_end),
                                      12,
                                      2,
                                      7,
                                      5,
                                      false,
                                      kInOrder,
                                      8,
                                      kNewestDriver};
  return recording;
}

const Recording& Trn1Recording() {
  static const Recording recording = {"trn1",
                                      "trn1.32xlarge",
                                      Between(neuron_trn1_sysfs, neuron_trn1_sysfs_end),
                                      Between(neuron_trn1_pci, neuron_trn1_pci_end),
                                      16,
                                      2,
                                      7,
                                      5,
                                      false,
                                      kTrn1,
                                      kOldestDriver,
                                      kNewestDriver};
  return recording;
}

const Recording& Trn2Recording() {
  static const Recording recording =
      MakeTrn2("trn2", "trn2.48xlarge", Between(neuron_trn2_sysfs, neuron_trn2_sysfs_end),
               Between(neuron_trn2_pci, neuron_trn2_pci_end));
  return recording;
}

const Recording& Trn2uRecording() {
  static const Recording recording =
      MakeTrn2("trn2u", "trn2u.48xlarge", Between(neuron_trn2u_sysfs, neuron_trn2u_sysfs_end),
               Between(neuron_trn2u_pci, neuron_trn2u_pci_end));
  return recording;
}

const Recording& Trn3Recording() {
  static const Recording recording = MakeTrn3("trn3", Trn2Recording(), kInOrder);
  return recording;
}

const Recording& Trn3pRecording() {
  static const Recording recording = MakeTrn3("trn3p", Trn2uRecording(), kTorus);
  return recording;
}

}  // namespace neuron::sim
