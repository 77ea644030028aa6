#include "agent/telemetry/metrics_document.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "agent/base/json.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/utf8.h"
#include "proto/metrics_document.pb.h"

namespace neuron {
namespace {

using metrics_document::NeuronDevice;

constexpr double kPercent = 100;

// Hands a value to `set`, lists what is unknown, and does nothing for what is absent.
template <typename T, typename Set>
void Fill(const Reading<T>& reading, const char* member, NeuronDevice* device, Set set) {
  if (reading.has_value()) {
    set(reading.value());
  } else if (reading.is_unknown()) {
    metrics_document::UnknownMember* const unknown = device->add_unknown();
    unknown->set_member(member);
    unknown->set_reason(ValidUtf8(reading.why().message()));
  }
}

// Known if all are, and else what the first that is not is.
Reading<double> Sum(const std::vector<Reading<double>>& parts) {
  double sum = 0;
  for (const Reading<double>& part : parts) {
    if (!part.has_value()) {
      return part;
    }
    sum += part.value();
  }
  return parts.empty() ? Reading<double>::Absent() : Reading<double>(sum);
}

Reading<double> UsedMemory(const ChipState& chip) {
  if (!chip.counters.has_value()) {
    return chip.counters.Map([](const ChipCounters&) { return 0.0; });
  }
  std::vector<Reading<double>> cores;
  for (const CoreCounters& core : chip.counters.value().cores) {
    cores.push_back(core.device_memory.bytes.Map(
        [](std::uint64_t bytes) { return static_cast<double>(bytes); }));
  }
  return Sum(cores);
}

// In percent of what the chip has.
Reading<double> MemoryUtilization(const Reading<double>& used, const Reading<double>& total) {
  if (!used.has_value() || !total.has_value() || total.value() <= 0) {
    return used.has_value() ? total : used;
  }
  return kPercent * used.value() / total.value();
}

Reading<double> MeanUtilization(const ChipState& chip) {
  if (!chip.usage.has_value()) {
    return Reading<double>::Unknown(
        chip.counters.is_unknown() ? chip.counters.why()
                                   : absl::UnavailableError("the chip was not read twice yet"));
  }
  std::vector<Reading<double>> cores;
  for (const CoreUsage& core : chip.usage->cores) {
    cores.push_back(core.utilization.Map([](const Utilization& one) { return one.ratio; }));
  }
  return Sum(cores).Map(
      [&](double sum) { return kPercent * sum / static_cast<double>(cores.size()); });
}

Reading<double> PowerUtilization(const ChipState& chip) {
  const auto power = chip.counters.has_value()
                         ? chip.counters.value().power
                         : chip.counters.Map([](const ChipCounters&) { return PowerUse(); });
  if (power.has_value() && power.value().status != PowerStatus::kValid) {
    return Reading<double>::Unknown(absl::UnavailableError("the driver has no valid numbers"));
  }
  return power.Map([](const PowerUse& use) { return use.average_percent; });
}

void FillIdentity(const Chip& chip, NeuronDevice* device) {
  Fill(chip.pci, "bdf", device,
       [&](const PciFunction& function) { device->set_bdf(ToString(function.address)); });
  Fill(chip.serial_number, "serial_number", device,
       [&](const std::string& serial) { device->set_serial_number(ValidUtf8(serial)); });
}

void FillUse(const Chip& chip, const ChipState& state, NeuronDevice* device) {
  const Reading<double> total =
      chip.memory_bytes.Map([](std::uint64_t bytes) { return static_cast<double>(bytes); });
  const Reading<double> used = UsedMemory(state);
  Fill(MeanUtilization(state), "neuron_utilization_percent", device,
       [&](double percent) { device->set_neuron_utilization_percent(percent); });
  Fill(MemoryUtilization(used, total), "memory_utilization_percent", device,
       [&](double percent) { device->set_memory_utilization_percent(percent); });
  Fill(total, "memory_total_bytes", device,
       [&](double bytes) { device->set_memory_total_bytes(bytes); });
  Fill(used, "memory_used_bytes", device,
       [&](double bytes) { device->set_memory_used_bytes(bytes); });
  Fill(PowerUtilization(state), "power_utilization_percent", device,
       [&](double percent) { device->set_power_utilization_percent(percent); });
}

void FillDevice(const Chip& chip, const ChipState& state, NeuronDevice* device) {
  device->set_index(state.index);
  FillIdentity(chip, device);
  device->set_verdict(std::string(Word(state.health.verdict)));
  device->set_reason(ValidUtf8(state.health.reason));
  device->set_evidence(ValidUtf8(state.health.evidence));
  FillUse(chip, state, device);
}

bool IsConnectionLost(const Snapshot& snapshot) {
  return snapshot.health == NodeHealth::kUnknown ||
         absl::c_all_of(snapshot.chips, [](const ChipState& chip) {
           return chip.health.verdict == Verdict::kUnknown;
         });
}

// "degraded: neuron9: no answer within 1s; neuron15: reset reads 2".
std::string UnhealthyReason(const Snapshot& snapshot) {
  std::string reason(Word(snapshot.health));
  const char* separator = ": ";
  for (const ChipState& chip : snapshot.chips) {
    if (chip.health.verdict == Verdict::kBad || chip.health.verdict == Verdict::kUnknown) {
      const std::string name = absl::StrCat("neuron", chip.index, ": ");
      const std::string& evidence = chip.health.evidence;
      absl::StrAppend(&reason, separator, absl::StartsWith(evidence, name) ? "" : name, evidence);
      separator = "; ";
    }
  }
  for (const MissingChip& missing : snapshot.inventory->missing) {
    absl::StrAppend(&reason, separator, "a chip is missing: ", missing.reason);
    separator = "; ";
  }
  return reason;
}

bool SameWords(const ChipState& a, const ChipState& b) {
  return a.index == b.index && a.health.verdict == b.health.verdict &&
         a.health.reason == b.health.reason;
}

}  // namespace

std::string MetricsDocument(const Snapshot& snapshot) {
  metrics_document::MetricsDocument document;
  const bool is_healthy = snapshot.health == NodeHealth::kOk;
  *document.mutable_timestamp() = EncodeTime(snapshot.taken_at);
  document.set_healthy(is_healthy);
  document.set_unhealthy_reason(is_healthy ? "" : ValidUtf8(UnhealthyReason(snapshot)));
  document.set_connection_lost(IsConnectionLost(snapshot));
  for (std::size_t i = 0; i < snapshot.chips.size(); ++i) {
    FillDevice(snapshot.inventory->chips[i], snapshot.chips[i], document.add_neuron_devices());
  }
  return absl::StrCat(WriteJson(document), "\n");
}

bool SameHealth(const Snapshot& a, const Snapshot& b) {
  return a.health == b.health && absl::c_equal(a.chips, b.chips, SameWords);
}

}  // namespace neuron
