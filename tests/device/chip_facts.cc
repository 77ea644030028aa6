#include "tests/device/chip_facts.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace neuron {
namespace {

std::string Text(std::uint64_t value) { return absl::StrCat(value); }
std::string Text(const std::string& value) { return value; }
std::string Text(ChipType value) { return absl::StrCat("type ", static_cast<int>(value)); }
std::string Text(ResetState value) { return absl::StrCat("state ", static_cast<int>(value)); }
std::string Text(ChipSet value) {
  return absl::StrCat("chips {", absl::StrJoin(value.chips(), ","), "}");
}
std::string Text(const DeviceIdentity& value) {
  return absl::StrCat(value.major, ":", value.minor, ":", value.inode);
}

template <typename T>
Reading<std::string> TextOf(const Reading<T>& reading) {
  return reading.Map([](const T& value) { return Text(value); });
}

Facts OfInventory(const Chip& chip) {
  Facts facts = {{"chip arch_type", TextOf(chip.arch_type)},
                 {"family", TextOf(chip.family)},
                 {"device_name", TextOf(chip.device_name)},
                 {"type", TextOf(chip.type)},
                 {"serial_number", TextOf(chip.serial_number)},
                 {"core_count", TextOf(chip.core_count)},
                 {"memory_bytes", TextOf(chip.memory_bytes)},
                 {"connected", TextOf(chip.connected)},
                 {"identity", TextOf(chip.identity)},
                 {"firmware_api", TextOf(chip.firmware_api)},
                 {"firmware_build", TextOf(chip.firmware_build)}};
  for (const Core& core : chip.cores) {
    facts[absl::StrCat(core.index, "/arch_type")] = TextOf(core.arch_type);
  }
  return facts;
}

void AddCore(const CoreCounters& core, Facts* facts) {
  const std::pair<const char*, const Reading<std::uint64_t>&> counts[] = {
      {"device_memory", core.device_memory_bytes}, {"host_memory", core.host_memory_bytes},
      {"succeeded", core.executions_succeeded},    {"failed", core.executions_failed},
      {"hardware_errors", core.hardware_errors},   {"inferences", core.inferences},
      {"model_loads", core.model_loads},           {"reset_requests", core.reset_requests},
      {"reset_failures", core.reset_failures}};
  for (const auto& [name, count] : counts) {
    (*facts)[absl::StrCat(core.core, "/", name)] = TextOf(count);
  }
}

void AddCounters(const ChipCounters& counters, Facts* facts) {
  (*facts)["reset"] = TextOf(counters.reset_state);
  (*facts)["sram"] = TextOf(counters.sram_ecc_uncorrected);
  (*facts)["hbm"] = TextOf(counters.hbm_ecc_uncorrected);
  (*facts)["repairable"] = TextOf(counters.hbm_ecc_repairable);
  for (const CoreCounters& core : counters.cores) {
    AddCore(core, facts);
  }
}

}  // namespace

Facts FactsOf(const Chip& chip, const ChipCounters& counters) {
  Facts facts = OfInventory(chip);
  AddCounters(counters, &facts);
  return facts;
}

}  // namespace neuron
