#include "tests/health/patient.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace neuron {

Patient::Patient() {
  chip.index = 3;
  chip.type = ChipType::kTrainium1;
  chip.serial_number = std::string("1a2b3c4d5e000003");
  pci_.type = ChipType::kTrainium1;
  pci_.link = pci_.widest_link = {16.0, std::uint64_t{8}};
  pci_.errors = {std::uint64_t{0}, std::uint64_t{0}, std::uint64_t{0}};
  counters.read_at[CounterGroup::kFast] = absl::UnixEpoch();
  counters.reset_state = ResetState::kReady;
  for (Reading<std::uint64_t>& count : counters.ecc) {
    count = std::uint64_t{0};
  }
  counters.firmware.components = UnhealthyComponents();
  counters.firmware.heartbeat = Heartbeat();
  for (int core = 0; core < 2; ++core) {
    CoreCounters counted;
    counted.core = core;
    for (Reading<std::uint64_t>& tally : counted.tallies) {
      tally = std::uint64_t{0};
    }
    counters.cores.push_back(counted);
  }
}

ChipFacts Patient::Facts() {
  chip.pci = pci_;
  counters.read_at[CounterGroup::kFast] += absl::Seconds(1);
  reading_ =
      silence.ok() ? Reading<ChipCounters>(counters) : Reading<ChipCounters>::Unknown(silence);
  ChipFacts facts;
  facts.chip = &chip;
  facts.counters = &reading_;
  facts.usage = silence.ok() ? &usage : nullptr;
  facts.appearance = appearance;
  facts.driver_load = driver_load;
  facts.module_inode = module_inode;
  facts.sisters = sisters.empty() ? nullptr : &sisters;
  return facts;
}

void Patient::AddRebase(EccTally tally) {
  const auto found =
      std::find_if(usage.rebases.begin(), usage.rebases.end(),
                   [&](const Rebase& rebase) { return !rebase.of_core && rebase.ecc == tally; });
  Rebase rebase;
  rebase.of_core = false;
  rebase.ecc = tally;
  if (found == usage.rebases.end()) {
    usage.rebases.push_back(rebase);
    ++usage.rebases.back().times;
  } else {
    ++found->times;
  }
}

absl::Status Unreadable() { return absl::DataLossError("/sys/x: garbage"); }

Sign MakeSign(Ailment ailment, SignSource source, std::uint64_t amount) {
  Sign sign;
  sign.ailment = ailment;
  sign.source = source;
  sign.chip = 3;
  sign.seen_at = absl::FromUnixSeconds(1000);
  sign.amount = amount;
  sign.raw = absl::StrCat(Word(ailment), " seen by ", Word(source));
  return sign;
}

Sign MakeState(Ailment ailment, SignSource source) {
  Sign sign = MakeSign(ailment, source);
  sign.lasting = true;
  return sign;
}

}  // namespace neuron
