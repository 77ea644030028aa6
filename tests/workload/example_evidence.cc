#include "tests/workload/example_evidence.h"

namespace neuron {

Evidence ClearEvidence() {
  Evidence evidence;
  evidence.holders.taken_at = kExampleLook;
  evidence.holders.source = "bpf";
  evidence.holders.sight = absl::OkStatus();
  evidence.containers.taken_at = kExampleLook;
  evidence.containers.sight = absl::OkStatus();
  for (int chip = 0; chip < kMaxChips; ++chip) {
    evidence.unheld_for[chip] = absl::Hours(1);
  }
  return evidence;
}

Chip KnownChip(int index) {
  Chip chip;
  chip.index = index;
  chip.identity = DeviceIdentity::CharacterDevice(245, static_cast<std::uint32_t>(index));
  return chip;
}

Inventory KnownChips(int count) {
  Inventory inventory;
  for (int index = 0; index < count; ++index) {
    inventory.chips.push_back(KnownChip(index));
  }
  return inventory;
}

Holder Holding(int pid, ChipSet held) {
  Holder holder;
  holder.pid = pid;
  holder.start_ticks = static_cast<std::uint64_t>(pid) * 10;
  holder.command = "train";
  holder.held = held;
  holder.since = kExampleLook;
  holder.state = 'S';
  holder.state_since = kExampleLook;
  return holder;
}

Holder HoldingIn(const std::string& container, int pid, ChipSet held) {
  Holder holder = Holding(pid, held);
  holder.container = container;
  return holder;
}

Container Given(const std::string& id, ChipSet mapped) {
  Container container;
  container.id = id;
  container.pid = 100;
  container.start_ticks = 1000;
  container.seen_at = kExampleLook;
  container.mapped = mapped;
  container.privileged = false;
  return container;
}

Container GivenTo(const std::string& task, const std::string& id, ChipSet mapped) {
  Container container = Given(id, mapped);
  container.task_id = task;
  container.task = ContainerTask{ArnOf(task), "train", "7"};
  return container;
}

std::string ArnOf(const std::string& task) {
  return "arn:aws:ecs:us-east-1:012345678901:task/default/" + task;
}

Lease Leased(std::uint64_t id, int pid, ChipSet chips, const std::string& container) {
  Lease lease;
  lease.id = id;
  lease.chips = chips;
  lease.pid = pid;
  lease.start_ticks = static_cast<std::uint64_t>(pid) * 10;
  lease.command = "neuronctl";
  if (!container.empty()) {
    lease.container = container;
  }
  lease.since = kExampleLook;
  return lease;
}

Reservation ReservedFor(const std::string& task, ChipSet chips) {
  Reservation reservation;
  reservation.chips = chips;
  reservation.task_arn = ArnOf(task);
  reservation.why = "train:7 took them before";
  reservation.since = kExampleLook;
  return reservation;
}

}  // namespace neuron
