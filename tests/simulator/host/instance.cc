#include "tests/simulator/host/instance.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace neuron::sim {
namespace {

std::vector<Instance> MakeInstances() {
  constexpr Platform kStandard = Platform::kStandard;
  return {
      {"inf1.xlarge", &Inf1Recording(), 1, false, kStandard},
      {"inf1.2xlarge", &Inf1Recording(), 1, false, kStandard},
      {"inf1.6xlarge", &Inf1Recording(), 4, true, kStandard},
      {"inf1.24xlarge", &Inf1Recording(), 16, true, kStandard},
      {"inf2.xlarge", &Inf2Recording(), 1, false, kStandard},
      {"inf2.8xlarge", &Inf2Recording(), 1, false, kStandard},
      {"inf2.24xlarge", &Inf2Recording(), 6, false, kStandard},
      {"inf2.48xlarge", &Inf2Recording(), 12, true, kStandard},
      {"trn1.2xlarge", &Trn1Recording(), 1, false, kStandard},
      {"trn1.32xlarge", &Trn1Recording(), 16, false, kStandard},
      {"trn1n.32xlarge", &Trn1Recording(), 16, false, kStandard},
      {"trn2.3xlarge", &Trn2Recording(), 1, false, kStandard},
      {"trn2.48xlarge", &Trn2Recording(), 16, false, kStandard},
      {"trn2n.48xlarge", &Trn2Recording(), 16, false, kStandard},
      {"trn2u.48xlarge", &Trn2uRecording(), 16, false, Platform::kUltraServer},
      {"trn3.48xlarge", &Trn3Recording(), 16, false, Platform::kSwitch},
      {"trn3p.48xlarge", &Trn3pRecording(), 16, false, Platform::kUltraServer},
  };
}

}  // namespace

const std::vector<Instance>& Instances() {
  static const std::vector<Instance> instances = MakeInstances();
  return instances;
}

absl::StatusOr<Instance> FindInstance(absl::string_view type) {
  for (const Instance& instance : Instances()) {
    if (instance.type == type) return instance;
  }
  const auto add_type = [](std::string* out, const Instance& instance) {
    absl::StrAppend(out, instance.type);
  };
  return absl::InvalidArgumentError(absl::StrCat("no instance type \"", type, "\": use one of ",
                                                 absl::StrJoin(Instances(), ", ", add_type)));
}

absl::Status CheckSupport(const Instance& instance, const Generation& generation) {
  const int first = instance.recording->first_driver;
  const int last = instance.recording->last_driver;
  if (first <= generation.minor && generation.minor <= last) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("driver ", generation.version, " has no ",
                                                 instance.type, ": use a driver from 2.", first,
                                                 " to 2.", last));
}

}  // namespace neuron::sim
