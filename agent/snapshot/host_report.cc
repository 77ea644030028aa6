#include "agent/snapshot/host_report.h"

#include "absl/strings/str_cat.h"
#include "agent/device/enumerator.h"
#include "agent/device/sysfs_value.h"

namespace neuron {

HostReport VisitHost(const HostPaths& host) {
  const std::string path = absl::StrCat(host.proc, "/sys/kernel/random/boot_id");
  const Reading<std::string> boot_id = ReadText(path);
  return {ReadHost(host), ListChips(host), boot_id.has_value() ? boot_id.value() : ""};
}

}  // namespace neuron
