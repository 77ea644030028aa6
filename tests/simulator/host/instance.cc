#include "tests/simulator/host/instance.h"

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace neuron::sim {
namespace {

const std::vector<Instance>& Instances() {
  static const std::vector<Instance> instances = {
      {"inf1.xlarge", &Inf1Recording(), 1, false},
      {"inf1.6xlarge", &Inf1Recording(), 4, true},
      {"inf1.24xlarge", &Inf1Recording(), 16, true},
      {"inf2.xlarge", &Inf2Recording(), 1, false},
      {"inf2.24xlarge", &Inf2Recording(), 6, false},
      {"inf2.48xlarge", &Inf2Recording(), 12, true},
      {"trn1.2xlarge", &Trn1Recording(), 1, false},
      {"trn1.32xlarge", &Trn1Recording(), 16, false},
      {"trn2.48xlarge", &Trn2Recording(), 16, false},
  };
  return instances;
}

}  // namespace

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

absl::StatusOr<std::string> FindDriver(absl::string_view version) {
  if (version == "2.24.7" || version == "2.24.7.0") return std::string("2.24.7.0");
  return absl::InvalidArgumentError(
      absl::StrCat("no driver version \"", version, "\": use 2.24.7"));
}

}  // namespace neuron::sim
