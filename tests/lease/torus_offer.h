#ifndef TESTS_LEASE_TORUS_OFFER_H_
#define TESTS_LEASE_TORUS_OFFER_H_

#include "absl/time/time.h"
#include "agent/device/chip_set.h"
#include "agent/device/inventory.h"
#include "agent/lease/lease_offer.h"

namespace neuron {

// Chips 0...15.
inline constexpr ChipSet kTorusChips = ChipSet(0xffff);

// A trn1.32xlarge: 16 chips of two cores; groups of 1, 4 (rows), 8 (halves) and 16.
Inventory TorusInventory();

// What a look at it leaves that finds these chips free.
LeaseOffer TorusOffer(absl::Duration began, ChipSet free = kTorusChips);

}  // namespace neuron

#endif  // TESTS_LEASE_TORUS_OFFER_H_
