#include "agent/device/pci_function.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/device/attribute.h"
#include "agent/device/pci_text.h"

namespace neuron {
namespace {

Reading<std::string> ReadDriver(const std::string& directory) {
  const absl::StatusOr<std::string> target = ReadLink(absl::StrCat(directory, "/driver"));
  if (!target.ok()) {
    return absl::IsNotFound(target.status()) ? Reading<std::string>::Absent()
                                             : Reading<std::string>::Unknown(target.status());
  }
  return target->substr(target->rfind('/') + 1);
}

PciLink ReadLinkOf(const std::string& directory, absl::string_view which) {
  return {ReadAttribute(absl::StrCat(directory, "/", which, "_link_speed"), ParseLinkSpeed),
          ReadAttribute(absl::StrCat(directory, "/", which, "_link_width"), ParseLinkWidth)};
}

PciErrors ReadErrors(const std::string& directory) {
  const auto read = [&](const char* kind) {
    return ReadAttribute(absl::StrCat(directory, "/aer_dev_", kind), ParseErrorTotal);
  };
  return {read("correctable"), read("nonfatal"), read("fatal")};
}

PciFunction ReadFunction(const std::string& directory, const PciAddress& address, ChipType type,
                         std::uint32_t device_id) {
  PciFunction function;
  function.address = address;
  function.type = type;
  function.device_id = device_id;
  function.revision = ReadAttribute(absl::StrCat(directory, "/revision"), ParsePciId);
  function.numa_node = ReadAttribute(absl::StrCat(directory, "/numa_node"), ParseNumaNode);
  function.local_cpus = ReadAttribute(absl::StrCat(directory, "/local_cpulist"), ParseCpuList);
  function.link = ReadLinkOf(directory, "current");
  function.widest_link = ReadLinkOf(directory, "max");
  function.errors = ReadErrors(directory);
  function.bound_to = ReadDriver(directory);
  return function;
}

// What the function is by its ids; none if it is no Neuron chip, or cannot be read.
absl::optional<std::pair<ChipType, std::uint32_t>> Identify(const std::string& directory) {
  const Reading<std::uint64_t> vendor =
      ReadAttribute(absl::StrCat(directory, "/vendor"), ParsePciId);
  if (vendor != Reading<std::uint64_t>(kNeuronPciVendor)) {
    return absl::nullopt;
  }
  const Reading<std::uint64_t> device =
      ReadAttribute(absl::StrCat(directory, "/device"), ParsePciId);
  if (!device.has_value()) {
    return absl::nullopt;
  }
  const auto id = static_cast<std::uint32_t>(device.value());
  const absl::optional<ChipType> type = ChipTypeOnPci(id);
  return type.has_value() ? absl::make_optional(std::make_pair(*type, id)) : absl::nullopt;
}

bool IsBefore(const PciFunction& a, const PciFunction& b) {
  const auto key = [](const PciAddress& address) {
    return std::make_tuple(address.domain, address.bus, address.slot, address.function);
  };
  return key(a.address) < key(b.address);
}

}  // namespace

absl::StatusOr<std::vector<PciFunction>> ListPciFunctions(const HostPaths& host) {
  const std::string devices = absl::StrCat(host.sysfs, "/bus/pci/devices");
  const absl::StatusOr<std::vector<std::string>> names = ListDirectory(devices);
  if (absl::IsNotFound(names.status())) {
    return std::vector<PciFunction>();
  }
  NEURON_RETURN_IF_ERROR(names.status());
  std::vector<PciFunction> functions;
  for (const std::string& name : *names) {
    const absl::optional<PciAddress> address = ParsePciAddress(name);
    const std::string directory = absl::StrCat(devices, "/", name);
    const auto identity = address.has_value() ? Identify(directory) : absl::nullopt;
    if (identity.has_value()) {
      functions.push_back(ReadFunction(directory, *address, identity->first, identity->second));
    }
  }
  std::sort(functions.begin(), functions.end(), IsBefore);
  return functions;
}

}  // namespace neuron
