#include "tests/device/chip_facts.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "agent/device/chip_reader.h"
#include "agent/device/counter_catalog.h"

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

std::string Text(const UnhealthyComponents& value) {
  return value.unreachable ? "unreachable" : value.names;
}
std::string Text(const Heartbeat& value) {
  return value.unreachable ? "unreachable" : absl::StrCat("beat ", value.beat);
}
std::string Text(const PowerUse& value) {
  return absl::StrCat("status ", static_cast<int>(value.status), " at ",
                      absl::ToUnixSeconds(value.rolled_up_at), ": ", value.min_percent, " ",
                      value.max_percent, " ", value.average_percent);
}
std::string Text(const RawPower& value) {
  std::string text = "dies";
  for (std::size_t i = 0; i < value.count; ++i) {
    const Reading<double>& percent = value.dies[i].percent;
    absl::StrAppend(&text, " ", value.dies[i].die, "=",
                    percent.has_value() ? absl::StrCat(percent.value())
                                        : absl::StrCat("none", percent.why().message()));
  }
  return text;
}
std::string Text(const TensorActivity& value) {
  std::string text = "cycles";
  for (std::size_t i = 0; i < value.count; ++i) {
    const TensorActivity::RowGroup& group = value.groups[i];
    absl::StrAppend(&text, " ", group.matmul_cycles, "/", group.weight_load_cycles, "/",
                    group.idle_cycles);
  }
  return text;
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

void AddMemory(const std::string& name, const MemoryUse& use, Facts* facts) {
  (*facts)[name] = TextOf(use.bytes);
  (*facts)[absl::StrCat(name, " peak")] = TextOf(use.peak_bytes);
}

template <typename Classes>
void AddClasses(absl::string_view owner, const Classes& classes, Facts* facts) {
  for (std::size_t i = 0; i < Classes::size(); ++i) {
    AddMemory(absl::StrCat(owner, "/", NodeOf(Classes::At(i))), classes[Classes::At(i)], facts);
  }
}

template <typename Tallies>
void AddTallies(absl::string_view owner, const Tallies& tallies, Facts* facts) {
  for (std::size_t i = 0; i < Tallies::size(); ++i) {
    (*facts)[absl::StrCat(owner, "/", NodeOf(Tallies::At(i)))] = TextOf(tallies[Tallies::At(i)]);
  }
}

void AddCore(const CoreCounters& core, Facts* facts) {
  const std::string owner = absl::StrCat(core.core);
  AddMemory(owner + "/device_mem", core.device_memory, facts);
  AddMemory(owner + "/host_mem", core.host_memory, facts);
  AddClasses(owner, core.device_memory_by_class, facts);
  AddTallies(owner, core.tallies, facts);
  (*facts)[owner + "/pe_cntrs"] = TextOf(core.tensor);
}

void AddCounters(const ChipCounters& counters, Facts* facts) {
  (*facts)["reset"] = TextOf(counters.reset_state);
  AddTallies("chip", counters.ecc, facts);
  AddClasses("chip", counters.host_memory_by_class, facts);
  (*facts)["unhealthy_components"] = TextOf(counters.firmware.components);
  (*facts)["healthcheck_heartbeat"] = TextOf(counters.firmware.heartbeat);
  (*facts)["hw_error_event"] = TextOf(counters.firmware.events);
  (*facts)["utilization"] = TextOf(counters.power);
  (*facts)["utilization_raw"] = TextOf(counters.raw_power);
  for (const CoreCounters& core : counters.cores) {
    AddCore(core, facts);
  }
}

}  // namespace

Facts FactsOf(const Chip& chip) {
  ChipCounters counters;
  ChipReader(chip.tree, chip.memory_bytes, false)
      .Read(CounterGroups(true), absl::UnixEpoch(), &counters);
  Facts facts = OfInventory(chip);
  AddCounters(counters, &facts);
  return facts;
}

}  // namespace neuron
