#include "probes/probe_report.h"

#include <utility>

namespace neuron {

std::vector<ProbeReport> ReportsWithout(const absl::Status& why, std::vector<std::string> names) {
  std::vector<ProbeReport> reports(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    reports[i].name = std::move(names[i]);
    reports[i].status = why;
  }
  return reports;
}

}  // namespace neuron
