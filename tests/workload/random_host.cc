#include "tests/workload/random_host.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

constexpr std::size_t kMostParties = 5;

ChipSet AllChips() { return ChipSet((std::uint64_t{1} << RandomHost::kChips) - 1); }

ChipSet Both(ChipSet a, ChipSet b) { return ChipSet(a.bits() & b.bits()); }

std::string ContainerId(int party) { return absl::StrCat("container", party); }

}  // namespace

void RandomHost::Tick(ChipSet free) {
  ++now_;
  changed_ = !stands_still_ && Random(2) == 0;
  if (changed_) {
    const int what = Random(10);
    if (what == 0) {
      bad_ = SomeChips();
    } else if (parties_.empty() || (what < 4 && parties_.size() < kMostParties)) {
      Arrive(free);
    } else {
      // Often the same once more: much happens to one party in quick succession.
      const auto count = static_cast<int>(parties_.size());
      last_ = last_ < count && Random(3) != 0 ? last_ : Random(count);
      Change(&parties_[static_cast<std::size_t>(last_)]);
    }
  }
  Note();
}

ChipSet RandomHost::SomeChips() { return Both(AllChips(), ChipSet(random_() & random_())); }

void RandomHost::Arrive(ChipSet free) {
  Party party;
  party.id = next_id_++;
  party.since.fill(-1);
  party.kind = static_cast<Kind>(Random(4));
  switch (party.kind) {
    case Kind::kTask:
      party.reserved = SomeChips();
      break;
    case Kind::kPrivileged:
      party.mapped = AllChips();
      break;
    case Kind::kLessee:
      party.mapped = AllChips();
      party.leased = Both(free, SomeChips());
      break;
    case Kind::kProcess:
      party.held = SomeChips();
      break;
  }
  parties_.push_back(party);
}

// From one layer to the next in one tick, back, or away.
void RandomHost::Change(Party* party) {
  const int what = Random(4);
  if (what == 0) {
    parties_.erase(parties_.begin() + (party - parties_.data()));
  } else if (party->kind == Kind::kTask) {
    ChangeTask(party);
  } else if (what == 1) {
    party->held = {};
  } else if (what == 2 && party->kind == Kind::kLessee) {
    // What it has opened stays open: clean-up takes its time.
    party->leased = {};
  } else {
    party->held = party->kind == Kind::kLessee ? party->leased : SomeChips();
  }
}

void RandomHost::ChangeTask(Party* party) {
  if (!party->reserved.empty()) {
    party->mapped = party->reserved;
    party->reserved = {};
  } else if (!party->held.empty() && Random(2) == 0) {
    // Its container goes and a process of it stays.
    party->mapped = {};
  } else {
    party->held = Random(2) == 0 ? ChipSet() : Both(party->mapped, SomeChips());
  }
}

void RandomHost::Note() {
  for (Party& party : parties_) {
    const ChipSet taken = TakenBy(party);
    for (int chip = 0; chip < kChips; ++chip) {
      int& since = party.since[static_cast<std::size_t>(chip)];
      since = !taken.Contains(chip) ? -1 : since < 0 ? now_ : since;
    }
  }
}

ChipSet RandomHost::TakenBy(const Party& party) {
  const ChipSet mapped = party.kind == Kind::kTask ? party.mapped : ChipSet();
  return ChipSet(party.held.bits() | mapped.bits() | party.leased.bits() | party.reserved.bits());
}

std::vector<Holder> RandomHost::holders() const {
  std::vector<Holder> all;
  for (const Party& party : parties_) {
    if (!party.held.empty()) {
      Holder holder;
      holder.pid = party.id;
      holder.held = party.held;
      all.push_back(holder);
    }
  }
  return all;
}

std::vector<Container> RandomHost::containers() const {
  std::vector<Container> all;
  for (const Party& party : parties_) {
    if (!party.mapped.empty()) {
      Container container;
      container.id = ContainerId(party.id);
      container.mapped = party.mapped;
      container.privileged = party.kind == Kind::kPrivileged;
      all.push_back(container);
    }
  }
  return all;
}

std::vector<Lease> RandomHost::leases() const {
  std::vector<Lease> all;
  for (const Party& party : parties_) {
    if (!party.leased.empty()) {
      Lease lease;
      lease.id = static_cast<std::uint64_t>(party.id);
      lease.chips = party.leased;
      lease.container = ContainerId(party.id);
      all.push_back(lease);
    }
  }
  return all;
}

std::vector<Reservation> RandomHost::reservations() const {
  std::vector<Reservation> all;
  for (const Party& party : parties_) {
    if (!party.reserved.empty()) {
      Reservation reservation;
      reservation.chips = party.reserved;
      reservation.task_arn = absl::StrCat("task", party.id);
      all.push_back(reservation);
    }
  }
  return all;
}

std::set<std::string> RandomHost::lessees() const {
  std::set<std::string> all;
  for (const Party& party : parties_) {
    if (party.kind == Kind::kLessee) {
      all.insert(ContainerId(party.id));
    }
  }
  return all;
}

bool RandomHost::HadSince(int chip, int since) const {
  return std::any_of(parties_.begin(), parties_.end(), [&](const Party& party) {
    const int had = party.since[static_cast<std::size_t>(chip)];
    return had >= 0 && had <= since;
  });
}

Occupancy RandomHost::TruthOf(int chip) const {
  const auto any = [&](auto chips_of) {
    return std::any_of(parties_.begin(), parties_.end(),
                       [&](const Party& party) { return chips_of(party).Contains(chip); });
  };
  if (any([](const Party& party) { return party.held; })) {
    return Occupancy::kHeld;
  }
  if (any([](const Party& party) {
        return party.kind == Kind::kTask ? party.mapped : ChipSet();
      })) {
    return Occupancy::kMapped;
  }
  if (any([](const Party& party) { return party.leased; })) {
    return Occupancy::kLeased;
  }
  return any([](const Party& party) { return party.reserved; }) ? Occupancy::kReserved
                                                                : Occupancy::kFree;
}

}  // namespace neuron
