#ifndef AGENT_DEVICE_COUNTER_CATALOG_H_
#define AGENT_DEVICE_COUNTER_CATALOG_H_

#include "absl/strings/string_view.h"
#include "agent/device/counters.h"

namespace neuron {

// Where each of a chip's counters is found: the name under which TreeIndex knows its node, and with
// which group it is read. Since which driver it is there is CapabilityTable()'s to say.

// The node's name ("success", "device_mem/tensors", "sram_ecc_uncorrected").
absl::string_view NodeOf(CoreTally tally);
absl::string_view NodeOf(DeviceMemoryClass memory_class);
absl::string_view NodeOf(HostMemoryClass memory_class);
absl::string_view NodeOf(EccTally tally);

CounterGroup GroupOf(CoreTally tally);
// Of what is in use; the most that ever was is always read with kMemory.
CounterGroup GroupOf(DeviceMemoryClass memory_class);
CounterGroup GroupOf(EccTally tally);

// "fast", "events", "memory", "tensor", "power": the word of the flag that sets its period.
absl::string_view Word(CounterGroup group);

}  // namespace neuron

#endif  // AGENT_DEVICE_COUNTER_CATALOG_H_
